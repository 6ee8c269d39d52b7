// The numbers of the moment and the curves of a run that is under way.

/** @import { Mounted, Palette } from "../types" */
/** @import { Frame } from "./chart.js" */

import { element } from "../shared/element.js";
import { paint } from "../shared/theme.js";
import { draw } from "./chart.js";
import { hear } from "./feed.js";

/** @typedef {{ path: string, frame: Omit<Frame, "total" | "left">, epochs: number, colours: Palette }} Data */

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root }) {
  const section = element(root, ".curves");
  const svg = element(root, "svg", SVGSVGElement);
  const list = element(root, "dl");
  const floor = element(root, "li.floor");
  paint(section, data.colours);
  floor.hidden = !data.frame.floor;
  floor.textContent = `least loss that smoothed labels allow: ${data.frame.floor.toFixed(3)}`;
  let again = () => {};
  const stop = hear(data.path, ({ numbers, total = 0, left = 0 }, course) => {
    if (!numbers) return;
    list.replaceChildren(...numbers.map(figure));
    again = () => draw(svg, course, { ...data.frame, perEpoch: total / data.epochs || 1, total, left });
    again();
    const shares = course.epochs.at(-1);
    const read = shares ? `${(100 * shares[2]).toFixed(1)} % of the digits held back are read correctly` : "";
    svg.setAttribute("aria-label", `Loss and accuracy over ${course.taken.toLocaleString("en")} steps; ${read}.`);
  });
  const sized = new ResizeObserver(() => again());
  sized.observe(svg);
  return () => {
    stop();
    sized.disconnect();
  };
}

/** @param {[string, string]} figure */
function figure([name, value]) {
  const pair = document.createElement("div");
  const [term, number] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = name;
  number.textContent = value;
  pair.append(term, number);
  return pair;
}
