// The stepper: the whole trace of one digit is here, and every step is drawn here. Python hears where a person
// stopped (for the address of the page) a moment later.

import { History } from "./history.js";
import { hearKeys } from "./keys.js";
import { NetworkMap } from "./map.js";
import * as marks from "../equation/marks.js";
import { text } from "../shared/numbers.js";
import { listen } from "./post/post.js";
import { Prediction } from "./predict.js";
import { place, sentence } from "../equation/sentence.js";
import { showSource } from "./source.js";
import { Stage } from "./stage.js";
import { paint } from "../shared/theme.js";
import { Tools } from "./panels/tools.js";
import { arrays, Trace, unpack } from "../equation/trace.js";
import { feeding, working } from "../equation/working.js";
import { Writing } from "./writing.js";

const steppers = new WeakMap(); // one for each place on the page

export default function ({ data, parentElement: root, setStateValue }) {
  let stepper = steppers.get(root);
  if (!stepper) steppers.set(root, (stepper = new Stepper(root)));
  stepper.setState = setStateValue;
  stepper.receive(data);
  return () => stepper.leave();
}

class Stepper {
  constructor(root) {
    this.root = root;
    this.element = root.querySelector(".stepper");
    Object.assign(this, { step: 0, pin: null, hover: null, inside: -1, timer: 0, rows: [] });
    this.map = new NetworkMap(this.find(".map"), (step) => this.go(step));
    this.stage = new Stage(this.find(".stage"), {
      point: (name, k) => this.point(name, k),
      pin: (name, k) => this.setPin(name, k),
    });
    this.writing = new Writing(this.element);
    this.history = new History((changes) =>
      this.setState("changes", { ...changes, digit: this.trace.digit.index, network: this.trace.network }),
    );
    this.prediction = new Prediction();
    this.tools = new Tools(this.element, this);
    listen("answer", (answer) => this.tools.hear(this.trace, answer));
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.listen();
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  listen() {
    this.find(".first").onclick = () => this.go(0);
    this.find(".back").onclick = () => this.go(this.step - 1);
    this.find(".next").onclick = () => this.go(this.step + 1);
    this.find(".last").onclick = () => this.go(Infinity);
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play());
    this.find(".in").onclick = () => this.goInside(this.inside + 1 < this.rows.length ? this.inside + 1 : -1);
    this.find(".predict").onclick = () => this.predict();
    this.find(".slider").oninput = (event) => this.go(Number(event.target.value));
    this.ignoreKeys = hearKeys(this.element, this);
    this.resize = new ResizeObserver(() => {
      if (this.trace && this.element.clientWidth !== this.width) this.draw();
    });
    this.resize.observe(this.element);
    for (const formula of [".numbers", ".inside", ".rows"]) {
      this.find(formula).onpointerover = (event) => this.touch(event);
      this.find(formula).onpointerleave = () => this.point(null, null);
      this.find(formula).onclick = (event) => this.touch(event, true);
    }
  }

  leave() {
    this.pause();
    clearTimeout(this.report);
    this.ignoreKeys();
    this.resize.disconnect();
    steppers.delete(this.root);
  }

  /** A packet from Python about the network; one that is here already changes nothing but the colours. */
  receive(packet) {
    const unpacked = unpack(packet);
    if (unpacked.head.id !== this.network?.head.id) this.network = { head: unpacked.head, arrays: arrays(unpacked) };
    this.colours = paint(this.element, unpacked.head.colours);
    listen("pass", (pass) => this.open(unpack(pass)));
  }

  /** The pass of a digit, unless it went through another network: then that one is on its way. */
  open(pass) {
    if (pass.head.of !== this.network.head.id) return;
    if (pass.head.id !== this.trace?.id) {
      const trace = new Trace(this.network, pass);
      const first = !this.trace;
      if (!first && (trace.network !== this.trace.network || trace.digit.index !== this.trace.digit.index))
        this.history.forget();
      const name = first ? trace.start?.step : this.equation?.name;
      this.trace = trace;
      this.step = 1 + trace.equations.findIndex((equation) => equation.name === name);
      if (first) this.pin = marks.read(trace.start?.pin, trace);
      if (this.pin && !(this.pin.k < (trace.array(this.pin.name)?.data.length ?? 0))) this.pin = null;
      this.hover = null;
      this.inside = -1;
    }
    this.draw();
    this.element.inert = false; // from now on a click is heard
  }

