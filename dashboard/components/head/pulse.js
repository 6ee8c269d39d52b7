// A student's page asks every two seconds whether the teacher has something new, by a request that costs the server
// next to nothing, and redraws only where there is.

import { board, leave } from "../shared/along.js";
import { address, here, there } from "../shared/server.js";

/** @typedef {{ place: string, words: string, take?: boolean, at: number }} Place */
/** @typedef {{ bring?: Place, task?: Place, asked?: object }} Shown */

const SECONDS = 2;
const TAKEN = "chainrule.taken"; // the last place to which this tab was taken along

/** Follows one class. */
export class Pulse {
  /**
   * @param {string} code
   * @param {(shown: Shown) => void} say what the teacher shows, whenever it is another
   */
  constructor(code, say) {
    this.code = code;
    this.say = say;
    this.heard = "";
    this.told = "";
    this.asked = -Infinity; // when, in milliseconds
    this.timer = setInterval(() => this.beat(), SECONDS * 1000);
    board(this);
    this.beat();
  }

  /** What a page that asks something else asks along, from half of the time on. */
  ask() {
    return this.since() < SECONDS * 500 ? null : this.question();
  }

  since() {
    return performance.now() - this.asked;
  }

  question() {
    this.asked = performance.now();
    return { class: this.code, at: here() };
  }

  async beat() {
    if (document.hidden || this.since() < SECONDS * 1000 - 100) return; // it went along with something else
    try {
      const answer = await fetch(`${address("pulse")}?${new URLSearchParams(this.question())}`);
      this.hear(answer.status, answer.ok ? JSON.stringify(await answer.json()) : "");
    } catch {
      return; // the server is away for a moment: asked again in two seconds
    }
  }

  /**
   * @param {number} status
   * @param {string} text
   */
  hear(status, text) {
    if (status === 404) this.stop(); // removed, or the class has ended
    const shown = status === 200 ? text : status === 404 ? "{}" : this.heard;
    const state = `${location.href} ${shown}`; // who has gone to the place need not be told of it
    if (state === this.told) return;
    this.heard = shown;
    this.told = state;
    this.say(JSON.parse(shown || "{}"));
  }

  stop() {
    clearInterval(this.timer);
    leave(this);
  }
}

/**
 * The place to which the students are taken, once each time that the teacher says so; nothing where they are there.
 *
 * @param {Place | undefined} place
 */
export function taken(place) {
  if (!place?.take || sessionStorage.getItem(TAKEN) === String(place.at)) return null;
  sessionStorage.setItem(TAKEN, String(place.at));
  return isHere(place) ? null : there(place.place).href;
}

/** @param {Place} place */
export function isHere(place) {
  const wanted = there(place.place);
  const now = new URL(location.href);
  const task = wanted.searchParams.get("task");
  if (task) return now.searchParams.get("task") === task; // within a task one moves
  if (wanted.pathname.replace(/\/$/, "") !== now.pathname.replace(/\/$/, "")) return false;
  return [...wanted.searchParams].every(([name, value]) => now.searchParams.get(name) === value);
}
