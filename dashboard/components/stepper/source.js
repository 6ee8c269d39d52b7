// The lines of core that compute a step, with their neighbours.

/** @import { Equation, Excerpt } from "../types" */

import { changed } from "../shared/changed.js";

/**
 * @param {HTMLElement} element
 * @param {Equation | undefined} equation
 */
export function showSource(element, equation) {
  const { source = [], lesson, name } = equation ?? {};
  if (!changed(element, "source", ...source.map(({ file, line }) => `${file}:${line}`), lesson?.slug)) return;
  element.replaceChildren(...source.map((one) => excerpt(one, source.length > 1 ? 0 : Infinity)));
  if (lesson) element.querySelector("figcaption")?.append(why(lesson, name ?? ""));
}

/**
 * To the lesson that explains the step.
 *
 * @param {Equation["lesson"]} lesson
 * @param {string} name of the step, which is the paragraph that it leads to
 */
function why({ number, slug, title }, name) {
  const link = document.createElement("a");
  link.href = `lessons?lesson=${slug}`;
  // read when it is followed: until then the digit or the network may change
  const there = () => {
    const from = new URLSearchParams(location.search);
    from.set("step", name);
    const asked = new URLSearchParams({ lesson: slug, at: name, from: from.toString() });
    const digit = from.get("digit");
    if (digit) asked.set("digit", digit);
    link.href = `lessons?${asked}`;
  };
  link.onpointerdown = link.onfocus = link.onclick = there;
  link.title = title;
  link.textContent = `Why? Lesson ${number}`;
  return link;
}

const ROOM = 7; // rows there are for an excerpt
const WIDE = 45; // letters that surely find room in one

/**
 * The line and as many neighbours as there is room for: one that wraps has fewer above it.
 *
 * @param {Excerpt} excerpt
 * @param {number} around
 */
function excerpt({ file, function: name, line, lines }, around) {
  const block = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = `${file}:${line}${name ? ` in ${name}` : ""}`;
  const code = document.createElement("pre");
  if (around === 0) code.className = "short";
  code.tabIndex = 0;
  code.setAttribute("aria-label", `Source of ${name || file}`);
  const [, own = ""] = lines.find(([number]) => number === line) ?? [];
  const above = ROOM - Math.ceil(own.length / WIDE);
  for (const [number, text] of lines) {
    if (number < line - above || Math.abs(number - line) > around) continue;
    const row = document.createElement(number === line ? "mark" : "span");
    row.textContent = `${String(number).padStart(3)}  ${text}\n`;
    code.append(row);
  }
  block.append(caption, code);
  return block;
}