  get equation() {
    return this.trace.equations[this.step - 1];
  }

  get steps() {
    return this.trace.equations.length + 1;
  }

  go(step) {
    const bounded = Math.max(0, Math.min(this.steps - 1, step));
    if (bounded === this.step) return;
    this.step = bounded;
    this.inside = -1;
    this.hover = null;
    this.draw();
    this.tell();
  }

  /** To a step by key or by itself: no pointer is where the page might move away from it. */
  walk(step) {
    this.go(step);
    this.follow();
  }

  /** Where the window is too low for the whole page, what a step says and what it computes come into sight together. */
  follow() {
    const figure = this.stage.of(this.equation?.name),
      says = this.find(".says");
    if (!figure) return;
    const { bottom } = figure.getBoundingClientRect(),
      tall = bottom - says.getBoundingClientRect().top;
    const menu = document.querySelector("header")?.offsetHeight ?? 0; // it lies over the page
    if (bottom > window.innerHeight && tall < window.innerHeight - menu) figure.scrollIntoView({ block: "nearest" });
  }

  play() {
    if (this.step === this.steps - 1) this.go(0);
    this.find(".play").textContent = "Pause";
    this.timer = setInterval(() => (this.step < this.steps - 1 ? this.walk(this.step + 1) : this.pause()), 1800);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.find(".play").textContent = "Play";
  }

  goInside(row) {
    if (!this.equation) return;
    this.inside = Math.max(-1, Math.min(this.rows.length - 1, row));
    this.draw();
  }

  /** Is the result of this step still to be guessed? */
  get hidden() {
    return this.prediction.hides(this.trace, this.equation);
  }

  predict() {
    this.prediction.on = !this.prediction.on;
    this.find(".predict").setAttribute("aria-pressed", this.prediction.on);
    this.draw();
  }

  reveal(k) {
    this.prediction.guess(this.trace, this.equation, k);
    this.draw();
  }

  point(name, k) {
    const mark = k === null || !this.done(name) ? null : { name, k };
    if (mark?.name === this.hover?.name && mark?.k === this.hover?.k) return;
    this.hover = mark;
    this.draw();
  }

  setPin(name, k) {
    if (name && this.hidden && name === this.equation.name) return this.reveal(k);
    const again = this.pin && this.pin.name === name && this.pin.k === k;
    this.pin = name && !again && this.done(name) ? { name, k } : null;
    this.draw();
    this.tell();
  }

  /** A quantity of a formula under the pointer is the entry it stands for. */
  touch(event, pin = false) {
    const quantity = event.target.closest?.("[data-cell]");
    const row = event.target.closest?.("li[data-row]");
    if (quantity && quantity.dataset.cell !== "")
      return (pin ? this.setPin : this.point).call(this, quantity.dataset.name, Number(quantity.dataset.cell));
    if (pin && row) return this.goInside(Number(row.dataset.row));
    if (!pin) this.point(null, null);
  }

  /** Reports step and pin once a person has stopped. */
  tell() {
    clearTimeout(this.report);
    const pin = marks.write(this.pin, this.trace);
    this.report = setTimeout(() => this.setState("place", { step: this.equation?.name ?? "", pin }), 250);
  }

  done(name) {
    if (this.hidden && name === this.equation.name) return false;
    return this.trace.equations.findIndex((equation) => equation.name === name) < this.step;
  }

  /** The entry of the output to look at: the one pointed at, the one pinned, or where they are in another array of this wire; else the largest. */
  entry() {
    const { trace, equation } = this,
      output = trace.array(equation.name);
    for (const mark of [this.hover, this.pin]) {
      if (!mark) continue;
      if (trace.wire(mark.name) === trace.wire(equation.name)) return mark.k;
      const other = trace.array(mark.name),
        elementwise = !trace.isParameter(mark.name) && !trace.isParameter(equation.name);
      if (mark === this.pin && elementwise && String(other.shape) === String(output.shape)) return mark.k;
    }
    return trace.largest(equation.name);
  }

