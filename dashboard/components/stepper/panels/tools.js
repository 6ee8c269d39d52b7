// The panels below the pictures, and the questions that they, and coarse arrays, put to Python.

import { Change } from "./change.js";
import { missing, missingAt, refine } from "../../equation/exact.js";
import { Keep } from "./keep.js";
import { about, Picture } from "../../picture/picture.js";
import { tabs } from "./tabs.js";
import { Update } from "./update.js";
import { Why } from "./why.js";

export class Tools {
  /** `stepper`: {draw, changes(next, lasting), history, ask(question)}. */
  constructor(element, stepper) {
    const find = (selector) => element.querySelector(selector);
    this.stepper = stepper;
    this.why = new Why(find("#panel-why"));
    this.change = new Change(find("#panel-change"), stepper);
    this.update = new Update(
      find("#panel-update"),
      () => stepper.draw(),
      (steps) => stepper.set({ ...stepper.trace.changes, steps }, true),
    );
    this.keep = new Keep(find("#panel-keep"));
    this.open = "working";
    this.answers = new Map(); // by what was asked about which trace
    this.asked = "";
    tabs(find(".tools"), (name) => {
      this.open = name;
      stepper.draw();
    });
  }

  answer(trace, kind, what) {
    return this.answers.get(`${trace.id} ${kind} ${what}`) ?? null;
  }

  /** `subject`: the entry that the panels are about; `marks`: those pinned and pointed at. True if the step's numbers are exact. */
  show({ trace, equation, at, subject, marks, colours }) {
    const wire = subject && trace.wire(subject.name),
      question = {};
    const rough = equation ? missing(trace, equation, at) : [];
    const slices = [
      ...rough,
      ...marks.flatMap((mark) => missingAt(trace, mark)),
      ...(this.open === "why" ? this.why.needs(trace, subject) : []),
    ];
    if (slices.length) question.slices = slices;
    if (this.open === "why") {
      const slope = [wire, subject?.k],
        measurable = wire && (wire === "x" || trace.isParameter(wire));
      if (measurable && !this.answer(trace, "difference", slope)) question.difference = slope;
      this.why.show(trace, subject, colours, measurable ? this.answer(trace, "difference", slope) : null);
    }
    if (this.open === "change") this.change.show(trace, subject);
    if (this.open === "update") {
      const plan = this.update.plan(trace),
        found = this.answer(trace, "update", [plan.optimizer, plan.rate]);
      if (!found && plan.rate !== null) question.update = [plan.optimizer, plan.rate];
      this.update.show(found, colours);
    }
    if (this.open === "keep") {
      this.keep.show(trace, subject?.name ?? equation?.name ?? "x", (name) =>
        new Picture(trace.array(name), about(trace, name)).fit(1200, 900).draw(colours),
      );
    }
    this.ask(trace, question);
    return rough.length === 0;
  }

  /** Asks once, and only when a person has stopped. */
  ask(trace, question) {
    const words = Object.keys(question).length ? JSON.stringify({ id: trace.id, ...question }) : "";
    if (!words || words === this.asked) return;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => {
      this.asked = words;
      this.stepper.setState("question", JSON.parse(words));
    }, 120);
  }

  hear(trace, { id, answer }) {
    if (id !== trace?.id || !answer) return;
    for (const { name, index, values } of answer.slices ?? []) refine(trace, name, index, values);
    for (const kind of ["difference", "update"]) {
      if (answer[kind]) this.answers.set(`${id} ${kind} ${answer[kind].asked}`, answer[kind]);
    }
    this.stepper.draw();
  }
}
