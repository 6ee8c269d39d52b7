// The stepper: the whole trace of one digit is here, and every step is drawn here. Python hears where a person
// stopped (for the address of the page) a moment later.

/** @import { Colours, Edits, Equation, Mark, Mounted, PassHead, Row, Unpacked } from "../types" */
/** @import { Known } from "../equation/packet.js" */
/** @import { Command } from "./keys.js" */
/** @import { Look } from "./writing.js" */

import * as marks from "../equation/marks.js";
import { arrays, unpackNetwork, unpackPass } from "../equation/packet.js";
import { place } from "../equation/place.js";
import { sentence } from "../equation/sentence.js";
import { Trace } from "../equation/trace.js";
import { feeding, working } from "../equation/working.js";
import { changed } from "../shared/changed.js";
import { element } from "../shared/element.js";
import { text } from "../shared/numbers.js";
import { hearSwipes } from "../shared/swipe.js";
import { paint } from "../shared/theme.js";
import { Ahead } from "./ahead.js";
import { Bar } from "./bar.js";
import { DrawnMap } from "./drawn_map.js";
import { FillIn } from "./fill_in.js";
import { hearKeys } from "./keys.js";
import { NetworkMap } from "./map.js";
import { Theirs } from "./panels/theirs.js";
import { Tools } from "./panels/tools.js";
import { listen } from "./post/post.js";
import { Prediction } from "./predict.js";
import { Revisions } from "./revisions.js";
import { showSource } from "./source.js";
import { Stage } from "./stage.js";
import { Writing } from "./writing.js";

const TALL = 132; // pixels that the units of the map have, at least
const MARGIN = 4; // pixels about the arrays, and below the stepper
const WIDE = 900; // of a page where what is told and what is seen stand side by side, as in stepper.css
const LATER = 150; // milliseconds after which what is out of sight follows
const STOPPED = 250; // milliseconds without a step, after which the address follows

/** @type {WeakMap<HTMLElement, Stepper>} */
const steppers = new WeakMap(); // one for each place on the page