  draw() {
    const { trace } = this;
    const width = (this.width = this.element.clientWidth);
    if (!trace || !width) return;
    const { equation, colours, hidden, hover, pin } = this;
    const scene = `${trace.of} ${trace.sizes.N} ${colours.background}`;
    if (this.drawn !== scene) this.map.show(trace, colours);
    else this.map.refill(trace);
    this.map.light(this.step, hidden, width, this.calm.matches || !this.drawn ? "instant" : "smooth");
    this.drawn = scene;
    this.stage.show(trace, equation, colours, width);
    this.showBar();

    const entry = equation ? this.entry() : null,
      at = equation ? trace.at(equation, entry) : null;
    this.rows = equation && !hidden ? working(trace, equation, at) : [];
    Object.assign(this.element.dataset, { trace: trace.id, step: equation?.name ?? "", entry: entry ?? "" });
    this.say(
      hidden
        ? this.prediction.question(trace, equation)
        : (this.prediction.verdict(trace, equation) ?? sentence(trace, equation, entry)),
    );
    this.writing.show({
      trace,
      equation,
      entry,
      at,
      hover,
      pin,
      width,
      hidden,
      rows: this.rows,
      inside: this.inside,
      done: (name) => this.done(name),
      listed: this.tools.open === "working",
    });
    this.light(equation, hidden ? null : entry, at);
    this.hear(hover);
    const exact = this.tools.show({
      trace,
      equation,
      at,
      marks: [hover, pin].filter(Boolean),
      colours,
      subject: hidden ? null : this.subject,
    });
    this.find(".numbers").classList.toggle("rough", !exact);
    showSource(this.find(".source"), equation);
  }

  showBar() {
    const slider = this.find(".slider");
    slider.max = this.steps - 1;
    slider.value = this.step;
    slider.setAttribute("aria-valuetext", this.equation ? `${this.step}: ${this.equation.name}` : "the input");
    this.find(".count").textContent = `${this.step} / ${this.steps - 1}`;
  }

  /** Told to a screen reader too, once. */
  say(words) {
    const line = this.find(".sentence");
    if (line.textContent !== words) line.textContent = words;
  }

  /** What the keys point at, for a screen reader; where the sentence is about it already, nothing is said twice. */
  hear(mark) {
    const { trace, equation } = this,
      wire = mark && trace.wire(mark.name);
    const named =
      !mark || (equation && wire === trace.wire(equation.name)) || !this.element.matches(":has(canvas:focus-visible)");
    const entry = (name) => (this.done(name) ? text(trace.array(name).data[mark.k]) : "not computed yet");
    const gradient = !named && trace.array(`d${wire}`) ? `, gradient ${entry(`d${wire}`)}` : "";
    const words = named ? "" : `${place(trace, wire, mark.k)}: ${entry(wire)}${gradient}`,
      line = this.find(".heard");
    if (line.textContent !== words) line.textContent = words;
  }

  /** What the panels are about: the entry pinned, else the gradient that the step computes. */
  get subject() {
    const { trace, equation, pin } = this;
    if (pin) return pin;
    return equation && trace.isGradient(equation.name) ? { name: equation.name, k: this.entry() } : null;
  }

  set(changes, lasting) {
    this.history.set(this.trace.changes, changes, lasting);
  }

  undo() {
    this.history.undo(this.trace.changes);
  }

  redo() {
    this.history.redo(this.trace.changes);
  }

  /** What feeds the entry, or the part of it that a person stands in, lights up in the pictures. */
  light(equation, entry, at) {
    const { trace, inside, rows, colours } = this,
      feeds = entry === null ? null : feeding(trace, equation, at, inside >= 0 ? rows[inside] : null);
    const frames = [
      [this.pin, 3.5],
      [this.hover, 2],
    ].flatMap(([mark, width]) => {
      const wire = mark && trace.wire(mark.name);
      return mark ? [wire, `d${wire}`].map((name) => ({ name, k: mark.k, colour: colours.text, width })) : [];
    });
    this.stage.light({ done: (name) => this.done(name), output: equation?.name ?? null, entry, feeds, frames });
  }
}
