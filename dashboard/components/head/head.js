// What stands at the head of every page: the switch for a projector, and the QR code of the address on show; in a class
// the way to where the teacher is.
//
// F presents, and so does the switch. While one presents, a presenter's remote is heard: PageDown and PageUp move on,
// "." or B makes the screen black, F5 fills it, Esc ends.

/** @import { Mounted } from "../types" */

import { element } from "../shared/element.js";
import { address, here, root, there } from "../shared/server.js";
import { keep, lead } from "./lead.js";
import { isHere, Pulse, taken } from "./pulse.js";
import { commandOf } from "./remote.js";

/** @import { Place, Shown } from "./pulse.js" */
/** @typedef {{ presenting: boolean, embedded: boolean, attends: string, teaches: string }} Data */

const SHARE = 0.85; // of the window that PageDown turns, where a page has no steps of its own

const HEADINGS = "h2[id], h3[id], h4[id]";
const PARTS = "[data-testid=stElementContainer]";
const TOP = 70; // pixels below the edge of the window, where one reads

/** @type {WeakMap<Element, Head>} */
const heads = new WeakMap();

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setStateValue, setTriggerValue }) {
  const head = heads.get(root) ?? new Head(root);
  heads.set(root, head);
  head.report = (height) => setStateValue("presenting", height);
  head.bring = (place) => setTriggerValue("bring", place);
  head.redraw = (shown) => setTriggerValue("changed", shown);
  head.open(data);
  return () => head.close();
}

/** The head of one page. */
class Head {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.bar = element(root, ".head");
    this.button = element(root, ".present", HTMLButtonElement);
    this.black = element(root, ".black", HTMLDialogElement);
    this.screen = element(root, ".screen", HTMLDialogElement);
    this.picture = element(root, ".picture", HTMLImageElement);
    this.address = element(root, ".address");
    this.told = element(root, ".told");
    this.here = element(root, ".bring", HTMLButtonElement);
    this.here.onclick = () => this.bring(here());
    /** @type {Pulse | undefined} */
    this.pulse = undefined;
    this.asked = "";
    this.presenting = false;
    /** @type {Data} */
    this.data = { presenting: false, embedded: false, attends: "", teaches: "" };
    /** @type {(height: number) => void} */
    this.report = () => {};
    /** @type {(place: string) => void} */
    this.bring = () => {};
    /** @type {(shown: string) => void} */
    this.redraw = () => {};
    this.button.onclick = () => this.present(!this.presenting);
    this.code = element(root, ".code", HTMLButtonElement);
    this.code.onclick = () => this.show();
    element(root, ".close", HTMLButtonElement).onclick = () => this.screen.close();
    this.black.onclick = () => this.black.close();
    /** @param {KeyboardEvent} event */
    this.keys = (event) => this.#key(event);
    /** @param {KeyboardEvent} event */
    this.turns = (event) => this.#turn(event);
  }

  /** @param {Data} data */
  open(data) {
    this.close();
    this.data = data;
    this.presenting = data.presenting;
    this.bar.classList.toggle("presenting", this.presenting);
    this.bar.hidden = data.embedded; // the page around it has a menu of its own
    this.button.disabled = this.code.disabled = false; // what is pressed before anyone listens would be lost
    this.button.setAttribute("aria-pressed", String(this.presenting));
    this.button.textContent = this.presenting ? "Leave" : "Present";
    this.button.title = this.presenting ? "Back to the page with its menu (Esc)" : "For a projector (F)";
    this.here.hidden = !data.teaches;
    lead();
    this.#follow(data);
    window.addEventListener("keydown", this.keys, true); // before the page: a remote's Esc ends the show
    window.addEventListener("keydown", this.turns); // after it: what steps by itself has taken the key
  }

  close() {
    window.removeEventListener("keydown", this.keys, true);
    window.removeEventListener("keydown", this.turns);
  }

  /** Ask what the teacher shows, where this browser is in a class. @param {Data} data */
  #follow({ attends }) {
    if (this.pulse?.code === attends) return;
    this.pulse?.stop();
    this.told.hidden = true;
    this.pulse = attends ? new Pulse(attends, (shown) => this.#hear(shown)) : undefined;
  }

  /** @param {Shown} shown */
  #hear({ bring, task, asked }) {
    const way = taken(bring);
    if (way) {
      location.assign(way);
      return;
    }
    const lines = [sentence("Your teacher is at ", bring), sentence("Your task: ", task)];
    this.told.replaceChildren(...lines.filter((line) => line !== null));
    this.told.hidden = !this.told.childElementCount;
    const question = JSON.stringify(asked ?? null);
    if (this.asked && this.asked !== question) this.redraw(question);
    this.asked = question;
  }

  /** @param {boolean} on */
  present(on) {
    this.presenting = on;
    this.button.blur(); // the keys belong to the page at once
    const held = place();
    if (held) keep(() => again(held.part), held.top); // the letters have another size
    this.report(on ? window.innerHeight : 0);
  }

  /** The QR code of this very address, as it stands now. */
  async show() {
    this.picture.hidden = true;
    this.address.textContent = "…";
    this.screen.showModal();
    try {
      const answer = await fetch(`${address("link")}?${new URLSearchParams({ to: here(), root: root() })}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const { link, svg } = await answer.json();
      this.picture.hidden = !svg;
      this.picture.src = svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : "";
      this.picture.alt = `QR code of ${link}`;
      const long = "This address is too long for a QR code. Copy it from the browser, and send it.";
      this.address.textContent = svg ? link : long;
    } catch {
      this.address.textContent = "The server does not answer. Try again in a moment.";
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.black.open) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.black.close();
      return;
    }
    const command = this.screen.open ? null : commandOf(event, this.presenting);
    if (!command) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (command === "present") this.present(true);
    if (command === "leave") this.present(false);
    if (command === "black") this.black.showModal();
    if (command === "fill") fill();
  }

  /** @param {KeyboardEvent} event */
  #turn(event) {
    const way = { PageDown: 1, PageUp: -1 }[event.key];
    if (!this.presenting || !way || event.defaultPrevented || this.screen.open) return;
    event.preventDefault();
    const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    scroller()?.scrollBy({ top: way * SHARE * window.innerHeight, behavior: smooth ? "smooth" : "auto" });
  }
}

/**
 * A line with the way to a place; nothing where one is there. What the teacher typed is text.
 *
 * @param {string} words
 * @param {Place | undefined} place
 */
function sentence(words, place) {
  if (!place || isHere(place)) return null;
  const line = document.createElement("div");
  const way = document.createElement("a");
  way.href = there(place.place).href;
  way.textContent = `${place.words} →`;
  line.append(words, way);
  return line;
}

/** A part of the page that may have been drawn anew since. @param {Element} part */
const again = (part) => (part.isConnected ? part : part.id ? document.getElementById(part.id) : null);

function fill() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // a frame may not be allowed to
}

const scroller = () => document.querySelector('[data-testid="stMain"]');

/** What stands nearest to the top of the window, and where; nothing at the beginning of a page. */
function place() {
  if (!scroller()?.scrollTop) return null;
  const headings = document.querySelectorAll(HEADINGS); // found again by their names when the page is drawn anew
  const parts = [...(headings.length ? headings : document.querySelectorAll(PARTS))];
  const held = parts.map((part) => ({ part, top: part.getBoundingClientRect().top }));
  return held.reduce((best, one) => (Math.abs(one.top - TOP) < Math.abs(best.top - TOP) ? one : best), held[0]);
}
