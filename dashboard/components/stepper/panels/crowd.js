// What a step does to the test digits: how many are read right, and those that it changes most, as pictures.

/** @import { Changed, Everybody } from "../../types" */

import { element } from "../../shared/element.js";
import { text } from "../../shared/numbers.js";
import { decode, drawDigit } from "../../shared/pixels.js";
import { isDark } from "../../shared/theme.js";
import { about, crowd } from "./promise.js";

/**
 * @param {HTMLElement} place
 * @param {Everybody} found
 * @param {(digit: number) => string} link to a digit after the step
 */
export function showCrowd(place, found, link) {
  const { count, right, loss } = found;
  const share = (/** @type {number} */ n) => `${((100 * n) / count).toFixed(2)} %`;
  const row = (/** @type {string} */ head, /** @type {string[]} */ [before, after]) =>
    `<tr><th scope="row">${head}</th><td>${before}</td><td>${after}</td></tr>`;
  place.innerHTML = `
    <table class="figures crowd">
      <thead><tr><th scope="col">${count.toLocaleString("en")} test digits</th>
        <th scope="col">before</th><th scope="col">after</th></tr></thead>
      <tbody>${row("Read right", right.map(share))}${row(
        "Mean loss",
        loss.map((value) => text(value)),
      )}</tbody>
    </table>
    <p class="crowd-says">${crowd(found)}</p>
    <p class="changed-says">${changes(found)}</p>
    <ul class="changed"></ul>`;
  element(place, ".changed").append(...found.changed.map((one) => item(one, link(one.digit), isDark(place))));
}

/** @param {Everybody} found */
const changes = ({ changed }) =>
  changed.length
    ? "Whose truth changes most, with what it gets before and after. A click opens the digit as it is after the step."
    : "No digit changes.";

/**
 * @param {Changed} one
 * @param {string} href
 * @param {boolean} dark
 */
function item(one, href, dark) {
  const { share, read } = about(one);
  const [before, after] = one.truth;
  const place = document.createElement("li");
  place.innerHTML = `<a><canvas width="28" height="28" aria-hidden="true"></canvas>
    <span class="${after < before ? "falls" : "rises"}">${share}</span><span>${read}</span></a>`;
  const anchor = element(place, "a", HTMLAnchorElement);
  anchor.href = href;
  anchor.setAttribute("aria-label", `Test digit ${one.digit}, a ${share.replace("→", "to")}, ${read}`);
  drawDigit(element(place, "canvas", HTMLCanvasElement), decode(one.ink), dark);
  return place;
}

/**
 * The address of a digit in this network after these steps: of the address here the network stays, and what was changed
 * in it.
 *
 * @param {string} here the query of the page
 * @param {number} digit
 * @param {string} steps none where they cannot be told of another digit
 * @param {string} edits
 */
export function address(here, digit, steps, edits) {
  const now = new URLSearchParams(here);
  const kept = ["network", "seed", "run", "checkpoint"].filter((name) => now.has(name));
  const query = new URLSearchParams(kept.map((name) => [name, now.get(name) ?? ""]));
  query.set("digit", String(digit));
  query.set("step", "p");
  const weights = edits.split("~").filter((edit) => edit && !edit.startsWith("x:"));
  if (weights.length) query.set("edits", weights.join("~"));
  if (steps) query.set("steps", steps);
  return `?${query}`;
}
