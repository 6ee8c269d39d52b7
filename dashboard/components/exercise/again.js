// Whether solved questions come back, and which of them are due today. Python hears of these, to ask them.

/** @import { Mounted } from "../types" */

import { apart } from "../shared/apart.js";
import { element } from "../shared/element.js";
import { day, due, next } from "./days.js";
import { again, follow, forget, want } from "./kept.js";

/** @typedef {{ gone: string[], known: { id: string, step: number }[] }} Data `known` is what Python takes to be due */

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  forget(data.gone);
  let told = JSON.stringify(data.known);
  const box = element(root, "input", HTMLInputElement);
  const draw = () => {
    const { on, cards } = again();
    const today = day(new Date());
    const ids = on ? due(cards, today) : [];
    const then = next(cards, today);
    box.checked = on;
    element(root, ".due").textContent = !on
      ? ""
      : ids.length
        ? `${ids.length === 1 ? "One question is" : `${ids.length} questions are`} due today: about six seconds each.`
        : then
          ? `Nothing is due today. The next question comes back on ${spoken(then)}.`
          : "What you solve from now on comes back.";
    const waiting = ids.map((id) => ({ id, step: cards[id].step }));
    const now = JSON.stringify(waiting);
    if (now === told) return;
    told = now;
    apart(() => setStateValue("due", waiting));
  };
  box.onchange = () => want(box.checked);
  return follow(draw);
}

/** @param {string} date "2026-11-28" */
function spoken(date) {
  const [year, month, at] = date.split("-").map(Number);
  return new Date(year, month - 1, at, 12).toLocaleDateString("en", { day: "numeric", month: "long" });
}
