// The panels below the pictures, and the questions that they, and coarse arrays, put to Python.

/** @import { Answer, Colours, Difference, Everybody, Kind, Mark, Proposal, Question } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */
/** @import { Revisions } from "../revisions.js" */
/** @import { Sent } from "../board/board.js" */
/** @import { Look } from "../writing.js" */

import { missing, missingAt, refine } from "../../equation/exact.js";
import { about, Picture } from "../../picture/picture.js";
import { element } from "../../shared/element.js";
import { Board } from "../board/board.js";
import { Fooling } from "../board/fooling.js";
import { Change } from "./change.js";
import { Keep } from "./keep.js";
import { tabs } from "./tabs.js";
import { Update } from "./update.js";
import { Why } from "./why.js";

const STOPPED = 120; // milliseconds without another question, after which one is asked

/**
 * What the panels ask of the stepper.
 *
 * @typedef {object} Desk
 * @property {() => void} draw
 * @property {(mark: Mark) => void} hold pins an entry, unless one is pinned
 * @property {(question: Question & { id: string }) => void} ask puts a question to Python
 * @property {(board: Sent) => void} drawn sends what is on the drawing board
 * @property {() => void} plan reports the step that is planned
 */

/**
 * @typedef {object} Shown
 * @property {Trace} trace
 * @property {Look | null} look
 * @property {Mark | null} subject the entry that the panels are about
 * @property {Mark[]} marks those pinned and pointed at
 * @property {Colours} colours
 */

export class Tools {
  /**
   * @param {HTMLElement} root
   * @param {Revisions} revisions
   * @param {Desk} desk
   */
  constructor(root, revisions, desk) {
    this.desk = desk;
    /** @type {Shown | null} */
    this.shown = null;
    this.open = "working";
    /** @type {Map<string, Difference | Proposal | Everybody>} */
    this.answers = new Map(); // by what was asked about which trace
    this.asked = "";
    this.asking = 0;
    this.turned = false; // has a panel been opened this moment?
    const panel = (/** @type {string} */ name) => element(root, `#panel-${name}`);
    this.why = new Why(panel("why"));
    this.change = new Change(panel("change"), revisions, desk.hold);
    this.ofImages = ["draw", "fool"].map((name) => element(root, `#tab-${name}`));
    this.answered = ["change", "update"].map((name) => element(root, `#tab-${name}`)); // by Python
    this.board = new Board(panel("draw"), desk.drawn);
    this.fooling = new Fooling(panel("fool"), revisions);
    this.update = new Update(panel("update"), () => desk.draw(), revisions, desk.plan);
    this.keep = new Keep(panel("keep"), (name) => this.picture(name));
    tabs(element(root, ".tools"), (name) => {
      this.open = name;
      this.turned = true;
      desk.draw();
      this.turned = false;
    });
  }

  /**
   * The picture of an array, drawn for keeping.
   *
   * @param {string} name
   */
  picture(name) {
    if (!this.shown) throw new Error("there is no pass yet");
    const { trace, colours } = this.shown;
    return new Picture(trace.array(name), about(trace, name)).fit(1200, 900).draw(colours);
  }

  /**
   * True if the step's numbers are exact.
   *
   * @param {Shown} shown
   */
  show(shown) {
    const { trace, look, subject, marks, colours } = shown;
    this.shown = shown;
    for (const tab of this.ofImages) tab.hidden = Boolean(trace.digit.given) || trace.alone; // only digits can be drawn
    for (const tab of this.answered) tab.hidden = trace.alone;
    /** @type {Question} */
    const question = {};
    const rough = look ? missing(trace, look.equation.rhs, look.at) : [];
    const slices = [...rough, ...marks.flatMap((mark) => missingAt(trace, mark))];
    if (this.open === "why") {
      slices.push(...this.why.needs(trace, subject));
      this.why.show(trace, subject, colours, this.measured(trace, subject, question));
    }
    if (this.open === "change") this.change.show(trace, subject);
    if (this.open === "draw") this.board.show(trace, colours);
    if (this.open === "fool") this.fooling.show(trace, colours);
    if (this.open === "update") {
      const proposal = this.proposed(trace, question);
      this.update.show(trace, proposal, proposal && this.judged(trace, proposal, question), colours);
    }
    if (this.open === "keep") this.keep.show(trace, subject?.name ?? look?.equation.name ?? "x");
    if (slices.length) question.slices = slices;
    this.ask(trace, question);
    return rough.length === 0;
  }

  /**
   * The slope by what the panels are about, once it is measured; else it is asked for.
   *
   * @param {Trace} trace
   * @param {Mark | null} subject
   * @param {Question} question
   */
  measured(trace, subject, question) {
    const wire = subject && trace.wire(subject.name);
    if (!subject || !wire || !(wire === "x" || trace.isParameter(wire))) return null;
    const found = this.answers.get(key(trace.id, "difference", [wire, subject.k]));
    if (!found) question.difference = [wire, subject.k];
    return /** @type {Difference | undefined} */ (found) ?? null;
  }

  /**
   * The step that is planned, once it is computed; else it is asked for.
   *
   * @param {Trace} trace
   * @param {Question} question
   */
  proposed(trace, question) {
    const plan = this.update.plan(trace);
    if (!plan) return null;
    const asked = /** @type {[string, number | null]} */ ([plan.optimizer, plan.rate]);
    const found = this.answers.get(key(trace.id, "update", asked));
    if (!found) question.update = asked;
    return /** @type {Proposal | undefined} */ (found) ?? null;
  }

  /**
   * What the step that is planned does to everybody else, once it is known; else it is asked for. The step itself comes
   * first: it is there at once.
   *
   * @param {Trace} trace
   * @param {Proposal} proposal
   * @param {Question} question
   */
  judged(trace, proposal, question) {
    if (trace.digit.given) return null; // there is nobody else
    const asked = /** @type {[string, number]} */ ([this.update.optimizer.value, proposal.rate]);
    const found = this.answers.get(key(trace.id, "everybody", asked));
    if (!found) question.everybody = asked;
    return /** @type {Everybody | undefined} */ (found) ?? null;
  }

  /**
   * Asks once, and only when a person has stopped: one who has heard of a step has, or who has opened a panel.
   *
   * @param {Trace} trace
   * @param {Question} question
   */
  ask(trace, question) {
    const asked = { id: trace.id, ...question };
    const words = Object.keys(question).length && !trace.alone ? JSON.stringify(asked) : "";
    if (!words || words === this.asked) return;
    clearTimeout(this.asking);
    this.asking = setTimeout(
      () => {
        this.asked = words;
        this.desk.ask(asked);
      },
      question.everybody || this.turned ? 0 : STOPPED,
    );
  }

  /**
   * @param {Trace | null} trace the one on show
   * @param {Answer} answer
   */
  hear(trace, { id, answer }) {
    if (!trace || id !== trace.id || !answer) return;
    for (const { name, index, values } of answer.slices ?? []) refine(trace, name, index, values);
    const { difference, update, everybody } = answer;
    if (difference) this.answers.set(key(id, "difference", difference.asked), difference);
    if (update) this.answers.set(key(id, "update", update.asked), update);
    if (everybody) this.answers.set(key(id, "everybody", everybody.asked), everybody);
    this.desk.draw();
  }
}

/**
 * @param {string} id of a trace
 * @param {Kind} kind
 * @param {unknown} asked
 */
const key = (id, kind, asked) => `${id} ${kind} ${asked}`;
