// The time line of a run. Python sends all checkpoints at once; going through them stays in the browser.

import { share } from "../shared/numbers.js";
import { channels, paint } from "../shared/theme.js";

const COLUMNS = 5;
const PACE = 450; // milliseconds from one checkpoint to the next
const states = new WeakMap(); // where a person is, for each mounted time line

export default function ({ data, parentElement: root, setStateValue }) {
  const find = (name) => root.querySelector(`.${name}`);
  const last = data.moments.length - 1;
  const state = states.get(root) ?? { at: last, step: null, reported: null, change: false };
  states.set(root, state);
  state.at = state.step === null ? last : nearest(data.moments, state.step);
  const colours = paint(find("timeline"), data.colours);
  const decoded = data.moments.map((moment) => moment.weights && numbers(moment.weights));
  find("seen").hidden = !decoded[0];

  const show = () => {
    const moment = data.moments[state.at];
    find("cursor").value = state.at;
    find("cursor").setAttribute("aria-valuetext", `step ${moment.step}`);
    find("moment").textContent = moment.sentence;
    if (decoded[0])
      weights(
        find("seen").querySelector("canvas"),
        decoded[state.at],
        state.change ? decoded[0] : null,
        colours,
        moment.step,
      );
    opinions(root.querySelector("ol"), data.digits, moment.p);
    state.step = state.at === last ? null : moment.step; // null: who looks at the newest goes along with it
    clearTimeout(state.report);
    if (state.step !== state.reported)
      state.report = setTimeout(() => setStateValue("step", (state.reported = state.step)), 300);
  };
  const play = (on) => {
    clearInterval(state.timer);
    state.timer = on ? setInterval(() => state.advance(), PACE) : null;
    find("play").textContent = on ? "Pause" : "Play";
    find("play").setAttribute("aria-pressed", on);
  };
  state.advance = () => {
    // of the newest data: while it plays, more checkpoints may come
    state.at += 1;
    show();
    if (state.at >= last) play(false);
  };
  find("cursor").max = last;
  find("cursor").oninput = (event) => {
    play(false);
    state.at = Number(event.target.value);
    show();
  };
  find("change").checked = state.change;
  find("change").onchange = (event) => {
    state.change = event.target.checked;
    show();
  };
  find("play").onclick = () => {
    play(!state.timer);
    if (!state.timer || state.at < last) return;
    state.at = 0;
    show();
  };
  show();
  return () => {
    clearInterval(state.timer);
    clearTimeout(state.report);
  };
}

/** Where the moment is that comes closest to a step: while a run goes on, older ones are thinned out. */
const nearest = (moments, step) =>
  moments.reduce(
    (best, moment, k) => (Math.abs(moment.step - step) < Math.abs(moments[best].step - step) ? k : best),
    0,
  );

/** Bytes in base64 as numbers from −127 to 127. */
const numbers = (text) => Int8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** One picture of 28 × 28 for each unit, in rows. */
function weights(canvas, now, start, colours, step) {
  const units = now.length / 784;
  const [ground, negative, positive] = [colours.background, colours.negative, colours.value].map(channels);
  const side = 29;
  canvas.width = COLUMNS * side - 1;
  canvas.height = Math.ceil(units / COLUMNS) * side - 1;
  const context = canvas.getContext("2d");
  for (let unit = 0; unit < units; unit++) {
    const image = context.createImageData(28, 28);
    for (let k = 0; k < 784; k++) {
      const value = now[unit * 784 + k] - (start ? start[unit * 784 + k] : 0);
      const ink = value < 0 ? negative : positive;
      const share = Math.min(1, Math.abs(value) / 127);
      for (let c = 0; c < 3; c++) image.data[4 * k + c] = ground[c] + share * (ink[c] - ground[c]);
      image.data[4 * k + 3] = 255;
    }
    context.putImageData(image, (unit % COLUMNS) * side, Math.floor(unit / COLUMNS) * side);
  }
  canvas.setAttribute(
    "aria-label",
    `Weights into the first ${units} hidden units after step ${step}${start ? ", less those at the start" : ""}.`,
  );
}

/** Each digit, ten bars for the ten classes, and the guess in words. */
function opinions(list, digits, p) {
  while (list.children.length < digits.length) list.append(row(digits[list.children.length]));
  digits.forEach(({ label }, n) => {
    const item = list.children[n];
    const best = p[n].indexOf(Math.max(...p[n]));
    const bars = item.querySelector(".bars").children;
    p[n].forEach((value, k) => (bars[k].style.height = `${Math.max(0, Math.min(100, 100 * value))}%`));
    const verdict = item.querySelector(".verdict");
    verdict.textContent = `${best}, ${share(p[n][best])} ${best === label ? "✓" : "✗"}`;
    verdict.className = `verdict ${best === label ? "right" : "wrong"}`;
  });
}

function row({ pixels, label }) {
  const item = document.createElement("li");
  item.innerHTML =
    '<canvas width="28" height="28" role="img"></canvas><div class="bars" aria-hidden="true"></div><span class="verdict"></span>';
  const canvas = item.querySelector("canvas");
  canvas.setAttribute("aria-label", `A handwritten ${label}, taken for`);
  const image = canvas.getContext("2d").createImageData(28, 28);
  [...atob(pixels)].forEach((letter, k) => image.data.set([...Array(3).fill(255 - letter.charCodeAt(0)), 255], 4 * k));
  canvas.getContext("2d").putImageData(image, 0, 0);
  for (let k = 0; k < 10; k++) {
    const bar = document.createElement("i");
    bar.classList.toggle("label", k === label);
    item.querySelector(".bars").append(bar);
  }
  return item;
}
