// "Why this number?": one gradient as a sum over every path from its cause to the loss.

/** @import { Colours, Difference, Equation, Mark, Path, Paths, Tree } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */

import { missing } from "../../equation/exact.js";
import { math, number } from "../../equation/mathml.js";
import { follow, unroll } from "../../equation/paths.js";
import { place } from "../../equation/place.js";
import { Printer } from "../../equation/printer.js";
import { changed } from "../../shared/changed.js";
import { text } from "../../shared/numbers.js";
import { heat } from "./heat.js";
import { kinks } from "./kinks.js";

const SHOWN = 5; // paths that are written out
const TIGHT = 2; // factors stand in brackets where they are sums

export class Why {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    /** @type {WeakMap<Equation, Tree>} */
    this.unrolled = new WeakMap(); // the right sides with every gradient written out
    /** @type {Paths} */
    this.found = { paths: [], count: 0 };
  }

  /**
   * @param {Trace} trace
   * @param {Equation} equation
   */
  nested(trace, equation) {
    const tree = this.unrolled.get(equation) ?? unroll(trace, equation);
    this.unrolled.set(equation, tree);
    return tree;
  }

  /**
   * The slices of coarse arrays without which the paths are not exact.
   *
   * @param {Trace} trace
   * @param {Mark | null} mark
   */
  needs(trace, mark) {
    const equation = gradientAt(trace, mark);
    if (!equation || !mark) return [];
    return missing(trace, this.nested(trace, equation), trace.at(equation, mark.k));
  }

  /**
   * @param {Trace} trace
   * @param {Mark | null} mark the entry asked about; its gradient is followed
   * @param {Colours} colours
   * @param {Difference | null} slope once Python has measured it
   */
  show(trace, mark, colours, slope) {
    const equation = gradientAt(trace, mark);
    if (!equation || !mark) {
      const words = "Click a weight, a pixel or a unit to pin it. Then every path from it to the loss is listed here.";
      this.element.innerHTML = `<p>${words}</p>`;
      return;
    }
    const { name } = equation;
    const { k } = mark;
    const rough = this.needs(trace, mark).length;
    if (changed(this, "paths", trace.id, name, k, rough)) this.found = follow(trace, equation, k);
    const { found } = this;
    const letters = new Printer(trace);
    const from = place(trace, trace.wire(name), k);
    const formula = math(`${letters.print(equation.lhs)}<mo>=</mo>${letters.print(this.nested(trace, equation))}`);
    const box = document.createElement("div");
    box.className = "why";
    box.innerHTML = `
      <div class="nested" tabindex="0" role="group" aria-label="The gradient with every factor written out">
        ${formula}
      </div>
      <div>${found.over ? tooMany(found, from) : listed(trace, found, from)}</div>
      <p class="equal" role="status">${verdict(trace, found, trace.array(name).data[k], slope)}</p>`;
    const picture = heat(found.paths, colours, this.element.clientWidth);
    if (picture) box.children[1].after(picture);
    this.element.replaceChildren(box);
  }
}

/**
 * The equation of the gradient by what is marked, if this pass has one.
 *
 * @param {Trace} trace
 * @param {Mark | null} mark
 */
const gradientAt = (trace, mark) => mark && trace.byName.get(`d${trace.wire(mark.name)}`);

/**
 * @param {Paths} found
 * @param {string} from
 */
function tooMany({ count }, from) {
  const paths = `About ${text(count, 2)} paths lead from ${from} to the loss, too many to follow one by one`;
  const advice = "Pin a number nearer to the loss, or choose a smaller network, to see paths.";
  return `<p>${paths}: this is what backpropagation is for. ${advice}</p>`;
}

/**
 * How many paths there are, the largest of them, and what the others come to.
 *
 * @param {Trace} trace
 * @param {Paths} found
 * @param {string} from
 */
function listed(trace, { paths, count, cut }, from) {
  const alive = paths.filter((path) => path.value !== 0);
  const shown = alive.slice(0, SHOWN);
  const others = alive.slice(SHOWN);
  const dead = paths.length - alive.length;
  const none = alive.length ? dead.toLocaleString("en") : "all";
  const many = count === 1 ? "One path leads" : `${count.toLocaleString("en")} paths lead`;
  const silent = dead ? `; ${none} of them carry exactly nothing` : "";
  const left = cut ? ". There are too many to list: the smallest were left out on the way" : "";
  const rest = others.reduce((sum, path) => sum + path.value, 0);
  const items = shown.map((path) => `<li>${written(trace, path)}</li>`);
  const kind = others.length === 1 ? "path" : "paths";
  if (others.length) items.push(`<li>${others.length.toLocaleString("en")} other ${kind}: ${math(number(rest))}</li>`);
  return `
    <p>${many} from ${from} to the loss${silent}${left}.</p>
    <ol class="paths" tabindex="0" aria-label="The largest paths">${items.join("")}</ol>`;
}

/**
 * One path twice: its symbols, and its numbers.
 *
 * @param {Trace} trace
 * @param {Path} path
 */
function written(trace, { factors, value }) {
  const print = (/** @type {"address" | "numbers"} */ mode) =>
    factors
      .map(({ tree, at }) => new Printer(trace, { mode, at: at.slice() }).print(tree, TIGHT))
      .join('<mo lspace="0.15em" rspace="0.15em">·</mo>');
  const numbers = `<mo>=</mo>${print("numbers")}<mo>=</mo>${number(value, ' class="result"')}`;
  return `${math(print("address"))}${math(numbers)}`;
}

/**
 * The gradient three times: as a sum of paths, backpropagated, and measured.
 *
 * @param {Trace} trace
 * @param {Paths} found
 * @param {number} result
 * @param {Difference | null} slope
 */
function verdict(trace, { paths, cut, over }, result, slope) {
  const total = paths.reduce((sum, path) => sum + path.value, 0);
  const [which, equals] = cut ? ["the largest", "≈"] : ["all", "="];
  const summed = over ? "" : `<b class="summed">${text(total)}</b> as the sum of ${which} paths ${equals} `;
  const propagated = `<b class="gradient propagated">${text(result)}</b> backpropagated`;
  if (!slope) return `${summed}${propagated}.`;
  const sign = slope.crossed.length ? "≠?" : "=";
  const measured = `${sign} <b class="measured">${text(slope.value)}</b> by finite difference`;
  return `${summed}${propagated} ${measured}.${kinks(slope, (wire, unit) => trace.array(wire).data[unit], result)}`;
}
