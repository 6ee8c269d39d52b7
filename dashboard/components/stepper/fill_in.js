// Fill in: the result of a step stays hidden until a person has worked it out, cell by cell. Each number is judged as
// soon as it is handed in, with a hint, and the next cell opens.

/** @import { Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Cell, Sheet } from "./sheets.js" */

import { count, uncapital } from "../equation/called.js";
import { readSteps } from "../equation/codec.js";
import { math } from "../equation/mathml.js";
import { close } from "../equation/mistakes.js";
import { Printer } from "../equation/printer.js";
import { changed } from "../shared/changed.js";
import { element } from "../shared/element.js";
import { text } from "../shared/numbers.js";
import { readNumber } from "../shared/read_number.js";
import { isSmall, sheets } from "./sheets.js";

const KEPT = "chainrule filled in"; // in this browser and nowhere else
const MOST_KEPT = 40; // passes
const NOTHING = 1e-12; // of the largest number of an array: what is smaller is a rounding error, and counts as 0

/** @typedef {Record<string, (string | null)[]>} Filled by sheet: what was typed in each cell; null: it was shown */

export class FillIn {
  /**
   * @param {HTMLElement} root
   * @param {() => void} done is called when the mode changes, or a cell is filled
   */
  constructor(root, done) {
    this.on = false;
    this.done = done;
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {Equation | undefined} */
    this.equation = undefined;
    /** @type {Filled} */
    this.filled = {};
    this.form = document.createElement("form");
    this.form.className = "fill-in";
    this.form.hidden = true;
    this.form.innerHTML = `<div class="cells"></div><p class="judged" role="status"></p>
      <div class="controls"><button type="submit">Check</button>
        <button type="button" class="numbers-of">Show its numbers</button>
        <button type="button" class="show">Show me this one</button>
        <span class="worked"></span></div>`;
    element(root, ".formulas").append(this.form);
    this.cells = element(this.form, ".cells");
    this.judged = element(this.form, ".judged");
    this.worked = element(this.form, ".worked");
    this.controls = element(this.form, ".controls");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "fill";
    this.button.textContent = "Fill in";
    this.button.title = "Results stay hidden until you have worked them out";
    this.button.onclick = () => this.turn(!this.on);
    element(root, ".predict").after(this.button);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.judge();
    };
    this.form.onkeydown = (event) => this.press(event);
    element(this.form, ".show").onclick = () => this.give();
    element(this.form, ".numbers-of").onclick = () => this.work();
  }

  /**
   * Enter belongs to the form here; Tab hands in what was typed, too.
   *
   * @param {KeyboardEvent} event
   */
  press(event) {
    if (event.key === "Enter") event.stopPropagation();
    const input = event.target instanceof HTMLInputElement ? event.target : null;
    if (event.key === "Tab" && !event.shiftKey && input?.value.trim() && !input.readOnly && this.judge())
      event.preventDefault();
  }

  /** The open cell takes what is typed. */
  focus() {
    const input = this.cells.querySelector("input:not([readonly])");
    if (input instanceof HTMLInputElement) input.focus({ preventScroll: true });
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    this.button.setAttribute("aria-pressed", String(on));
    this.done();
  }

  /**
   * What was filled in for this pass, in this browser.
   *
   * @param {Trace} trace
   */
  recall(trace) {
    if (trace === this.trace) return;
    const before = this.trace && nameOf(this.trace);
    this.trace = trace;
    if (nameOf(trace) !== before) this.filled = kept()[nameOf(trace)] ?? {};
  }

  /**
   * The cell that is open, and its sheet; null where all are filled in.
   *
   * @returns {{ sheet: Sheet, cell: Cell, place: number } | null}
   */
  get open() {
    if (!this.trace) return null;
    for (const sheet of sheets(this.trace, this.equation)) {
      const place = sheet.cells.findIndex((_, c) => this.filled[sheet.key]?.[c] === undefined);
      if (place >= 0) return { sheet, cell: sheet.cells[place], place };
    }
    return null;
  }

  /**
   * Is the result of this step still to be filled in?
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  hides(trace, equation) {
    if (!this.on) return false;
    this.recall(trace);
    const [own] = sheets(trace, equation);
    return Boolean(own) && own.cells.some((_, c) => this.filled[own.key]?.[c] === undefined);
  }

  /**
   * What the step asks for.
   *
   * @param {Trace} trace
   * @param {Equation} equation
   */
  question(trace, { name }) {
    const [own] = sheets(trace, trace.byName.get(name));
    const { length } = own.cells;
    const whole = length === trace.array(name).data.length;
    const which = length === 1 ? "this number" : whole ? `these ${count(length)} numbers` : "the three largest numbers";
    const what = trace.isGradient(name) ? "way back" : "way forward";
    return `Your turn on the ${what}: work out ${which}. A decimal number or a fraction, then Enter.`;
  }

  /**
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  show(trace, equation) {
    this.recall(trace);
    this.equation = equation;
    const all = this.on ? sheets(trace, equation) : [];
    this.form.hidden = !all.length;
    this.button.setAttribute("aria-pressed", String(this.on));
    if (!all.length) return;
    const { open } = this;
    const sheet = open?.sheet ?? all[all.length - 1];
    if (!changed(this, "cells", nameOf(trace), sheet.key, open?.place)) return;
    const { activeElement } = /** @type {ShadowRoot} */ (this.form.getRootNode());
    const focused = this.form.contains(activeElement) || activeElement?.matches(".next, .fill");
    this.controls.hidden = !open;
    this.worked.replaceChildren();
    this.draw(trace, sheet, open?.place ?? -1);
    if (!open)
      this.say(isLast(trace, equation) && isSmall(trace) ? FINISHED : "All of it is right. → goes on.", "right");
    else if (open.place === 0 && sheet.key === all[0].key) this.say("", "");
    else if (open.place === 0 && sheet.key === all[1].key) this.say(updating(trace), "right");
    if (focused && open) this.focus();
    else if (focused) element(this.form.closest(".stepper") ?? this.form, ".next").focus({ preventScroll: true });
  }

  /**
   * @param {Trace} trace
   * @param {Sheet} sheet
   * @param {number} at the open cell
   */
  draw(trace, sheet, at) {
    const name = math(new Printer(trace).name(sheet.name, [], true));
    const cells = sheet.cells.map((cell, c) => {
      const typed = this.filled[sheet.key]?.[c];
      const box = document.createElement("label");
      const input = document.createElement("input");
      input.autocomplete = "off";
      input.setAttribute("aria-label", `${cell.words}${c === at ? ", a number or a fraction" : ""}`);
      input.title = cell.words;
      if (c === at) input.inputMode = "text";
      else {
        input.readOnly = true;
        input.tabIndex = -1;
        input.value = typed === undefined ? "" : typed === null ? text(cell.value()) : typed;
        box.className = typed === undefined ? "later" : typed === null ? "shown" : "right";
      }
      box.append(input);
      return box;
    });
    const heading = document.createElement("span");
    heading.innerHTML = `${sheet.key.startsWith("new") ? "new " : ""}${name} =`;
    const grid = document.createElement("div");
    grid.className = "grid";
    grid.style.setProperty("--columns", String(sheet.columns));
    grid.append(...cells);
    const words = document.createElement("span");
    words.className = "asked";
    words.textContent = at >= 0 ? sheet.cells[at].words : "";
    this.cells.replaceChildren(heading, grid, words);
  }

  /** The number in the open cell is judged. True if it is right. */
  judge() {
    const { open } = this;
    if (!open) return false;
    const input = element(this.cells, "input:not([readonly])", HTMLInputElement);
    const typed = readNumber(input.value);
    const right = typeof typed === "number" && this.isRight(typed, open);
    if (right) {
      this.say(`Right: ${uncapital(open.cell.words)} is ${text(open.cell.value())}.`, "right");
      this.keep(open, input.value.trim());
      this.done();
    } else {
      this.say(typeof typed === "string" ? typed : `Not yet. ${open.cell.hint(typed)}`, "wrong");
      input.select();
    }
    return right;
  }

  /**
   * @param {number} typed
   * @param {{ sheet: Sheet, cell: Cell }} open
   */
  isRight(typed, { sheet, cell }) {
    const value = cell.value();
    const most = Math.max(...sheet.cells.map((one) => Math.abs(one.value())));
    return Math.abs(value) <= NOTHING * most ? Math.abs(typed) <= NOTHING : close(typed, value);
  }

  /** Gives the open cell away. */
  give() {
    const { open } = this;
    if (!open) return;
    this.say(`${open.cell.words} is ${text(open.cell.value())}.`, "");
    this.keep(open, null);
    this.done();
  }

  /** The equation with the numbers of the open cell, but for its result. */
  work() {
    const { trace, equation, open } = this;
    if (!trace || !equation || !open) return;
    const { sheet, cell } = open;
    if (sheet.key.startsWith("new")) {
      const { rate } = readSteps(trace.changes.steps);
      const [before, gradient] = [sheet.name, `d${sheet.name}`].map((name) => text(trace.array(name).data[cell.k]));
      this.worked.textContent = `${before} − ${text(rate)} · (${gradient}) = ?`;
      return;
    }
    const at = trace.at(equation, cell.k);
    this.worked.innerHTML = math(`${new Printer(trace, { mode: "numbers", at, most: 4 }).print(equation.rhs)}<mo>=</mo>
      <mtext>?</mtext>`);
  }

  /**
   * @param {{ sheet: Sheet, place: number }} open
   * @param {string | null} typed
   */
  keep({ sheet, place }, typed) {
    const cells = [...(this.filled[sheet.key] ?? [])];
    cells[place] = typed;
    this.filled = { ...this.filled, [sheet.key]: cells };
    if (this.trace) store(nameOf(this.trace), this.filled);
  }

  /**
   * @param {string} words
   * @param {"right" | "wrong" | ""} kind
   */
  say(words, kind) {
    this.judged.className = `judged ${kind}`;
    if (this.judged.textContent !== words) this.judged.textContent = words;
  }
}

const FINISHED =
  "The whole step is yours: forward, backward and the update. “Take the step” below lets core do the same.";

/** @param {Trace} trace */
const updating = (trace) => {
  const rate = text(readSteps(trace.changes.steps).rate);
  return `All gradients are there. Now the update: each parameter minus ${rate} times its gradient.`;
};

/**
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 */
const isLast = (trace, equation) => equation === trace.equations[trace.equations.length - 1];

/**
 * What a pass is remembered by.
 *
 * @param {Trace} trace
 */
const nameOf = ({ network, digit, label, sizes, changes }) =>
  [network, digit.index, label, sizes.N, changes.edits, changes.steps].join(" ");

/** @returns {Record<string, Filled>} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {}; // storage is blocked, or holds something else
  }
}

/**
 * @param {string} name
 * @param {Filled} filled
 */
function store(name, filled) {
  const { [name]: _, ...others } = kept();
  const recent = Object.entries(others).slice(-MOST_KEPT);
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...Object.fromEntries(recent), [name]: filled }));
  } catch {
    // a browser that keeps nothing: the page goes on
  }
}
