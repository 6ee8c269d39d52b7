// News of a run, asked for once by all that show it on a page: a light request, beside everything that Streamlit sends.

import { along } from "../shared/along.js";
import { address } from "../shared/server.js";
import { Course } from "./course.js";

/** @import { Points } from "./course.js" */

/**
 * @typedef {{ mark: string, status?: string, sentence?: string, step?: number, total?: number, left?: number,
 *   numbers?: [string, string][], again?: boolean, epochs?: [number, number, number][], points?: Points,
 *   taken?: number, class?: { status: number, shown: object } }} News `mark` is another once the page is to be drawn
 *   anew; `class` is what was asked along
 */
/** @typedef {(news: News, course: Course) => void} Hears */

const PACES = { running: 500, starting: 250, queued: 1000 }; // milliseconds from one question to the next
const PATIENT = 3000; // where nothing moves by itself, nobody looks, or the server does not answer

/** @type {Map<string, Feed>} */
const feeds = new Map();

/**
 * Hear of a run as long as what is returned is not called.
 *
 * @param {string} path of what is asked about: "run/…" or "sweep/…"
 * @param {Hears} hears
 */
export function hear(path, hears) {
  const feed = feeds.get(path) ?? new Feed(path);
  feeds.set(path, feed);
  return feed.tell(hears);
}

class Feed {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
    this.course = new Course();
    /** @type {Set<Hears>} */
    this.hearers = new Set();
    /** @type {News | null} */
    this.last = null;
    this.timer = 0;
  }

  /** @param {Hears} hears */
  tell(hears) {
    this.hearers.add(hears);
    if (this.last) hears(this.last, this.course);
    if (!this.timer) this.wait(0);
    return () => {
      this.hearers.delete(hears);
      if (this.hearers.size) return;
      clearTimeout(this.timer);
      this.timer = 0;
      feeds.delete(this.path);
    };
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    this.timer = window.setTimeout(() => this.ask(), milliseconds);
  }

  async ask() {
    const { taken, epochs } = this.course;
    /** @type {News | null} */
    let news = null;
    const beside = along();
    try {
      const answer = await fetch(address(`live/${this.path}?since=${taken}&epochs=${epochs.length}${beside.query}`), {
        credentials: "same-origin",
      });
      if (answer.ok) news = await answer.json();
      if (news?.class) beside.hear(news.class.status, JSON.stringify(news.class.shown));
    } catch {
      // the page itself says that its server is gone
    }
    if (!this.hearers.size) return;
    if (news) {
      this.last = news;
      this.course.take(news);
      for (const hears of this.hearers) hears(news, this.course);
    }
    const pace = /** @type {Record<string, number>} */ (PACES)[news?.status ?? ""] ?? PATIENT;
    this.wait(document.hidden ? PATIENT : pace);
  }
}
