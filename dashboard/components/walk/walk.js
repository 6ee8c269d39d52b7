// A told walk: a column of prose drives a drawn network. Python sends the whole story once; every stop is shown here.

import { Drawing } from "../network/drawing.js";
import { travel } from "../network/motion.js";
import { element } from "../shared/element.js";
import { hearSwipes } from "../shared/swipe.js";
import { paint } from "../shared/theme.js";
import { drawBeside } from "./beside.js";
import { legend } from "./legend.js";
import { remember, remembered } from "./memory.js";
import { ring } from "./pointed.js";
import { SheetDrawing } from "./sheets.js";

/** @import { Frame, Scene } from "../network/scene" */
/** @import { Mounted } from "../types" */
/** @import { Answers } from "./memory.js" */
/** @import { Place, Sheets, Span, Stop, Story } from "./story" */

const LEAST = 0.6; // of the size of an equation

/** @type {WeakMap<Element, Walk>} */
const walks = new WeakMap();

/** @param {Mounted<Story>} mounted */
export default function ({ data, parentElement: root, setStateValue, setTriggerValue }) {
  const walk = walks.get(root) ?? new Walk(root);
  walks.set(root, walk);
  walk.report = (key) => setStateValue("stop", key);
  walk.leave = (place) => setTriggerValue("explore", place);
  walk.another = () => setTriggerValue("other", true);
  walk.open(data);
  return () => walk.close();
}

/**
 * Where the parts of the stage stand, for so many columns of units.
 *
 * @param {number} count
 * @returns {Frame}
 */
const frame = (count) => ({
  digit: [8, 40, 212],
  columns: Array.from({ length: count }, (_, k) => 320 + (k * 280) / Math.max(1, count - 1)),
  units: [40, 596],
  radius: (size) => Math.min(12, Math.max(5, 230 / size)),
  output: { name: 12, middle: 94, half: 58, said: 250, thick: 18 },
  words: true,
});

/** One walk on one page. */
class Walk {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.find = (/** @type {string} */ name) => element(root, `.${name}`);
    this.at = -1;
    this.still = () => {};
    /** @type {(key: string) => void} */
    this.report = () => {};
    /** @type {(place: Place) => void} */
    this.leave = () => {};
    this.another = () => {};
    this.unring = () => {};
    /** @type {Answers | undefined} */
    this.answers = undefined;
    /** @type {Story | undefined} */
    this.data = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.reporting = undefined;
    this.find("next").onclick = () => (this.asking ? this.answer(null) : this.go(this.at + 1));
    this.find("back").onclick = () => this.go(this.at - 1);
    this.find("explore").onclick = () => this.explore();
    this.find("other").onclick = () => this.another();
    this.find("stage").addEventListener("click", (event) => this.#clicked(event));
    hearSwipes(root, (by) => this.data?.alone || this.forward(by));
    this.#rolled();
    /** @param {KeyboardEvent} event */
    this.keys = (event) => this.#key(event);
    this.resized = new ResizeObserver(() => this.#fit()); // letters of a projector, a menu that goes
  }

  /** @param {Story} data */
  open(data) {
    document.removeEventListener("keydown", this.keys);
    this.unring();
    this.find("walk").classList.toggle("alone", Boolean(data.alone));
    this.find("tell").hidden = Boolean(data.alone);
    const same = this.data?.id === data.id;
    this.data = data;
    this.colours = paint(this.find("walk"), data.colours);
    const svg = element(this.root, "svg", SVGElement);
    const { pool, strip = [], label = -1 } = data;
    this.drawing = pool
      ? new SheetDrawing(svg, { pool, strip, label }, this.colours)
      : new Drawing(svg, data, this.colours, frame(data.sizes.length - 1));
    const start = data.stops.findIndex((stop) => stop.key === data.start);
    if (!same) this.answers = remembered(data.id);
    this.#fit();
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    if (page && !data.alone) this.resized.observe(page);
    this.go(same && this.at >= 0 ? this.at : Math.max(0, start), false);
    // Last: where the page was left before it could be drawn, nothing is to hear of keys and letters.
    this.unring = ring(this.root, () => this.stop.scene);
    if (!data.alone) document.addEventListener("keydown", this.keys);
  }

  close() {
    this.still();
    this.unring();
    clearTimeout(this.reporting);
    this.resized.disconnect();
    document.removeEventListener("keydown", this.keys);
  }

  /** The walk fills the window below what stands above it. */
  #fit() {
    const above = this.find("walk").getBoundingClientRect().top + window.scrollY;
    this.find("walk").style.setProperty("--above", `${Math.round(Math.max(0, above) + 14)}px`);
  }

