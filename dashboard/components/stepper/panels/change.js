// "Change a number": an input, a weight, a bias or a target that was given takes another value, and core computes
// everything after it anew.

/** @import { Mark, Numbers } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */
/** @import { Revisions } from "../revisions.js" */

import { answers } from "../../equation/called.js";
import { readEdits, withEdit } from "../../equation/codec.js";
import { math, number } from "../../equation/mathml.js";
import { place } from "../../equation/place.js";
import { Printer } from "../../equation/printer.js";
import { element } from "../../shared/element.js";
import { MINUS, text } from "../../shared/numbers.js";

export class Change {
  /**
   * @param {HTMLElement} root
   * @param {Revisions} revisions
   * @param {(mark: Mark) => void} hold pins what a person has begun to change
   */
  constructor(root, revisions, hold) {
    this.revisions = revisions;
    this.hold = hold;
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {Mark | null} */
    this.target = null; // the entry that may be changed
    this.value = 0; // of it
    root.innerHTML = `
      <p class="which"></p>
      <div class="controls editor">
        <label>New value <input type="number" step="any" class="exact"></label>
        <input type="range" class="dial" step="any" aria-label="New value, by hand">
        <button type="button" class="zero">0</button>
        <button type="button" class="flip">Flip the sign</button>
      </div>
      <p class="refusal" role="alert" hidden></p>
      <div class="controls">
        <button type="button" class="undo">Undo</button><button type="button" class="redo">Redo</button>
        <button type="button" class="reset">Reset all</button>
        <span class="made"></span>
      </div>
      <table class="figures"><tbody></tbody></table>`;
    const find = (/** @type {string} */ selector) => element(root, selector);
    const button = (/** @type {string} */ name) => element(root, `.${name}`, HTMLButtonElement);
    this.which = find(".which");
    this.editor = find(".editor");
    this.refusal = find(".refusal");
    this.made = find(".made");
    this.figures = find("tbody");
    this.exact = element(root, ".exact", HTMLInputElement);
    this.dial = element(root, ".dial", HTMLInputElement);
    this.back = { undo: button("undo"), redo: button("redo"), reset: button("reset") };
    // What nobody pinned is the largest entry, and a change may make another one the largest.
    this.exact.oninput = () => this.target && this.hold(this.target);
    this.exact.onchange = () => this.set(this.exact.valueAsNumber, true);
    this.dial.oninput = () => this.set(this.dial.valueAsNumber, false);
    this.dial.onchange = () => this.set(this.dial.valueAsNumber, true);
    button("zero").onclick = () => this.set(0, true);
    button("flip").onclick = () => this.set(-this.value, true);
    this.back.undo.onclick = () => revisions.undo();
    this.back.redo.onclick = () => revisions.redo();
    this.back.reset.onclick = () => revisions.set({ ...revisions.current(), edits: "" }, true);
  }

  /**
   * @param {number} value
   * @param {boolean} lasting
   */
  set(value, lasting) {
    if (!this.target || !this.trace) return;
    this.hold(this.target);
    const most = this.trace.bounds.edit;
    const good = Math.abs(value) <= most; // false for what is not a number, too
    const [low, high] = [`${MINUS}${most.toLocaleString("en")}`, most.toLocaleString("en")];
    this.refusal.textContent = `A number is needed that lies between ${low} and ${high}. Nothing was changed.`;
    this.refusal.hidden = good;
    if (!good) return;
    const { changes } = this.trace;
    this.revisions.set({ ...changes, edits: withEdit(changes.edits, { ...this.target, value }) }, lasting);
  }

  /**
   * @param {Trace} trace
   * @param {Mark | null} subject
   */
  show(trace, subject) {
    const wire = subject && trace.wire(subject.name);
    const target = subject && wire && isOpen(trace, wire) ? { name: wire, k: subject.k } : null;
    if (target?.name !== this.target?.name || target?.k !== this.target?.k) this.refusal.hidden = true;
    this.trace = trace;
    this.target = target;
    this.editor.hidden = !target;
    if (target) this.showEntry(trace, target);
    else this.which.textContent = advice(trace, wire);
    const made = readEdits(trace.changes.edits).length;
    this.made.textContent = made ? `${made} ${made === 1 ? "number is" : "numbers are"} changed` : "Nothing is changed";
    this.back.undo.disabled = !this.revisions.canUndo;
    this.back.redo.disabled = !this.revisions.canRedo;
    this.back.reset.disabled = !made;
    this.showFigures(trace);
  }

  /**
   * The entry, and its value in the field and on the dial, unless a person holds these.
   *
   * @param {Trace} trace
   * @param {Mark} target
   */
  showEntry(trace, { name, k }) {
    const { exact, dial } = this;
    const { data } = trace.array(name);
    this.value = data[k];
    const index = `<mo>[</mo><mtext>${trace.address(name, k)}</mtext><mo>]</mo>`;
    const formula = `${new Printer(trace).name(name)}${index}<mo>=</mo>${number(this.value)}`;
    this.which.innerHTML = `${place(trace, name, k)}: ${math(formula)}`;
    const focused = /** @type {Document | ShadowRoot} */ (exact.getRootNode()).activeElement;
    if (focused !== exact) exact.value = String(Number(this.value.toPrecision(6)));
    if (focused === dial) return;
    const reach = 2 * Math.max(1, Math.abs(this.value));
    const [low, high] = name === "x" || name === "y" ? span(data) : [-reach, reach];
    dial.min = String(low);
    dial.max = String(high);
    dial.value = String(this.value);
  }

  /**
   * What the changes come to.
   *
   * @param {Trace} trace
   */
  showFigures(trace) {
    const { loss, probability } = trace.unchanged;
    const now = trace.array("L").data[0];
    const p = trace.array("p").data[trace.label];
    const what = `${answers(trace) ? "Answer for" : "Probability of"} ${place(trace, "p", trace.label)}`;
    this.figures.innerHTML = `
      <tr><th scope="col"></th><th scope="col">as it was</th><th scope="col">now</th></tr>
      <tr><th scope="row">Loss</th><td>${text(loss)}</td><td class="now">${text(now)}</td></tr>
      <tr><th scope="row">${what}</th><td>${text(probability)}</td><td>${text(p)}</td></tr>`;
  }
}

/**
 * May the entries of this wire be changed?
 *
 * @param {Trace} trace
 * @param {string} wire
 */
function isOpen(trace, wire) {
  return wire === "x" || trace.isParameter(wire) || (wire === "y" && Boolean(trace.digit.aims));
}

/**
 * What to do where nothing that may be changed is pointed at.
 *
 * @param {Trace} trace
 * @param {string | null | undefined} wire
 */
function advice({ digit }, wire) {
  if (wire === "y" && digit.given)
    return "The targets of a softmax add up to 1: one cannot change alone. All of them stand under “Network”.";
  if (wire === "y") return "What the digit is taken for stands above: choose another label there.";
  const input = digit.given ? "an input" : "a pixel of x";
  const what = digit.aims ? `${input}, a weight, a bias or a target` : `${input}, a weight or a bias`;
  return `Click ${what} to pin it. Then give it another value here.`;
}

/**
 * From paper to ink: 0 and 1, or further where the network was trained on another scale.
 *
 * @param {Numbers} pixels
 */
function span(pixels) {
  let [low, high] = [0, 1];
  for (const v of pixels) [low, high] = [Math.min(low, v), Math.max(high, v)];
  return [low, high];
}
