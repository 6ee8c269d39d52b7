// A question of a saved lesson: answered, judged at once, explained.

/** @import { Palette } from "../types" */
/** @import { Component } from "./mount.js" */

import answerField from "../exercise/answer_field.js";
import progress from "../exercise/progress.js";
import { element } from "../shared/element.js";
import { judge } from "./judge.js";
import { mount } from "./mount.js";
import { unpacked } from "./packed.js";

/**
 * @typedef {object} Asked
 * @property {string} name by which this browser remembers that it is done
 * @property {boolean} first whether only the first answer counts, because the verdict on it shows what is right
 * @property {string} packed what is said to every answer
 */

/** @typedef {{ field: Component, progress: Component }} Parts */

const COUNTS = "It counts only if you say it before you see it.";

/**
 * @param {Asked} asked
 * @param {Parts} parts
 * @param {Palette} colours
 */
export function ask({ name, first, packed }, parts, colours) {
  const root = element(document, `[data-asked="${name}"]`, HTMLElement);
  const verdict = element(root, ".verdict", HTMLElement);
  const solution = element(root, "details", HTMLDetailsElement);
  const badge = mount(element(root, ".badge", HTMLElement), parts.progress);
  const says = unpacked(packed);
  /** @type {string | null} */
  let before = null;

  /** @param {boolean} solved @param {boolean} missed */
  const mark = (solved, missed) =>
    progress({
      data: { ids: [name], solved, missed, receipt: "", colours },
      parentElement: badge,
      setStateValue: () => {},
      setTriggerValue: () => {},
    });
  let leave = mark(false, false);

  /** @param {string} answer */
  const answered = (answer) => {
    const found = judge(says, answer);
    if (answer) before ??= answer;
    const counts = !first || before === answer;
    verdict.innerHTML = found.says + (found.right && !counts ? `<p class="check">${COUNTS}</p>` : "");
    verdict.classList.toggle("solved", found.right);
    solution.hidden = !answer;
    leave();
    leave = mark(found.right && counts, !found.right && answer !== "");
  };

  solution.hidden = true;
  const form = root.querySelector("form");
  if (form) {
    form.hidden = false;
    form.onsubmit = (event) => {
      event.preventDefault();
      answered(String(new FormData(form).get(name) ?? ""));
    };
    return;
  }
  answerField({
    data: {
      text: "",
      placeholder: "cases" in says && says.whole ? "" : "-0.0213 or 2.13e-2",
      longest: 300,
      numeric: true,
    },
    parentElement: mount(element(root, ".field", HTMLElement), parts.field),
    setStateValue: (event, text) => {
      if (event === "checked") answered(String(text));
    },
    setTriggerValue: () => {},
  });
}
