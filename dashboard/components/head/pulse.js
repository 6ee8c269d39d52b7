// A student's page asks every two seconds whether the teacher has something new, by a request that costs the server
// next to nothing, and redraws only where there is.

/** @typedef {{ place: string, words: string, take?: boolean, at: number }} Place */
/** @typedef {{ bring?: Place, task?: Place, asked?: object }} Shown */

const SECONDS = 2;
const TAKEN = "chainrule.taken"; // the last place to which this tab was taken along

/** Follows one class. */
export class Pulse {
  /**
   * @param {string} url
   * @param {string} code
   * @param {(shown: Shown) => void} say what the teacher shows, whenever it is another
   */
  constructor(url, code, say) {
    this.address = (/** @type {string} */ at) => `${url}?${new URLSearchParams({ class: code, at })}`;
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
      const answer = await fetch(this.address(`${location.pathname}${location.search}`));
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
  return isHere(place) ? null : place.place;
}

/** @param {Place} place */
export function isHere(place) {
  const there = new URL(place.place, location.origin);
  const here = new URL(location.href);
  const task = there.searchParams.get("task");
  if (task) return here.searchParams.get("task") === task; // within a task one moves
  if (there.pathname.replace(/\/$/, "") !== here.pathname.replace(/\/$/, "")) return false;
  return [...there.searchParams].every(([name, value]) => here.searchParams.get(name) === value);
}
