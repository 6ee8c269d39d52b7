// A line to type an answer in. What is typed goes to Python after a pause, so that it can show how it
// reads; Enter or the button asks for a verdict.

/** @import { Mounted } from "../types" */

import { element } from "../shared/element.js";

const PAUSE = 250; // milliseconds

/** @typedef {{ text: string, placeholder: string, longest: number, numeric: boolean }} Data */

/** @type {WeakMap<HTMLElement, number>} */
const pauses = new WeakMap(); // the running pause of each field on the page

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  const field = element(root, "input", HTMLInputElement);
  const report = () => setStateValue("text", field.value);
  const stop = () => clearTimeout(pauses.get(root));

  if (!pauses.has(root)) {
    field.value = data.text;
    pauses.set(root, 0);
  }
  field.disabled = false; // what is typed before anyone listens would be lost
  element(root, "button", HTMLButtonElement).disabled = false;
  field.placeholder = data.placeholder;
  field.maxLength = data.longest;
  field.inputMode = data.numeric ? "decimal" : "text";
  field.oninput = () => {
    stop();
    pauses.set(root, setTimeout(report, PAUSE));
  };
  element(root, "form", HTMLFormElement).onsubmit = (event) => {
    event.preventDefault();
    stop();
    report();
    setStateValue("checked", field.value); // a state, which this page tells a server that was started anew
  };
  return stop;
}
