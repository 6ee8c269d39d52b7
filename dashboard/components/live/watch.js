// Part of a page is drawn anew when the server has something new for it, not more often than every so many seconds, and
// seldom while nobody can see it.

/** @import { Mounted } from "../types" */

import { hear } from "./feed.js";

const UNSEEN = 4; // times as patient

/** @param {Mounted<{ path: string, mark: string, every: number, below: string }>} mounted */
export default function ({ data, setTriggerValue }) {
  const since = performance.now();
  let told = data.mark;
  return hear(data.path, (news, course) => {
    const mark = data.path.startsWith("run/") ? `${course.epochs.length}` : news.mark;
    if (!told) told = mark; // the page is as new as what was heard first
    const patience = onScreen(data.below) ? data.every : UNSEEN * data.every;
    if (mark === told || performance.now() - since < 1000 * patience) return;
    told = mark;
    setTriggerValue("changed", mark);
  });
}

/**
 * Whether what begins below this element of the page can be seen.
 *
 * @param {string} selector
 */
function onScreen(selector) {
  const at = selector && document.querySelector(selector)?.getBoundingClientRect();
  return !document.hidden && (!at || at.top < innerHeight);
}
