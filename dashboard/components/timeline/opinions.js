// What the network takes some digits for: bars for the classes, and the guess in words.

import { element } from "../shared/element.js";
import { share } from "../shared/numbers.js";
import { argmax, decode, drawDigit } from "../shared/pixels.js";

/** @typedef {{ pixels: string, label: number }} Sample a digit; its pixels are bytes in base64 */

/**
 * @param {HTMLElement} list
 * @param {Sample[]} digits
 * @param {number[][]} p for each digit
 */
export function opinions(list, digits, p) {
  while (list.children.length < digits.length) {
    const n = list.children.length;
    list.append(row(digits[n], p[n].length));
  }
  digits.forEach(({ label }, n) => {
    const item = list.children[n];
    const best = argmax(p[n]);
    const right = best === label;
    const bars = item.querySelectorAll("i");
    const verdict = element(item, ".verdict");
    p[n].forEach((value, k) => {
      bars[k].style.height = `${Math.max(0, Math.min(100, 100 * value))}%`;
    });
    verdict.textContent = `${best}, ${share(p[n][best])} ${right ? "✓" : "✗"}`;
    verdict.className = `verdict ${right ? "right" : "wrong"}`;
  });
}

/**
 * @param {Sample} digit
 * @param {number} classes
 */
function row({ pixels, label }, classes) {
  const item = document.createElement("li");
  item.innerHTML = `
    <canvas width="28" height="28" role="img"></canvas>
    <div class="bars" aria-hidden="true"></div>
    <span class="verdict"></span>`;
  const canvas = element(item, "canvas", HTMLCanvasElement);
  const bars = element(item, ".bars");
  canvas.setAttribute("aria-label", `A handwritten ${label}, taken for`);
  drawDigit(canvas, decode(pixels));
  for (let k = 0; k < classes; k++) {
    const bar = document.createElement("i");
    bar.classList.toggle("label", k === label);
    bars.append(bar);
  }
  return item;
}
