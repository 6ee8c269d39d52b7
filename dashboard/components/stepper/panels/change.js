// "Change a number": a pixel, a weight or a bias takes another value, and core computes everything after it anew.

import { math, number, Printer } from "../../equation/mathml.js";
import { text } from "../../shared/numbers.js";
import { answers, place } from "../../equation/sentence.js";

/** "x:350:0.9~W1:12:-0.3" with one entry set; setting it again replaces it. */
export function withEdit(edits, name, k, value) {
  const others = edits.split("~").filter((edit) => edit && !edit.startsWith(`${name}:${k}:`));
  return [...others, `${name}:${k}:${Number(value.toPrecision(7))}`].join("~");
}

/** From paper to ink: 0 and 1, or further where the network was trained on another scale. */
const span = (pixels) => pixels.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [0, 1]);

export class Change {
  /** `stepper`: {undo, redo, set(changes, lasting), history}. */
  constructor(element, stepper) {
    this.element = element;
    this.stepper = stepper;
    element.innerHTML = `
      <p class="which"></p>
      <div class="controls editor">
        <label>New value <input type="number" step="any" class="exact"></label>
        <input type="range" class="dial" step="any" aria-label="New value, by hand">
        <button type="button" class="zero">0</button>
        <button type="button" class="flip">Flip the sign</button>
      </div>
      <p class="refusal" role="alert" hidden>A number is needed that lies between −1,000,000 and 1,000,000. Nothing was changed.</p>
      <div class="controls">
        <button type="button" class="undo">Undo</button><button type="button" class="redo">Redo</button><button type="button" class="reset">Reset all</button>
        <span class="made"></span>
      </div>
      <table class="figures"><tbody></tbody></table>`;
    const find = (selector) => element.querySelector(selector);
    this.find = find;
    find(".exact").onchange = (event) => this.set(event.target.valueAsNumber, true);
    find(".dial").oninput = (event) => this.set(event.target.valueAsNumber, false);
    find(".dial").onchange = (event) => this.set(event.target.valueAsNumber, true);
    find(".zero").onclick = () => this.set(0, true);
    find(".flip").onclick = () => this.set(-this.value, true);
    find(".undo").onclick = () => stepper.undo();
    find(".redo").onclick = () => stepper.redo();
    find(".reset").onclick = () => stepper.set({ edits: "", steps: this.trace.changes.steps }, true);
  }

  set(value, lasting) {
    if (!this.target) return;
    const good = Math.abs(value) <= 1e6; // what dashboard/views/step/edits.py takes; false for what is not a number, too
    this.find(".refusal").hidden = good;
    if (!good) return;
    const { name, k } = this.target;
    this.stepper.set({ ...this.trace.changes, edits: withEdit(this.trace.changes.edits, name, k, value) }, lasting);
  }

  show(trace, subject) {
    this.trace = trace;
    const wire = subject && trace.wire(subject.name),
      editable = wire && (wire === "x" || trace.isParameter(wire));
    if (!editable || this.target?.name !== wire || this.target.k !== subject.k) this.find(".refusal").hidden = true;
    this.target = editable ? { name: wire, k: subject.k } : null;
    this.find(".editor").hidden = !editable;
    this.find(".which").innerHTML = editable
      ? `${place(trace, wire, subject.k)}: ${math(`${new Printer(trace).name(wire)}<mo>[</mo><mtext>${trace.address(wire, subject.k)}</mtext><mo>]</mo><mo>=</mo>${number(trace.array(wire).data[subject.k])}`)}`
      : "Click a pixel of x, a weight or a bias to pin it. Then give it another value here.";
    if (editable) {
      this.value = trace.array(wire).data[subject.k];
      const exact = this.find(".exact"),
        dial = this.find(".dial"),
        focused = exact.getRootNode().activeElement;
      if (focused !== exact) exact.value = Number(this.value.toPrecision(6));
      const reach =
        wire === "x" ? span(trace.array("x").data) : [-2, 2].map((side) => side * Math.max(1, Math.abs(this.value)));
      if (focused !== dial) [dial.min, dial.max] = reach;
      if (focused !== dial) dial.value = this.value;
    }
    const made = trace.changes.edits.split("~").filter(Boolean).length;
    this.find(".made").textContent = made
      ? `${made} ${made === 1 ? "number is" : "numbers are"} changed`
      : "Nothing is changed";
    this.find(".undo").disabled = !this.stepper.history.canUndo;
    this.find(".redo").disabled = !this.stepper.history.canRedo;
    this.find(".reset").disabled = !made;
    const { loss, probability } = trace.unchanged,
      now = trace.array("L").data[0],
      p = trace.array("p").data[trace.label];
    this.find("tbody").innerHTML = `
      <tr><th scope="col"></th><th scope="col">as it was</th><th scope="col">now</th></tr>
      <tr><th scope="row">Loss</th><td>${text(loss)}</td><td class="now">${text(now)}</td></tr>
      <tr><th scope="row">${answers(trace) ? "Answer for" : "Probability of"} class ${trace.label}</th><td>${text(probability)}</td><td>${text(p)}</td></tr>`;
  }
}
