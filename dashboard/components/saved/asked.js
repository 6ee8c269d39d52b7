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
 * @property {string[]} packed what is said to every answer, of each question that it has
 */

/** @typedef {{ field: Component, progress: Component }} Parts */

const COUNTS = "It counts only if you say it before you see it.";
const AGAIN = " “Another one” asks you again.";

/**
 * The first question of an exercise, and by a click the others, one after another and round again.
 *
 * @param {Asked} asked
 * @param {Parts} parts
 * @param {Palette} colours
 */
export function ask(asked, parts, colours) {
  const root = element(document, `[data-asked="${asked.name}"]`, HTMLElement);
  const one = element(root, ".one", HTMLElement);
  const another = root.querySelector("button.another");
  const ones = [one, ...root.querySelectorAll("template")].map(({ innerHTML }) => innerHTML);
  /** @type {string[]} */
  const firsts = []; // what was first said to each
  let leave = put(one, asked, 0, firsts, parts, colours);
  if (!(another instanceof HTMLButtonElement)) return;
  let shown = 0;
  another.hidden = false;
  one.tabIndex = -1;
  another.onclick = () => {
    leave();
    shown = (shown + 1) % ones.length;
    one.innerHTML = ones[shown];
    leave = put(one, asked, shown, firsts, parts, colours);
    one.focus(); // and is read out
  };
}

/**
 * A question is there to be answered, until it is left.
 *
 * @param {HTMLElement} root
 * @param {Asked} asked
 * @param {number} k which of its questions it is
 * @param {string[]} firsts
 * @param {Parts} parts
 * @param {Palette} colours
 */
function put(root, { name, first, packed }, k, firsts, parts, colours) {
  const verdict = element(root, ".verdict", HTMLElement);
  const solution = element(root, "details", HTMLDetailsElement);
  const badge = mount(element(root, ".badge", HTMLElement), parts.progress);
  const says = unpacked(packed[k]);
  const late = `<p class="check">${COUNTS}${packed.length > 1 ? AGAIN : ""}</p>`;
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
    if (answer) firsts[k] ??= answer;
    const counts = !first || firsts[k] === answer;
    verdict.innerHTML = found.says + (found.right && !counts ? late : "");
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
    return () => leave();
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
  return () => leave();
}
