// What somebody said to an exercise by a button is kept in the page, which tells it to a server that was started anew.

/** @import { Mounted } from "../types" */

import { apart } from "../shared/apart.js";

/** @typedef {{ question: string, more: number, answer: number | null, first: number | null }} Said */

/** @type {WeakMap<HTMLElement, string>} */
const told = new WeakMap(); // what the server was told last, by each place of the page

/** @param {Mounted<{ said: Said | null }>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  const said = JSON.stringify(data.said);
  if (!data.said || told.get(root) === said) return; // a server that knows nothing has nothing to tell
  told.set(root, said);
  const { said: answer } = data;
  apart(() => setStateValue("said", answer));
}
