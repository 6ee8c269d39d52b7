// How a run stands, in its own words; Python hears of it once the page is to be drawn anew.

/** @import { Mounted } from "../types" */

import { element } from "../shared/element.js";
import { hear } from "./feed.js";

/** @param {Mounted<{ path: string, mark: string, sentence: string }>} mounted */
export default function ({ data, parentElement: root, setTriggerValue }) {
  const section = element(root, ".standing");
  const words = element(root, ".sentence");
  const bar = element(root, "progress", HTMLProgressElement);
  words.textContent ||= data.sentence;
  let told = "";
  return hear(data.path, ({ mark, status, sentence, step = 0, total = 0 }) => {
    if (mark !== data.mark && mark !== told) setTriggerValue("changed", mark);
    told = mark;
    if (!status) return;
    const trains = status === "running" && step > 0;
    section.classList.toggle("waiting", !trains);
    words.setAttribute("aria-live", trains ? "off" : "polite"); // twice a second is no news for a listener
    if (words.textContent !== sentence) words.textContent = sentence ?? "";
    bar.hidden = !step;
    bar.value = total ? step / total : 0;
  });
}
