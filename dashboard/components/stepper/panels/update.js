// "Take the step": Δθ of the chosen optimizer for this digit, what the slope promises, and what comes of it.

/** @import { Colours, Proposal } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */
/** @import { Revisions } from "../revisions.js" */

import { oneStep, readSteps, writeSteps } from "../../equation/codec.js";
import { math } from "../../equation/mathml.js";
import { Printer } from "../../equation/printer.js";
import { Picture } from "../../picture/picture.js";
import { changed } from "../../shared/changed.js";
import { element } from "../../shared/element.js";
import { brief, text } from "../../shared/numbers.js";
import { decode } from "../../shared/pixels.js";

const SLOWEST = "0.000001"; // the least learning rate that can be typed

export class Update {
  /**
   * @param {HTMLElement} root
   * @param {() => void} draw is called when another step is proposed
   * @param {Revisions} revisions
   */
  constructor(root, draw, revisions) {
    this.revisions = revisions;
    /** @type {Trace | null} */
    this.trace = null;
    root.innerHTML = `
      <p>A gradient says how the loss answers to each parameter. An optimizer turns it into a step Δθ.</p>
      <div class="controls">
        <label>Optimizer <select class="optimizer"></select></label>
        <label>Learning rate <input type="number" class="rate" min="${SLOWEST}" step="any"></label>
        <button type="button" class="go">Take the step</button>
        <button type="button" class="undo">Go back</button>
        <span class="taken" role="status"></span>
      </div>
      <p class="refusal" role="alert" hidden></p>
      <table class="figures"><tbody></tbody></table>
      <div class="steps"></div>`;
    this.optimizer = element(root, ".optimizer", HTMLSelectElement);
    this.rate = element(root, ".rate", HTMLInputElement);
    this.go = element(root, ".go", HTMLButtonElement);
    this.undo = element(root, ".undo", HTMLButtonElement);
    this.taken = element(root, ".taken");
    this.refusal = element(root, ".refusal");
    this.figures = element(root, "tbody");
    this.pictures = element(root, ".steps");
    this.optimizer.onchange = this.rate.oninput = draw;
    this.go.onclick = () => this.trace && this.take(this.trace);
    this.undo.onclick = () => this.trace && this.goBack(this.trace);
  }

  /** @param {Trace} trace */
  take(trace) {
    const { optimizer, rate } = this.plan(trace);
    const own = readSteps(trace.changes.steps);
    if (rate === null) return;
    const before = optimizer === own.optimizer ? own.taken : []; // another optimizer starts without memory
    const step = oneStep(trace.digit.index, trace.label, trace.sizes.N);
    this.set(trace, writeSteps({ optimizer, rate, taken: [...before, step] }));
  }

  /** @param {Trace} trace */
  goBack(trace) {
    const own = readSteps(trace.changes.steps);
    this.set(trace, writeSteps({ ...own, taken: own.taken.slice(0, -1) }));
  }

  /**
   * @param {Trace} trace
   * @param {string} steps
   */
  set(trace, steps) {
    this.revisions.set({ ...trace.changes, steps }, true);
  }

  /**
   * The optimizer and rate on show; the rate is null where no step can be taken at it.
   *
   * @param {Trace} trace
   */
  plan(trace) {
    this.trace = trace;
    const { optimizer, rate } = this;
    if (!optimizer.options.length) {
      const own = readSteps(trace.changes.steps);
      const fastest = trace.bounds.rate;
      optimizer.replaceChildren(...trace.optimizers.map(([name, words]) => new Option(words, name)));
      optimizer.value = own.optimizer;
      rate.max = String(fastest);
      rate.value = String(own.rate);
      this.refusal.textContent = `The learning rate must lie between ${SLOWEST} and ${fastest}.`;
    }
    const good = rate.value !== "" && rate.validity.valid;
    this.go.disabled = !good;
    this.refusal.hidden = good;
    return { optimizer: optimizer.value, rate: good ? rate.valueAsNumber : null };
  }

  /**
   * @param {Trace} trace
   * @param {Proposal | null} proposal
   * @param {Colours} colours
   */
  show(trace, proposal, colours) {
    const { length } = readSteps(trace.changes.steps).taken;
    this.undo.disabled = !length;
    const steps = `${length} ${length === 1 ? "step" : "steps"} taken. Choose another digit and step on, or stay.`;
    this.taken.textContent = length ? steps : "No step taken yet.";
    const row = (/** @type {string} */ head, /** @type {number} */ loss, /** @type {string} */ kind) =>
      `<tr><th scope="row">${head}</th><td class="${kind}">${text(loss)}</td></tr>`;
    const where = trace.sizes.N > 1 ? `Loss on these ${trace.sizes.N} digits now` : "Loss on this digit now";
    this.figures.innerHTML = proposal
      ? row(where, proposal.before, "before") +
        row("Predicted by the slope, L + g · Δθ", proposal.predicted, "predicted") +
        row("After the step", proposal.after, "after")
      : row(where, trace.array("L").data[0], "before");
    if (!changed(this, "steps", trace.id, proposal?.asked, colours.background)) return;
    this.pictures.replaceChildren(...(proposal?.arrays ?? []).map((array) => figure(trace, array, colours)));
  }
}

/**
 * The step of one parameter as a picture.
 *
 * @param {Trace} trace
 * @param {Proposal["arrays"][number]} step
 * @param {Colours} colours
 */
function figure(trace, { name, data }, colours) {
  const { shape, strides } = trace.array(name);
  const array = { shape, strides, data: new Float32Array(decode(data).buffer) };
  const picture = new Picture(array, { role: "parameter" });
  picture.fit(picture.layout.tiles.length > 1 ? 420 : 90, 130).draw(colours);
  picture.canvas.setAttribute("role", "img");
  picture.canvas.setAttribute("aria-label", `The step of ${name}, up to ${text(picture.most)}`);
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const title = math(`<mi mathvariant="normal">Δ</mi>${new Printer(trace).name(name)}`);
  caption.innerHTML = `${title} <span class="shape">up to ±${brief(picture.most)}</span>`;
  figure.append(caption, picture.canvas);
  return figure;
}
