// A student's page asks every two seconds whether the teacher has something new, by a request that costs the server
// next to nothing, and redraws only where there is.

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
    this.asking = (/** @type {string} */ at) => `${address("pulse")}?${new URLSearchParams({ class: code, at })}`;
    this.code = code;
    this.say = say;
    this.heard = "";
    this.told = "";
    this.timer = setInterval(() => this.beat(), SECONDS * 1000);
    this.beat();
  }

  async beat() {
    if (document.hidden) return;
    try {
      const answer = await fetch(this.asking(here()));
      if (answer.status === 404) this.stop(); // removed, or the class has ended
      const shown = answer.ok ? await answer.text() : answer.status === 404 ? "{}" : this.heard;
      const state = `${location.href} ${shown}`; // who has gone to the place need not be told of it
      if (state === this.told) return;
      this.heard = shown;
      this.told = state;
      this.say(JSON.parse(shown || "{}"));
    } catch {
      return; // the server is away for a moment: asked again in two seconds
    }
  }

  stop() {
    clearInterval(this.timer);
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
