// "Take the step": Δθ of the chosen optimizer for this digit, what the slope promises, what comes of it, and what it
// does to everybody else.

/** @import { Colours, Everybody, Proposal } from "../../types" */
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
import { address, showCrowd } from "./crowd.js";
import { reason, verdict } from "./promise.js";
import { drawing } from "./slope.js";

const SLOWEST = "0.000001"; // the least learning rate that can be typed
const UNSAID = "sgd,0.01"; // the steps of an address that says nothing: then a rate is chosen that fits the digits

export class Update {
  /**
   * @param {HTMLElement} root
   * @param {() => void} draw is called when another step is proposed
   * @param {Revisions} revisions
   * @param {() => void} plan is called when a person has set how the step is taken
   */
  constructor(root, draw, revisions, plan) {
    this.revisions = revisions;
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {number | null} */
    this.rateAhead = null; // of the step on show
    this.typed = false; // did a person set the rate?
    root.innerHTML = `
      <p>A gradient says how the loss answers to each parameter. An optimizer turns it into a step Δθ.</p>
      <div class="controls">
        <label>Optimizer <select class="optimizer"></select></label>
        <label>Learning rate <input type="number" class="rate" min="${SLOWEST}" step="any"></label>
        <button type="button" class="choose">Choose a rate that fits</button>
        <button type="button" class="go">Take the step</button>
        <button type="button" class="undo">Go back</button>
        <span class="taken" role="status"></span>
      </div>
      <p class="refusal" role="alert" hidden></p>
      <div class="ahead">
        <div class="promise">
          <table class="figures"><tbody></tbody></table>
          <p class="verdict" role="status"></p>
          <p class="chosen"></p>
        </div>
        <div class="along-place"></div>
      </div>
      <h2>And everybody else?</h2>
      <div class="everybody" role="group" aria-label="What this step does to the test digits"></div>
      <h2>The step itself</h2>
      <div class="steps"></div>`;
    this.optimizer = element(root, ".optimizer", HTMLSelectElement);
    this.rate = element(root, ".rate", HTMLInputElement);
    this.choose = element(root, ".choose", HTMLButtonElement);
    this.go = element(root, ".go", HTMLButtonElement);
    this.undo = element(root, ".undo", HTMLButtonElement);
    this.taken = element(root, ".taken");
    this.refusal = element(root, ".refusal");
    this.figures = element(root, "tbody");
    this.verdict = element(root, ".verdict");
    this.chosen = element(root, ".chosen");
    this.along = element(root, ".along-place");
    this.everybody = element(root, ".everybody");
    this.pictures = element(root, ".steps");
    this.optimizer.onchange = () => {
      draw();
      plan();
    };
    this.rate.oninput = () => {
      this.typed = true;
      draw();
      plan();
    };
    this.choose.onclick = () => {
      this.typed = false;
      this.rate.focus();
      draw();
      plan();
    };
    this.go.onclick = () => this.trace && this.take(this.trace);
    this.undo.onclick = () => this.trace && this.goBack(this.trace);
  }

  /** @param {Trace} trace */
  take(trace) {
    if (this.rateAhead !== null) this.set(trace, this.after(trace, this.rateAhead));
  }

  /**
   * The steps with this one taken.
   *
   * @param {Trace} trace
   * @param {number} rate
   */
  after(trace, rate) {
    const own = readSteps(trace.changes.steps);
    const optimizer = this.optimizer.value;
    const before = optimizer === own.optimizer ? own.taken : []; // another optimizer starts without memory
    const step = oneStep(trace.digit.index, trace.label, trace.sizes.N);
    return writeSteps({ optimizer, rate, taken: [...before, step] });
  }

  /** @param {Trace} trace */
  goBack(trace) {
    const own = readSteps(trace.changes.steps);
    const taken = own.taken.slice(0, -1);
    this.set(trace, taken.length ? writeSteps({ ...own, taken }) : UNSAID);
  }

  /**
   * @param {Trace} trace
   * @param {string} steps
   */
  set(trace, steps) {
    this.revisions.set({ ...trace.changes, steps }, true);
  }

  /**
   * The step that a person has planned, for the address: "adam,0.3", or "adam" where the rate is to fit. Before anyone
   * has looked it is what the address says; what is no other than the last step taken needs no saying.
   *
   * @param {Trace} trace
   */
  planned(trace) {
    const { optimizer, rate } = this;
    if (!optimizer.options.length) return trace.start.plan;
    const own = readSteps(trace.changes.steps);
    const other = optimizer.value !== own.optimizer;
    const set = this.typed && rate.value !== "" && rate.validity.valid;
    if (set && (other || trace.changes.steps === UNSAID || rate.valueAsNumber !== own.rate))
      return `${optimizer.value},${rate.valueAsNumber}`;
    return other ? optimizer.value : "";
  }

