// The formulas of a step: in letters, with the numbers of one entry, and the computation part by part.

/** @import { At, Equation, Mark, Row, Tree } from "../types" */
/** @import { Trace } from "../equation/trace.js" */

import { isExact } from "../equation/exact.js";
import { feeds } from "../equation/feeds.js";
import { math, number } from "../equation/mathml.js";
import { place } from "../equation/place.js";
import { Printer } from "../equation/printer.js";
import { changed } from "../shared/changed.js";
import { element } from "../shared/element.js";
import { apartIn } from "../shared/numbers.js";
import { lines, shrink } from "./lines.js";

/** @typedef {{ equation: Equation, entry: number, at: At }} Look the entry looked at, and its indices */

/**
 * What is on show. Without a `look` it is the input.
 *
 * @typedef {object} View
 * @property {Trace} trace
 * @property {Look | null} look
 * @property {boolean} hidden is the result still to be guessed?
 * @property {Mark | null} hover
 * @property {Mark | null} pin
 * @property {Row[]} rows
 * @property {number} inside the row that a person stands in; −1 for none
 * @property {(name: string) => boolean} done is an array computed by now?
 * @property {number} width
 */

/** The width of the column of formulas, as stepper.css has it. @param {number} width of the stepper */
const told = (width) => (width > 900 ? Math.max(352, 0.36 * width) : width) - 26;

const HINT =
  '<span class="hint"><kbd>↓</kbd> steps inside this number. ' +
  "Point at any other to see where it comes from; a click keeps it.</span>";

export class Writing {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.formulas = element(root, ".formulas");
    this.letters = element(root, ".letters");
    this.numbers = element(root, ".numbers");
    this.line = element(root, ".inside");
    this.rows = element(root, ".rows");
  }

  /** @param {View} view */
  show(view) {
    this.writeLetters(view);
    this.writeNumbers(view);
    this.writeLine(view);
  }

  /** @param {View} view */
  writeLetters({ trace, look, rows, inside, width }) {
    if (changed(this, "letters", trace.id, look?.equation.name, width)) {
      const printer = new Printer(trace);
      const formula = (/** @type {Equation} */ { lhs, rhs }) => `${printer.print(lhs)}<mo>=</mo>${printer.print(rhs)}`;
      const forward = trace.equations.filter(({ direction }) => direction === "forward");
      if (look) this.letters.replaceChildren(...lines(formula(look.equation), "large"));
      else this.letters.innerHTML = forward.map((one) => math(formula(one))).join("");
      this.formulas.classList.toggle("whole", !look);
      if (look) shrink(this.letters, told(width));
    }
    for (const marked of this.letters.querySelectorAll(".lit")) marked.classList.remove("lit");
    const tree = inside >= 0 ? (rows[inside].tree ?? rows[inside].sum) : null;
    if (!tree) return;
    for (const part of this.letters.querySelectorAll(`[data-node="${trace.nodeNumber(tree)}"]`)) {
      part.classList.add("lit");
    }
  }

  /** @param {View} view */
  writeNumbers({ trace, look, hover, pin, width, hidden }) {
    if (!look || hidden) return this.numbers.replaceChildren();
    const { equation, entry, at } = look;
    const { name, lhs, rhs } = equation;
    const mark = hover ?? pin;
    const wanted = mark && mark.name !== name ? isFedBy(trace, mark) : null;
    const most = told(width) > 420 ? 3 : 2;
    const mode = copies(rhs, trace, at) ? "address" : "numbers";
    const left = new Printer(trace, { mode: "address", at: at.slice() }).print(lhs);
    const attributes = ` class="result quantity ${trace.role(name)}" data-name="${name}" data-cell="${entry}"`;
    const value = trace.cancelling(equation, at, entry) ? 0 : trace.array(name).data[entry];
    const result = number(value, attributes, apartIn(name));
    for (let terms = most; terms > 0; terms--) {
      const right = new Printer(trace, { mode, at: at.slice(), most: terms, wanted }).print(rhs);
      this.numbers.replaceChildren(...lines(`${left}<mo>=</mo>${right}<mo>=</mo>${result}`));
      if (shrink(this.numbers, told(width))) return;
    }
  }

  /**
   * All parts of the computation.
   *
   * @param {View} view
   * @param {string} of what they are, by which a reader knows that these are the latest
   */
  list({ trace, rows, inside }, of) {
    const item = (/** @type {Row} */ row, /** @type {number} */ k) => {
      const [lit, current] = k === inside ? [" lit", ' aria-current="step"'] : ["", ""];
      return `<li data-row="${k}" class="${row.kind}${lit}"${current}>${written(trace, row)}</li>`;
    };
    const html = rows.map(item).join("");
    if (changed(this, "list", html)) this.rows.innerHTML = html;
    this.rows.dataset.of = of;
  }

  /**
   * Right under the formulas the part of the computation that a person stands in.
   *
   * @param {View} view
   */
  writeLine(view) {
    const { trace, rows, inside, hover, pin } = view;
    const mark = hover ?? pin;
    let html = rows.length ? HINT : "";
    if (inside >= 0) {
      const count = `<span class="hint">${inside + 1} of ${rows.length}</span>`;
      html = count + written(trace, rows[inside]);
    } else if (mark) html = address(view, mark);
    if (changed(this, "line", html)) this.line.innerHTML = html;
  }
}