  /**
   * @param {number} n
   * @param {boolean} [told] does Python hear of it?
   */
  go(n, told = true) {
    const { stops } = this;
    if (n >= stops.length) {
      this.explore();
      return;
    }
    this.still();
    this.at = Math.max(0, n);
    this.show();
    if (!told) return;
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => this.report(this.stop.key), 300);
  }

  get stops() {
    return this.data?.stops ?? [];
  }

  get stop() {
    return this.stops[this.at];
  }

  /** Is this stop's question still open? */
  get asking() {
    return this.stop.choice && !this.data?.alone && this.answers?.[this.stop.key] === undefined;
  }

  show() {
    const { stop, asking, drawing, colours } = this;
    if (!drawing || !colours) return;
    const scene = asking ? this.#before() : stop.scene;
    this.find("title").textContent = asking ? "Before you look: a question" : stop.title;
    this.find("says").replaceChildren(...(asking ? [] : stop.says.map(paragraph)));
    this.find("equations").innerHTML = asking ? "" : stop.equations.join("");
    this.#narrow();
    this.find("letters").textContent = asking ? "" : stop.letters;
    const atTheEnd = this.at + 1 === this.stops.length;
    this.find("explore").hidden = atTheEnd;
    this.find("other").hidden = Boolean(this.data?.saved || this.data?.given) || !(atTheEnd || this.at === 0);
    this.find("other").toggleAttribute("data-last", atTheEnd);
    this.#ask();
    this.find("count").textContent = `${this.at + 1} of ${this.stops.length}`;
    element(this.root, ".back", HTMLButtonElement).disabled = this.at === 0;
    this.find("next").textContent = asking ? "Show me →" : this.at + 1 < this.stops.length ? "Next →" : "Explore →";
    this.find("words").scrollTop = 0;
    const choosing = Boolean(asking && stop.choice?.units);
    if (drawing instanceof SheetDrawing) drawing.show(/** @type {Sheets} */ (scene));
    else drawing.show(/** @type {Scene} */ (scene), choosing);
    drawBeside(drawing.beside, asking ? null : scene.beside, colours);
    this.find("legend").replaceChildren(...legend(scene).map(([role, words]) => made("span", role, words)));
    drawing.svg.setAttribute("aria-label", described(stop, Boolean(asking)));
    this.still = travel(drawing, scene.moves);
  }

  /** An equation that is wider than its column is written smaller, down to what can still be read. */
  #narrow() {
    const equations = this.find("equations");
    const room = equations.clientWidth;
    for (const formula of equations.querySelectorAll("math")) {
      const wide = formula.getBoundingClientRect().width;
      const size = wide > room ? Math.max(LEAST, room / wide) : 1;
      formula.setAttribute("style", `font-size:${size}em`);
    }
    equations.tabIndex = equations.scrollWidth > room ? 0 : -1; // what goes on beyond the edge is reached by keys
  }

  /** What is seen while a question is open: the stop before, or the units to choose from. */
  #before() {
    const { choice } = this.stop;
    const shown = choice?.scene ?? this.stops[Math.max(0, this.at - 1)].scene;
    return { ...shown, moves: [], beside: null };
  }

  #ask() {
    const { choice, key } = this.stop;
    const ask = this.find("ask");
    if (!choice) {
      ask.replaceChildren();
      return;
    }
    const picked = this.answers?.[key];
    if (picked === undefined) {
      const options = made("div", "options");
      if (!choice.units) {
        options.append(
          ...choice.options.map((option, k) => {
            const button = made("button", "option", option);
            button.onclick = () => this.answer(k);
            return button;
          }),
        );
      }
      ask.replaceChildren(made("p", "", choice.asks), options);
      return;
    }
    const called = (/** @type {number} */ k) => {
      const option = choice.options[k];
      return choice.units ? `unit ${option}` : /^\d+$/.test(option) ? `the ${option}` : option;
    };
    const name = called(choice.right);
    const said =
      picked === null
        ? `It is ${name}.`
        : picked === choice.right
          ? `Yes: ${name}.`
          : `You said ${called(picked)}. It is ${name}.`;
    ask.replaceChildren(made("p", "verdict", `${said}${choice.because ? ` ${choice.because}` : ""}`));
  }

  /** @param {number | null} k what was picked, or null where it was not answered */
  answer(k) {
    this.answers = { ...this.answers, [this.stop.key]: k };
    remember(this.data?.id ?? "", this.answers);
    this.show();
  }

  explore() {
    clearTimeout(this.reporting);
    this.leave({ step: this.stop.step, pin: this.stop.pin, stop: this.stop.key });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (target.closest?.(".equations") && event.key.startsWith("Arrow")) return; // a long one is read to its end
    const press = target.closest?.("button, a, [role=button]") && [" ", "Enter"].includes(event.key);
    if (press) {
      const unit = target.getAttribute?.("data-unit");
      if (unit !== null && unit !== undefined && this.asking) this.answer(Number(unit));
      return;
    }
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
    if (event.key in ways) this.forward(ways[event.key]);
    else if (event.key === "Home") this.go(0);
    else if (event.key === "End") this.go(this.stops.length - 1);
    else if (event.key === "Escape") this.explore();
    else return;
    event.preventDefault();
  }

  /** A stop on, or back; an open question is answered first. @param {number} by */
  forward(by) {
    if (by > 0 && this.asking) this.answer(null);
    else this.go(Math.min(this.at + by, this.stops.length - 1));
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const unit = /** @type {Element} */ (event.composedPath()[0]).getAttribute?.("data-unit");
    if (this.asking && this.stop.choice?.units && unit !== null && unit !== undefined) this.answer(Number(unit));
    else if (!this.asking && !this.data?.alone) this.forward(1);
  }

  #rolled() {
    let last = 0;
    this.find("stage").addEventListener(
      "wheel",
      (event) => {
        if (this.data?.alone) return;
        event.preventDefault();
        if (Math.abs(event.deltaY) < 8 || event.timeStamp - last < 500) return;
        last = event.timeStamp;
        this.forward(event.deltaY > 0 ? 1 : -1);
      },
      { passive: false },
    );
  }
}

/**
 * @param {string} tag
 * @param {string} name
 * @param {string} [words]
 */
function made(tag, name, words = "") {
  const one = document.createElement(tag);
  if (name) one.className = name;
  one.textContent = words;
  return one;
}

/** @param {Span[]} spans */
function paragraph(spans) {
  const p = made("p", "");
  p.append(
    ...spans.map(([role, words]) =>
      role === "bold" ? made("strong", "", words) : role ? made("span", role, words) : words,
    ),
  );
  return p;
}

/**
 * @param {Stop} stop
 * @param {boolean} asking
 */
function described(stop, asking) {
  return asking ? `The network, while it is asked: ${stop.choice?.asks}` : `The network at the stop “${stop.title}”.`;
}
