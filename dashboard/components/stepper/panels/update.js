// "Take the step": Δθ of the chosen optimizer for this digit, what the slope promises, and what comes of it.

import { math, Printer } from "../../equation/mathml.js";
import { brief, text } from "../../shared/numbers.js";
import { Picture } from "../../picture/picture.js";

export class Update {
  /** `take(steps)` sets the list of steps taken, as text. */
  constructor(element, ask, take) {
    this.element = element;
    this.ask = ask;
    this.take = take;
    element.innerHTML = `
      <p>A gradient says how the loss answers to each parameter. An optimizer turns it into a step Δθ.</p>
      <div class="controls">
        <label>Optimizer <select class="optimizer"></select></label>
        <label>Learning rate <input type="number" class="rate" min="0.000001" max="100" step="any"></label>
        <button type="button" class="go">Take the step</button>
        <button type="button" class="undo">Go back</button>
        <span class="taken" role="status"></span>
      </div>
      <p class="refusal" role="alert" hidden>The learning rate must lie between 0.000001 and 100.</p>
      <table class="figures"><tbody></tbody></table>
      <div class="steps"></div>`;
    this.find = (selector) => element.querySelector(selector);
    this.find(".optimizer").onchange = () => this.ask();
    this.find(".rate").oninput = () => this.ask();
    this.find(".go").onclick = () => {
      const { optimizer, rate, taken } = this.plan(this.trace);
      const { digit, label, sizes } = this.trace;
      this.take(
        [
          optimizer,
          rate,
          ...(optimizer === this.own.optimizer ? taken : []),
          `${digit.index}:${label}:${sizes.N}`,
        ].join(","),
      );
    };
    this.find(".undo").onclick = () =>
      this.take([this.own.optimizer, this.own.rate, ...this.own.taken.slice(0, -1)].join(","));
  }

  /** The optimizer and rate on show, and the steps taken so far; the rate is null where no step can be taken at it. */
  plan(trace) {
    const [optimizer, rate, ...taken] = trace.changes.steps.split(",");
    this.trace = trace;
    this.own = { optimizer, rate: Number(rate), taken };
    const select = this.find(".optimizer"),
      field = this.find(".rate");
    if (!select.options.length) {
      select.replaceChildren(...trace.optimizers.map(([name, words]) => new Option(words, name)));
      select.value = optimizer;
      field.value = Number(rate);
    }
    const good = field.value !== "" && field.validity.valid;
    this.find(".go").disabled = !good;
    this.find(".refusal").hidden = good;
    return { optimizer: select.value, rate: good ? field.valueAsNumber : null, taken };
  }

  show(proposal, colours) {
    const { trace } = this,
      { taken } = this.own;
    this.find(".undo").disabled = !taken.length;
    this.find(".taken").textContent = taken.length
      ? `${taken.length} ${taken.length === 1 ? "step" : "steps"} taken. Choose another digit and step on, or stay.`
      : "No step taken yet.";
    const row = (head, words, kind) => `<tr><th scope="row">${head}</th><td class="${kind}">${words}</td></tr>`;
    const where = trace.sizes.N > 1 ? `Loss on these ${trace.sizes.N} digits now` : "Loss on this digit now";
    this.find("tbody").innerHTML = proposal
      ? row(where, text(proposal.before), "before") +
        row("Predicted by the slope, L + g · Δθ", text(proposal.predicted), "predicted") +
        row("After the step", text(proposal.after), "after")
      : row(where, text(trace.array("L").data[0]), "before");
    if (proposal === this.proposal && colours.background === this.background) return;
    this.proposal = proposal;
    this.background = colours.background;
    const printer = new Printer(trace);
    this.find(".steps").replaceChildren(
      ...(proposal?.arrays ?? []).map(({ name, data }) => {
        const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
        const { shape, strides } = trace.array(name);
        const picture = new Picture({ shape, strides, data: new Float32Array(bytes.buffer) }, { role: "parameter" });
        picture.fit(picture.layout.tiles.length > 1 ? 420 : 90, 130).draw(colours);
        picture.canvas.setAttribute("role", "img");
        picture.canvas.setAttribute("aria-label", `The step of ${name}, up to ${text(picture.most)}`);
        const figure = document.createElement("figure"),
          caption = document.createElement("figcaption");
        caption.innerHTML = `${math(`<mi mathvariant="normal">Δ</mi>${printer.name(name)}`)} <span class="shape">up to ±${brief(picture.most)}</span>`;
        figure.append(caption, picture.canvas);
        return figure;
      }),
    );
  }
}
