// The stepper: the whole trace of one digit is here, and every step is drawn here. Python hears where a person
// stopped (for the address of the page) a moment later.

import { Change } from "./change.js";
import { missing, refine } from "./exact.js";
import { math, number, Printer } from "./formula.js";
import { Keep } from "./keep.js";
import { NetworkMap } from "./map.js";
import { about, Picture } from "./picture.js";
import { listen } from "./post.js";
import { place, sentence } from "./sentence.js";
import { showSource } from "./source.js";
import { Stage } from "./stage.js";
import { tabs } from "./tabs.js";
import { paint } from "./theme.js";
import { flatten, Trace, unpack } from "./trace.js";
import { Update } from "./update.js";
import { Why } from "./why.js";
import { working } from "./working.js";

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
    Object.assign(this, { step: 0, pin: null, hover: null, inside: -1, timer: 0, packet: null });
    this.map = new NetworkMap(this.find(".map"), (step) => this.go(step));
    this.stage = new Stage(this.find(".stage"), { point: (name, k) => this.point(name, k), pin: (name, k) => this.setPin(name, k) });
    this.why = new Why(this.find("#panel-why"));
    this.change = new Change(this.find("#panel-change"), this);
    this.update = new Update(this.find("#panel-update"), () => this.draw(), (steps) => this.set({ ...this.trace.changes, steps }, true));
    this.keep = new Keep(this.find("#panel-keep"));
    this.panel = "working";
    this.answers = new Map(); // what Python was asked, by the question
    this.past = []; // changes to go back to, and forward again
    this.future = [];
    this.asked = "";
    tabs(this.find(".tools"), (name) => {
      this.panel = name;
      this.draw();
    });
    listen((answer) => this.hear(answer));
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
    this.find(".slider").oninput = (event) => this.go(Number(event.target.value));
    this.element.onkeydown = (event) => this.key(event, true);
    this.elsewhere = (event) => {
      if (event.target === document.body && this.trace) this.key(event, false);
    };
    document.addEventListener("keydown", this.elsewhere);
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
    document.removeEventListener("keydown", this.elsewhere);
    this.resize.disconnect();
    steppers.delete(this.root);
  }

  /** A packet from Python; one that is here already changes nothing but the colours. */
  receive(packet) {
    const unpacked = unpack(packet);
    if (unpacked.head.id !== this.trace?.id) {
      const trace = new Trace(unpacked);
      const first = !this.trace;
      if (!first && (trace.network !== this.trace.network || trace.digit.index !== this.trace.digit.index)) this.past = this.future = [];
      const name = first ? trace.start?.step : this.equation?.name;
      this.trace = trace;
      this.step = 1 + trace.equations.findIndex((equation) => equation.name === name);
      if (first) this.pin = this.readPin(trace.start?.pin);
      if (this.pin && !(this.pin.k < (trace.array(this.pin.name)?.data.length ?? 0))) this.pin = null;
      this.hover = null;
      this.inside = -1;
      this.drawn = null;
    }
    this.colours = paint(this.element, this.trace.colours);
    this.draw();
  }

  get equation() {
    return this.trace.equations[this.step - 1];
  }

  get steps() {
    return this.trace.equations.length + 1;
  }

  /** "W1,602,7" in the address of the page. */
  readPin(words) {
    const [name, ...entry] = (words ?? "").split(",");
    const array = this.trace.array(name);
    if (!array || entry.length !== array.shape.length) return null;
    if (!entry.every((i, d) => /^\d+$/.test(i) && Number(i) < array.shape[d])) return null;
    return { name, k: flatten(entry.map(Number), array) };
  }

  key(event, within) {
    if ((event.ctrlKey || event.metaKey) && within && ["z", "y"].includes(event.key.toLowerCase())) {
      event.preventDefault();
      return event.key === "y" || event.shiftKey ? this.redo() : this.undo();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.("input:not([type=range]), select, textarea");
    const { key } = event;
    if (key === "ArrowRight" && !typing) this.go(this.step + 1);
    else if (key === "ArrowLeft" && !typing) this.go(this.step - 1);
    else if (key === "Home" && !typing) this.go(0);
    else if (key === "End" && !typing) this.go(Infinity);
    else if (key === "p" && !typing) this.timer ? this.pause() : this.play();
    else if ((key === "ArrowDown" || key === "i") && within && !typing) this.goInside(this.inside + 1);
    else if (key === "Enter" && within && event.target.matches(".stepper, .slider")) this.goInside(this.inside + 1);
    else if (key === "ArrowUp" && within && !typing && this.inside >= 0) this.goInside(this.inside - 1);
    else if (key === "Escape") this.inside >= 0 ? this.goInside(-1) : this.setPin(null);
    else return;
    event.preventDefault();
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

  play() {
    if (this.step === this.steps - 1) this.go(0);
    this.find(".play").textContent = "Pause";
    this.timer = setInterval(() => (this.step < this.steps - 1 ? this.go(this.step + 1) : this.pause()), 1800);
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

  point(name, k) {
    const same = (this.hover?.name ?? null) === (k === null ? null : name) && (this.hover?.k ?? null) === k;
    if (same) return;
    this.hover = k === null || !this.done(name) ? null : { name, k };
    this.draw();
  }

  setPin(name, k) {
    const again = this.pin && this.pin.name === name && this.pin.k === k;
    this.pin = name && !again && this.done(name) ? { name, k } : null;
    this.draw();
    this.tell();
  }

  /** A quantity of a formula under the pointer is the entry it stands for. */
  touch(event, pin = false) {
    const quantity = event.target.closest?.("[data-cell]");
    const row = event.target.closest?.("li[data-row]");
    if (quantity && quantity.dataset.cell !== "") return (pin ? this.setPin : this.point).call(this, quantity.dataset.name, Number(quantity.dataset.cell));
    if (pin && row) return this.goInside(Number(row.dataset.row));
    if (!pin) this.point(null, null);
  }

  /** Reports step and pin once a person has stopped. */
  tell() {
    clearTimeout(this.report);
    const { trace, pin } = this;
    this.report = setTimeout(() => {
      const entry = pin && trace.array(pin.name).shape.map((size, d) => Math.floor(pin.k / trace.array(pin.name).strides[d]) % size);
      this.setState("place", { step: this.equation?.name ?? "", pin: pin ? [pin.name, ...entry].join(",") : "" });
    }, 250);
  }

  done(name) {
    const k = this.trace.equations.findIndex((equation) => equation.name === name);
    return k < this.step;
  }

  /** The entry of the output to look at: the one pointed at, the one pinned, or where they are in another array of this wire; else the largest. */
  entry() {
    const { trace, equation } = this, output = trace.array(equation.name);
    for (const mark of [this.hover, this.pin]) {
      if (!mark) continue;
      if (trace.wire(mark.name) === trace.wire(equation.name)) return mark.k;
      const other = trace.array(mark.name), elementwise = !trace.isParameter(mark.name) && !trace.isParameter(equation.name);
      if (mark === this.pin && elementwise && String(other.shape) === String(output.shape)) return mark.k;
    }
    let best = 0;
    for (let k = 1; k < output.data.length; k++) if (Math.abs(output.data[k]) > Math.abs(output.data[best])) best = k;
    return best;
  }

  draw() {
    const { trace, equation } = this;
    this.width = this.element.clientWidth;
    if (!this.width) return;
    const scene = `${trace.id} ${this.colours.background}`;
    if (this.drawn !== scene) this.map.show(trace, this.colours);
    this.drawn = scene;
    this.map.light(this.step, this.calm.matches || this.mapped === undefined ? "instant" : "smooth");
    this.mapped = this.step;
    this.find(".slider").max = this.steps - 1;
    this.find(".slider").value = this.step;
    this.find(".slider").setAttribute("aria-valuetext", equation ? `${this.step}: ${equation.name}` : "the input");
    this.find(".count").textContent = `${this.step} / ${this.steps - 1}`;
    this.element.dataset.trace = trace.id;
    this.element.dataset.step = equation?.name ?? "";
    this.stage.show(trace, equation, this.colours);

    const entry = equation ? this.entry() : null;
    const at = equation ? trace.at(equation, entry) : null;
    this.rows = equation ? working(trace, equation, at) : [];
    this.element.dataset.entry = entry ?? "";
    this.say(equation, entry);
    this.write(equation, entry, at);
    this.writeRows();
    this.light(equation, entry, at);
    this.drawPanel();
    this.ask(at);
    showSource(this.find(".source"), equation?.source ?? []);
  }

  /** What the open panel is about: the entry pinned, else the gradient that the step computes. */
  get subject() {
    const { trace, equation, pin } = this;
    if (pin) return pin;
    return equation && trace.isGradient(equation.name) ? { name: equation.name, k: this.entry() } : null;
  }

  drawPanel() {
    const { trace, subject, colours } = this, wire = subject && trace.wire(subject.name);
    if (this.panel === "why") this.why.show(trace, subject, colours, this.answers.get(`${trace.id} difference ${wire},${subject?.k}`));
    if (this.panel === "change") this.change.show(trace, subject);
    if (this.panel === "update") {
      this.update.show(trace, null, colours);
      const { optimizer, rate } = this.update.plan;
      this.update.show(trace, this.answers.get(`${trace.id} update ${optimizer},${rate}`) ?? null, colours);
    }
    if (this.panel === "keep") {
      this.keep.show(trace, this.pin?.name ?? this.equation?.name ?? "x", (name) => {
        const picture = new Picture(trace.array(name), about(trace, name));
        return picture.fit(1200, 900).draw(colours).canvas;
      });
    }
  }

  /** Asks Python for what is missing: exact numbers of coarse arrays that the step reads, a measured slope, a proposed step. */
  ask(at) {
    const { trace, equation, subject } = this, question = {};
    const slices = equation ? missing(trace, equation, at) : [];
    if (slices.length) question.slices = slices;
    const wire = subject && trace.wire(subject.name), ask = (kind, what) => {
      if (!this.answers.has(`${trace.id} ${kind} ${what}`)) question[kind] = what;
    };
    if (this.panel === "why" && wire && (wire === "x" || trace.isParameter(wire))) ask("difference", [wire, subject.k]);
    if (this.panel === "update") ask("update", [this.update.plan.optimizer, this.update.plan.rate]);
    this.find(".numbers").classList.toggle("rough", slices.length > 0);
    const words = Object.keys(question).length ? JSON.stringify({ id: trace.id, ...question }) : "";
    if (!words || words === this.asked) return;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => {
      this.asked = words;
      this.setState("question", JSON.parse(words));
    }, 120);
  }

  hear({ id, answer }) {
    const { trace } = this;
    if (!trace || id !== trace.id || !answer) return;
    for (const { name, index, values } of answer.slices ?? []) refine(trace.array(name), index, values);
    for (const kind of ["difference", "update"]) {
      if (answer[kind]) this.answers.set(`${id} ${kind} ${answer[kind].asked}`, answer[kind]);
    }
    this.draw();
  }

  /** Changes to the numbers themselves: Python computes them, and a new packet comes back. A passing change leaves no trace in the history. */
  set(changes, lasting) {
    this.before ??= this.trace.changes;
    if (lasting) {
      this.past = [...this.past, this.before];
      this.future = [];
      this.before = null;
    }
    this.send(changes);
  }

  send(changes) {
    this.setState("changes", { ...changes, digit: this.trace.digit.index, network: this.trace.network });
  }

  get canUndo() {
    return this.past.length > 0;
  }

  get canRedo() {
    return this.future.length > 0;
  }

  undo() {
    if (!this.canUndo) return;
    this.future = [...this.future, this.trace.changes];
    this.send(this.past.at(-1));
    this.past = this.past.slice(0, -1);
  }

  redo() {
    if (!this.canRedo) return;
    this.past = [...this.past, this.trace.changes];
    this.send(this.future.at(-1));
    this.future = this.future.slice(0, -1);
  }

  say(equation, entry) {
    const words = sentence(this.trace, equation, entry);
    const line = this.find(".sentence");
    if (line.textContent !== words) line.textContent = words;
  }

  /** Both formulas: in letters, and for this entry in numbers. */
  write(equation, entry, at) {
    const { trace } = this, letters = this.find(".letters"), numbers = this.find(".numbers");
    const scene = `${trace.id} ${equation?.name}`;
    if (letters.dataset.scene !== scene) {
      const printer = new Printer(trace);
      letters.innerHTML = equation ? math(`${printer.print(equation.lhs)}<mo>=</mo>${printer.print(equation.rhs)}`, ' class="large"') : math(`${printer.name("x")}<mo>=</mo><mtext>the digit</mtext>`, ' class="large"');
      letters.dataset.scene = scene;
    }
    if (!equation) {
      numbers.replaceChildren();
      return;
    }
    const hover = this.hover ?? this.pin;
    const wanted = hover && hover.name !== equation.name ? (body, where) => {
      let hit = false;
      trace.calculator.feeds(body, where.slice(), (name, k) => (hit ||= trace.wire(name) === trace.wire(hover.name) && k === hover.k));
      return hit;
    } : null;
    const most = [420, 600, 850].filter((width) => numbers.clientWidth > width).length + 1;
    const inNumbers = new Printer(trace, { mode: "numbers", at: at.slice(), most, wanted });
    const address = new Printer(trace, { mode: "address", at: at.slice() });
    const value = trace.array(equation.name).data[entry];
    numbers.innerHTML = math(
      `${address.print(equation.lhs)}<mo>=</mo>${inNumbers.print(equation.rhs)}<mo>=</mo>${number(value, ` class="result quantity ${trace.role(equation.name)}" data-name="${equation.name}" data-cell="${entry}"`)}`,
    );
  }

  /** All parts of the computation below the pictures, and the one a person stands in right under the formulas. */
  writeRows() {
    const { trace, rows, inside } = this, list = this.find(".rows"), line = this.find(".inside");
    list.innerHTML = rows
      .map((row, k) => `<li data-row="${k}" class="${row.kind}${k === inside ? " lit" : ""}"${k === inside ? ' aria-current="step"' : ""}>${this.row(trace, row)}</li>`)
      .join("");
    if (inside >= 0) line.innerHTML = `<span class="hint">${inside + 1} of ${rows.length}</span>${this.row(trace, rows[inside])}`;
    else if (this.hover ?? this.pin) line.innerHTML = this.address(this.hover ?? this.pin);
    else line.innerHTML = rows.length ? '<span class="hint"><kbd>↓</kbd> steps inside this number. Point at any other to see where it comes from; a click keeps it.</span>' : "";
    for (const marked of this.find(".letters").querySelectorAll(".lit")) marked.classList.remove("lit");
    const tree = inside >= 0 ? rows[inside].tree ?? rows[inside].sum : null;
    if (tree) this.find(".letters").querySelector(`[data-node="${trace.nodeNumber(tree)}"]`)?.classList.add("lit");
  }

  row(trace, row) {
    if (row.kind === "rest") {
      const zero = row.zero ? `, ${row.zero} of them 0` : "";
      return `<span>${row.count} more${zero}</span>${math(number(row.value))}<span class="running">${math(`<mo>Σ</mo>${number(row.running)}`)}</span>`;
    }
    const symbols = new Printer(trace, { mode: row.tree.op === "sum" || row.last ? "letters" : "address", at: row.at.slice(), most: 2 });
    const numbers = new Printer(trace, { mode: "numbers", at: row.at.slice(), most: 1 });
    const running = row.kind === "term" ? `<span class="running">${math(`<mo>Σ</mo>${number(row.running)}`)}</span>` : "";
    const middle = row.tree.op === "sum" ? "" : `<mo>=</mo>${numbers.print(row.tree)}`;
    return `${math(`${symbols.print(row.tree)}${row.last ? "" : middle}<mo>=</mo>${number(row.value, ' class="result"')}`)}${running}`;
  }

  /** What feeds the entry, or the part of it that a person stands in, lights up in the pictures. */
  light(equation, entry, at) {
    const { trace, inside, rows } = this;
    let feeds = null;
    if (equation) {
      feeds = new Map();
      const row = inside >= 0 ? rows[inside] : null;
      const tree = row?.kind === "rest" ? row.sum : row?.tree ?? equation.rhs;
      trace.calculator.feeds(tree, (row?.at ?? at).slice(), (name, k) => {
        if (!feeds.has(name)) feeds.set(name, new Set());
        feeds.get(name).add(k);
      });
    }
    const frames = [];
    for (const [mark, colour] of [[this.pin, this.colours.pin], [this.hover, this.colours.text]]) {
      if (!mark) continue;
      for (const name of [trace.wire(mark.name), `d${trace.wire(mark.name)}`]) frames.push({ name, k: mark.k, colour, width: 2 });
    }
    this.stage.light({ done: (name) => this.done(name), output: equation?.name ?? null, entry, feeds, frames });
  }

  /** Address, value and gradient of an entry, as MathML. */
  address({ name, k }) {
    const { trace } = this, wire = trace.wire(name), printer = new Printer(trace);
    const parts = [wire, `d${wire}`].filter((own) => trace.array(own)).map((own) => {
      const value = this.done(own) ? `<mo>=</mo>${number(trace.array(own).data[k])}` : "";
      const later = this.done(own) ? "" : " <span>not computed yet</span>";
      return `<span class="quantity ${trace.role(own)}" data-name="${own}">${math(`${printer.name(own, [], true)}<mo>[</mo><mtext>${trace.address(own, k)}</mtext><mo>]</mo>${value}`)}${later}</span>`;
    });
    return `<span>${this.pin && !this.hover ? "<b>Pinned</b> " : ""}${place(trace, wire, k)}:</span> ${parts.join(" ")}`;
  }
}