  /**
   * The optimizer on show, and the rate that was set, or null where one is to be chosen that fits these digits. No plan
   * where no step can be taken at the rate that was set.
   *
   * @param {Trace} trace
   * @returns {{ optimizer: string, rate: number | null } | null}
   */
  plan(trace) {
    this.trace = trace;
    const { optimizer, rate } = this;
    const own = readSteps(trace.changes.steps);
    if (!optimizer.options.length) {
      const fastest = trace.bounds.rate;
      optimizer.replaceChildren(...trace.optimizers.map(([name, words]) => new Option(words, name)));
      const [name, set] = trace.start.plan.split(",");
      optimizer.value = name || own.optimizer;
      rate.max = String(fastest);
      rate.value = set ?? String(own.rate);
      this.typed = set !== undefined || trace.changes.steps !== UNSAID;
      this.refusal.textContent = `The learning rate must lie between ${SLOWEST} and ${fastest}.`;
    }
    const goesOn = own.taken.length > 0 && own.optimizer === optimizer.value; // all steps in a row have one rate
    if (!this.typed && goesOn) rate.value = String(own.rate);
    const set = this.typed || goesOn;
    const good = !set || (rate.value !== "" && rate.validity.valid);
    this.rateAhead = null;
    this.go.disabled = true;
    this.choose.hidden = !this.typed || goesOn;
    this.refusal.hidden = good;
    return good ? { optimizer: optimizer.value, rate: set ? rate.valueAsNumber : null } : null;
  }

  /**
   * @param {Trace} trace
   * @param {Proposal | null} proposal
   * @param {Everybody | null} everybody
   * @param {Colours} colours
   */
  show(trace, proposal, everybody, colours) {
    const { length } = readSteps(trace.changes.steps).taken;
    this.undo.disabled = !length;
    const steps = `${length} ${length === 1 ? "step" : "steps"} taken. Choose another digit and step on, or stay.`;
    this.taken.textContent = length ? steps : "No step taken yet.";
    const row = (/** @type {string} */ head, /** @type {number} */ loss, /** @type {string} */ kind) =>
      `<tr><th scope="row">${head}</th><td class="${kind}">${text(loss)}</td></tr>`;
    const where = trace.sizes.N > 1 ? `Loss on these ${trace.sizes.N} digits now` : "Loss on this digit now";
    this.figures.innerHTML = proposal
      ? row(where, proposal.before, "before") +
        row("Promised by the slope, L + g · Δθ", proposal.predicted, "predicted") +
        row("After the step", proposal.after, "after")
      : row(where, trace.array("L").data[0], "before");
    if (proposal) this.ahead(proposal);
    if (changed(this, "everybody", trace.id, this.optimizer.value, proposal?.rate, everybody !== null))
      this.judge(trace, proposal, everybody);
    if (!changed(this, "steps", trace.id, proposal?.asked, colours.background)) return;
    this.along.innerHTML = proposal ? drawing(proposal, described(proposal)) : "";
    this.pictures.replaceChildren(...(proposal?.arrays ?? []).map((array) => figure(trace, array, colours)));
  }

  /** @param {Proposal} proposal */
  ahead(proposal) {
    this.rateAhead = proposal.rate;
    this.go.disabled = false;
    const chosen = Array.isArray(proposal.asked) && proposal.asked[1] === null;
    if (chosen) this.rate.value = String(proposal.rate);
    const words = verdict(proposal);
    if (this.verdict.textContent !== words) this.verdict.textContent = words; // told to a screen reader once
    this.chosen.textContent = chosen ? reason(proposal) : "";
  }

  /**
   * @param {Trace} trace
   * @param {Proposal | null} proposal
   * @param {Everybody | null} everybody
   */
  judge(trace, proposal, everybody) {
    if (!proposal || !everybody) {
      this.everybody.innerHTML = proposal ? "<p>Reading the test digits before and after …</p>" : "";
      return;
    }
    const steps = trace.digit.own ? "" : this.after(trace, proposal.rate); // those on one's own image stay with it
    const { edits } = trace.changes;
    showCrowd(this.everybody, everybody, (digit) => address(location.search, digit, steps, edits));
  }
}

/**
 * The picture in words.
 *
 * @param {Proposal} proposal
 */
const described = ({ before, predicted, after }) =>
  `The loss along the step: a curve from ${text(before)} to ${text(after)}, ` +
  `and the straight line of its slope, which leads to ${text(predicted)}`;

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