/** @param {Mounted<Uint8Array>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  const stepper = steppers.get(root) ?? new Stepper(root);
  steppers.set(root, stepper);
  stepper.setState = setStateValue;
  stepper.receive(data);
  return () => stepper.leave();
}

class Stepper {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.element = element(root, ".stepper");
    /** @type {Mounted<unknown>["setStateValue"]} */
    this.setState = () => {};
    /** @type {Known | null} */
    this.network = null;
    /** @type {Trace | null} */
    this.pass = null;
    /** @type {Colours} */
    this.colours = {};
    this.step = 0; // 0 is the input; step k is the k-th equation
    /** @type {Mark | null} */
    this.pin = null;
    /** @type {Mark | null} */
    this.hover = null;
    this.inside = -1; // the row of the working that a person stands in
    /** @type {Row[]} */
    this.rows = [];
    this.width = 0; // of the stepper
    /** @type {import("./stage.js").Room} */
    this.room = { width: 0, height: 0 }; // for the arrays
    this.drawn = false;
    this.moving = 0; // the frame from which something moves
    this.ahead = new Ahead();
    this.listing = 0; // the pause before the computation is listed
    this.reading = false; // is that list in sight?
    this.report = 0; // the pause before the address follows
    this.turn = 0; // of the drawing board: the same image again is news too

    const find = (/** @type {string} */ selector) => element(this.element, selector);
    this.says = { all: find(".says"), sentence: find(".sentence"), heard: find(".heard") };
    this.numbers = find(".numbers");
    this.source = find(".source");
    this.bar = new Bar(this.element, {
      go: (step) => this.go(step),
      advance: () => this.step < this.last && this.walk(this.step + 1),
      inside: () => this.goInside(this.inside + 1 < this.rows.length ? this.inside + 1 : -1),
      predict: () => this.predict(),
    });
    /** @type {import("./figure.js").Pointing} */
    const pointing = {
      point: (name, k) => this.point(k === null || !name ? null : { name, k }),
      pin: (name, k) => name && this.setPin({ name, k }),
    };
    this.map = new NetworkMap(find(".map"), (step) => this.go(step), pointing);
    this.drawnMap = new DrawnMap(find(".map"));
    this.stage = new Stage(find(".stage"), pointing);
    this.theirs = new Theirs(find(".theirs"), pointing.pin);
    this.writing = new Writing(this.element);
    this.revisions = new Revisions(
      () => this.trace.changes,
      (changes) => this.ask(changes),
    );
    this.prediction = new Prediction();
    this.fillIn = new FillIn(this.element, () => {
      this.draw();
      this.tell();
    });
    this.tools = new Tools(this.element, this.revisions, {
      draw: () => this.draw(),
      hold: (mark) => this.pin ?? this.setPin(mark),
      ask: (question) => this.setState("question", question),
      drawn: (board) => this.setState("board", { ...board, turn: this.turn++ }),
      plan: () => this.tell(),
    });
    listen("answer", (answer) => this.tools.hear(this.pass, answer));
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.ignoreKeys = hearKeys(this.element, (command) => this.pass !== null && this.obey(command));
    hearSwipes(find(".window"), (by) => this.pass && this.walk(this.step + by));
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.element);
    this.resize.observe(find(".stage"));
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    for (const around of [document.body, page]) if (around) this.resize.observe(around); // what stands above may grow
    this.sight = new IntersectionObserver(([{ isIntersecting }]) => {
      this.reading = isIntersecting;
    });
    this.sight.observe(find(".rows"));
    for (const part of [this.numbers, find(".inside"), find(".rows"), this.drawnMap.element]) {
      part.onpointerover = (event) => this.touch(event);
      part.onpointerleave = () => this.point(null);
      part.onclick = (event) => this.touch(event, true);
    }
  }

  /** The window below what stands above the stepper is the room for a step, and what the rest leaves for the arrays. */
  fit() {
    const { element, pass } = this;
    if (!pass) return;
    const scrolled = document.querySelector("[data-testid=stMain]")?.scrollTop ?? 0;
    const above = Math.round(element.getBoundingClientRect().top + scrolled + MARGIN);
    if (changed(this, "above", above)) element.style.setProperty("--above", `${above}px`);
    const { clientWidth, clientHeight } = this.stage.element;
    const height = element.clientWidth > WIDE ? clientHeight - MARGIN : null;
    if (changed(this, "room", element.clientWidth, clientWidth, height)) {
      this.room = { width: clientWidth - MARGIN, height };
      this.width = element.clientWidth;
      this.draw();
      this.lookAhead();
    }
  }

  leave() {
    this.bar.pause();
    clearTimeout(this.report);
    cancelAnimationFrame(this.moving);
    clearTimeout(this.listing);
    this.ahead.stop();
    this.sight.disconnect();
    this.map.still();
    this.stage.still();
    this.ignoreKeys();
    this.resize.disconnect();
    steppers.delete(this.root);
  }

  /**
   * A packet from Python about the network; one that is here already changes nothing but the colours.
   *
   * @param {Uint8Array} packet
   */
  receive(packet) {
    const unpacked = unpackNetwork(packet);
    if (unpacked.head.id !== this.network?.head.id) this.network = { head: unpacked.head, arrays: arrays(unpacked) };
    this.colours = paint(this.element, unpacked.head.colours);
    listen("pass", (pass) => this.open(unpackPass(pass)));
  }

  /**
   * The pass of a digit, unless it went through another network: then that one is on its way.
   *
   * @param {Unpacked<PassHead>} pass
   */
  open(pass) {
    if (!this.network || pass.head.of !== this.network.head.id) return;
    const before = this.pass;
    if (pass.head.id !== before?.id) this.take(new Trace(this.network, pass));
    this.fit();
    this.draw();
    if (this.pass?.network !== before?.network) this.lookAhead();
    this.element.inert = false; // from now on a click is heard
  }

  /**
   * Another trace, seen at the step where the last one was, or where the address says.
   *
   * @param {Trace} trace
   */
  take(trace) {
    const before = this.pass;
    const name = before ? this.equation?.name : trace.start.step;
    if (before && (trace.network !== before.network || trace.digit.index !== before.digit.index))
      this.revisions.forget();
    this.pass = trace;
    this.step = trace.stepOf(name);
    if (!before) this.pin = marks.read(trace.start.pin, trace);
    if (trace.start.fill && trace.network !== before?.network) {
      this.fillIn.on = true;
      if (before) this.tell(); // the address followed the network before
    }
    if (this.pin && !(trace.has(this.pin.name) && this.pin.k < trace.array(this.pin.name).data.length)) this.pin = null;
    this.hover = null;
    this.inside = -1;
  }

  /** The pass on show. Nothing asks for it before there is one. */
  get trace() {
    if (!this.pass) throw new Error("there is no pass yet");
    return this.pass;
  }

  /** @returns {Equation | undefined} none at the input */
  get equation() {
    return this.trace.equations[this.step - 1];
  }

  get last() {
    return this.trace.equations.length;
  }

  /**
   * What a key asks for. False where there is no use for it.
   *
   * @param {Command} command
   */
  obey(command) {
    switch (command) {
      case "next":
        return this.walk(this.step + 1);
      case "back":
        return this.walk(this.step - 1);
      case "first":
        return this.walk(0);
      case "last":
        return this.walk(this.last);
      case "play":
        this.bar.play();
        return true;
      case "inside":
        return this.goInside(this.inside + 1);
      case "outward":
        return this.inside >= 0 && this.goInside(this.inside - 1);
      case "leave":
        if (this.inside >= 0) this.goInside(-1);
        else this.setPin(null);
        return true;
      case "enter":
        if (this.hidden) this.reveal(null);
        else this.goInside(this.inside + 1);
        return true;
      case "reveal":
        if (!this.hidden) return false;
        this.reveal(null);
        return true;
      case "undo":
        this.revisions.undo();
        return true;
      case "redo":
        this.revisions.redo();
        return true;
    }
  }

  /** @param {number} step */
  go(step) {
    const bounded = Math.max(0, Math.min(this.last, step));
    if (bounded === this.step) return;
    this.step = bounded;
    this.inside = -1;
    this.hover = null;
    this.draw();
    this.move();
    this.tell();
    this.lookAhead();
  }

  /** Makes what the steps beside this one will show. `data-ahead` says where that is done. */
  lookAhead() {
    const { trace, step, equation, element } = this;
    delete element.dataset.ahead;
    const beside = [1, -1].map((by) => () => this.stage.make(trace, trace.equations[step + by - 1]));
    this.ahead.make([...beside, () => Object.assign(element.dataset, { ahead: equation?.name ?? "" })]);
  }

  /** What the step does, in motion, from the frame after its own on; the next step ends it. */
  move() {
    cancelAnimationFrame(this.moving);
    if (this.calm.matches || this.hidden) return;
    this.moving = requestAnimationFrame(() => {
      this.moving = requestAnimationFrame(() => {
        this.map.move();
        this.stage.move();
      });
    });
  }

  /**
   * To a step by key or by itself.
   *
   * @param {number} step
   */
  walk(step) {
    this.go(step);
    return true;
  }

  /**
   * To a row of the working. False at the input, which has none.
   *
   * @param {number} row
   */
  goInside(row) {
    if (!this.equation) return false;
    this.inside = Math.max(-1, Math.min(this.rows.length - 1, row));
    this.draw();
    return true;
  }

  /** Is the result of this step still to be guessed? */
  get hidden() {
    return this.fillIn.hides(this.trace, this.equation) || this.prediction.hides(this.trace, this.equation);
  }

  predict() {
    this.prediction.on = !this.prediction.on;
    this.draw();
    return this.prediction.on;
  }

  /** @param {number | null} k the guess */
  reveal(k) {
    if (this.fillIn.hides(this.trace, this.equation)) return this.fillIn.focus();
    if (this.equation) this.prediction.guess(this.trace, this.equation, k);
    this.draw();
  }

  /** @param {Mark | null} at what the pointer, or a key, points at */
  point(at) {
    const mark = at && this.done(at.name) ? at : null;
    if (mark?.name === this.hover?.name && mark?.k === this.hover?.k) return;
    this.hover = mark;
    this.draw();
  }

  /** @param {Mark | null} mark */
  setPin(mark) {
    if (mark && this.hidden && mark.name === this.equation?.name) return this.reveal(mark.k);
    const again = mark && this.pin?.name === mark.name && this.pin.k === mark.k;
    this.pin = mark && !again && this.done(mark.name) ? mark : null;
    this.draw();
    this.tell();
  }

  /**
   * A quantity of a formula under the pointer is the entry it stands for.
   *
   * @param {PointerEvent | MouseEvent} event
   * @param {boolean} [pin]
   */
  touch(event, pin = false) {
    const target = event.target instanceof Element ? event.target : this.element;
    const { name, cell } = /** @type {HTMLElement | null} */ (target.closest("[data-cell]"))?.dataset ?? {};
    const row = /** @type {HTMLElement | null} */ (target.closest("li[data-row]"))?.dataset.row;
    if (name && cell) return pin ? this.setPin({ name, k: Number(cell) }) : this.point({ name, k: Number(cell) });
    if (!pin) return this.point(null);
    if (row !== undefined) this.goInside(Number(row));
  }

  /** Reports step and pin once a person has stopped. */
  tell() {
    clearTimeout(this.report);
    const pin = marks.write(this.pin, this.trace);
    const fill = this.fillIn.on;
    const place = { step: this.equation?.name ?? "", pin, plan: this.tools.update.planned(this.trace), fill };
    this.report = setTimeout(() => this.setState("place", place), STOPPED);
  }

  /**
   * Asks Python for these changes of the digit and the network on show.
   *
   * @param {Edits} changes
   */
  ask(changes) {
    const { digit, network } = this.trace;
    this.setState("changes", { ...changes, digit: digit.index, network });
  }

  /** @param {string} name */
  done(name) {
    if (this.hidden && name === this.equation?.name) return false;
    return this.trace.stepOf(name) <= this.step;
  }

  /**
   * What to look at in the output of the step: the entry pointed at, the one pinned, or where they are in another array
   * of this wire; else the largest.
   *
   * @returns {Look | null}
   */
  look() {
    const { trace, equation } = this;
    if (!equation) return null;
    const entry = [this.hover, this.pin].map((mark) => mark && this.seen(mark, equation.name)).find((k) => k !== null);
    const k = entry ?? trace.largest(equation.name);
    return { equation, entry: k, at: trace.at(equation, k) };
  }

  /**
   * The entry of an output where a mark is; null where the mark is of something else.
   *
   * @param {Mark} mark
   * @param {string} output
   */
  seen(mark, output) {
    const { trace } = this;
    if (trace.wire(mark.name) === trace.wire(output)) return mark.k;
    const elementwise = !trace.isParameter(mark.name) && !trace.isParameter(output);
    const alike = String(trace.array(mark.name).shape) === String(trace.array(output).shape);
    return mark === this.pin && elementwise && alike ? mark.k : null;
  }

  draw() {
    const { element, colours, pass: trace, room, width } = this;
    if (!trace || room.width <= 0) return;
    const { equation, hidden, hover, pin, tools, calm, drawn } = this;
    this.drawn = true;
    const tall = Math.round(Math.max(TALL, Math.min(0.24 * window.innerHeight, 240)));
    if (changed(this, "map", trace.of, trace.sizes.N, colours.background, room.width, tall))
      this.map.show(trace, colours, room.width, tall);
    else this.map.refill(trace);
    this.stage.show(trace, equation, colours, this.room);
    this.bar.show(this.step, this.last, equation?.name);
    this.fillIn.show(trace, equation);
    this.theirs.show(trace, this.hidden ? undefined : equation, colours);
    this.drawnMap.show(trace, equation?.name ?? "", (name) => this.done(name));

    const look = this.look();
    const spot = { step: this.step, hidden, entry: look?.entry ?? null, alone: Boolean(hover ?? pin) };
    this.map.light(spot);
    const done = (/** @type {string} */ name) => this.done(name);
    this.rows = look && !hidden ? working(trace, look.equation, look.at) : [];
    this.inside = Math.min(this.inside, this.rows.length - 1);
    Object.assign(element.dataset, { trace: trace.id, step: equation?.name ?? "", entry: look?.entry ?? "" });
    this.say(this.says.sentence, this.sentence(look));
    const { rows, inside } = this;
    const view = { trace, look, hover, pin, width, hidden, rows, inside, done };
    this.writing.show(view);
    if (tools.open === "working") this.list(view);
    this.light(hidden ? null : look);
    this.say(this.says.heard, this.heard(hover));
    const subject = hidden ? null : this.subject(look);
    const exact = tools.show({ trace, look, marks: [hover, pin].filter((mark) => mark !== null), colours, subject });
    this.numbers.classList.toggle("rough", !exact);
    showSource(this.source, equation);
    this.map.follow(this.step, room.width, calm.matches || !drawn ? "instant" : "smooth");
  }

  /**
   * The computation, part by part: at once where it is in sight, else once nothing has been drawn for a while.
   *
   * @param {import("./writing.js").View} view
   */
  list(view) {
    clearTimeout(this.listing);
    const { trace, step, entry } = this.element.dataset;
    const write = () => this.writing.list(view, `${trace} ${step} ${entry}`);
    if (this.reading) write();
    else this.listing = setTimeout(write, LATER);
  }

  /**
   * What the step says about the entry that is looked at.
   *
   * @param {Look | null} look
   */
  sentence(look) {
    const { trace, prediction } = this;
    if (!look) return sentence(trace, undefined, 0);
    if (this.fillIn.hides(trace, look.equation)) return this.fillIn.question(trace, look.equation);
    if (this.hidden) return prediction.question(trace, look.equation);
    return prediction.verdict(trace, look.equation) ?? sentence(trace, look.equation, look.entry);
  }

  /**
   * Told to a screen reader too, once.
   *
   * @param {HTMLElement} line
   * @param {string} words
   */
  say(line, words) {
    if (line.textContent !== words) line.textContent = words;
  }

  /**
   * What the keys point at, for a screen reader; where the sentence is about it already, nothing is said twice.
   *
   * @param {Mark | null} mark
   */
  heard(mark) {
    const { trace, equation } = this;
    if (!mark || !this.element.matches(":has(canvas:focus-visible)")) return "";
    const wire = trace.wire(mark.name);
    if (equation && wire === trace.wire(equation.name)) return "";
    const value = (/** @type {string} */ name) =>
      this.done(name) ? text(trace.array(name).data[mark.k]) : "not computed yet";
    const gradient = trace.has(`d${wire}`) ? `, gradient ${value(`d${wire}`)}` : "";
    return `${place(trace, wire, mark.k)}: ${value(wire)}${gradient}`;
  }

  /**
   * What the panels are about: the entry pinned, else the gradient that the step computes.
   *
   * @param {Look | null} look
   */
  subject(look) {
    if (this.pin) return this.pin;
    return look && this.trace.isGradient(look.equation.name) ? { name: look.equation.name, k: look.entry } : null;
  }

  /**
   * What feeds the entry, or the part of it that a person stands in, lights up in the pictures.
   *
   * @param {Look | null} look
   */
  light(look) {
    const { trace, inside, rows, colours } = this;
    const row = inside >= 0 ? rows[inside] : null;
    const feeds = look && feeding(trace, look.equation, look.at, row);
    const frames = [
      { mark: this.pin, width: 3.5 },
      { mark: this.hover, width: 2 },
    ].flatMap(({ mark, width }) => {
      if (!mark) return [];
      const wire = trace.wire(mark.name);
      return [wire, `d${wire}`].map((name) => ({ name, k: mark.k, colour: colours.text, width }));
    });
    const output = this.equation?.name ?? null;
    const entry = look?.entry ?? null;
    this.stage.light({ done: (name) => this.done(name), output, entry, feeds, frames });
  }
}