/**
 * Is this term of a sum fed by the entry pointed at?
 *
 * @param {Trace} trace
 * @param {Mark} mark
 */
function isFedBy(trace, mark) {
  return (/** @type {Tree} */ body, /** @type {At} */ at) => {
    let hit = false;
    feeds(trace.calculator, body, at.slice(), (name, k) => {
      hit ||= trace.wire(name) === trace.wire(mark.name) && k === mark.k;
    });
    return hit;
  };
}

/**
 * One row of the working.
 *
 * @param {Trace} trace
 * @param {Row} row
 */
function written(trace, row) {
  const total = row.running === undefined ? "" : math(`<mo>Σ</mo>${number(row.running)}`);
  const running = total && `<span class="running">${total}</span>`;
  if (row.kind === "rest") {
    const zero = row.zero ? `, ${row.zero.toLocaleString("en")} of them 0` : "";
    return `<span>${row.count.toLocaleString("en")} more${zero}</span>${math(number(row.value))}${running}`;
  }
  const { tree, at, last } = row;
  const sum = tree.op === "sum";
  const symbols = new Printer(trace, { mode: sum || last ? "letters" : "address", at: at.slice() });
  const numbers = new Printer(trace, { mode: "numbers", at: at.slice(), most: 1 });
  const middle = sum || tree.op === "ref" || last ? "" : `<mo>=</mo>${numbers.print(tree)}`;
  const result = number(row.value, ' class="result"');
  return `${math(`${symbols.print(tree)}${middle}<mo>=</mo>${result}`)}${running}`;
}

/**
 * Address, value and gradient of an entry.
 *
 * @param {View} view
 * @param {Mark} mark
 */
function address({ trace, done, hover, pin }, { name, k }) {
  const wire = trace.wire(name);
  const printer = new Printer(trace);
  const parts = [wire, `d${wire}`]
    .filter((own) => trace.has(own))
    .map((own) => {
      const array = trace.array(own);
      const ready = done(own);
      const sign = `<mo>${isExact(array, k) ? "=" : "≈"}</mo>`;
      const value = ready ? sign + number(array.data[k], "", apartIn(own)) : "";
      const index = `<mo>[</mo><mtext>${trace.address(own, k)}</mtext><mo>]</mo>`;
      const formula = math(`${printer.name(own, [], true)}${index}${value}`);
      const later = ready ? "" : " <span>not computed yet</span>";
      return `<span class="quantity ${trace.role(own)}" data-name="${own}">${formula}${later}</span>`;
    });
  return `<span>${pin && !hover ? "<b>Pinned</b> " : ""}${place(trace, wire, k)}:</span> ${parts.join(" ")}`;
}

/**
 * Does a tree come to one entry of another array, whose number would stand there twice?
 *
 * @param {Tree} t
 * @param {Trace} trace
 * @param {At} at
 */
function copies(t, trace, at) {
  if (t.op !== "sum") return t.op === "ref";
  const { body, terms } = trace.calculator.terms(t, at);
  return terms.length === 1 && body.op === "ref";
}
