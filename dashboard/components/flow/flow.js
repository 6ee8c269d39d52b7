// The opening picture. Python sends every digit once; choosing another one stays in the browser.
// What a person draws goes to Python, where the network is, and comes back as one more digit.

import { share } from "../shared/numbers.js";
import { pad } from "./pad.js";
import { isDark, paint } from "../shared/theme.js";

const SVG = "http://www.w3.org/2000/svg";
const states = new WeakMap(); // what is on show, for each mounted picture

export default function ({ data, parentElement: root, setStateValue }) {
  const find = (name) => root.querySelector(`.${name}`);
  const state = states.get(root) ?? { shown: 0, drawing: false };
  states.set(root, state);
  paint(find("flow"), data.colours);
  const dark = isDark(find("flow"));

  const show = () => {
    for (const name of ["paper", "norm", "undo", "clear"]) find(name).hidden = !state.drawing;
    find("flow").classList.toggle("drawing", state.drawing);
    find("draw").setAttribute("aria-pressed", state.drawing);
    draw(root, data, state.drawing ? data.drawn : data.digits[state.shown], dark || state.drawing);
    if (state.drawing && state.sent && state.sent.pixels === data.drawn?.pixels) {
      arrive(find("shown"), state.sent.from);
      state.sent = null;
    }
  };
  const draws = (drawing) => {
    state.drawing = drawing;
    setStateValue("drawn", (drawing && state.drawn?.pixels) || null); // Python hears of a drawing while it is on show
  };
  const go = (test) => {
    const n = data.digits.length;
    const steps = Array.from({ length: n }, (_, k) => (state.shown + k + 1) % n);
    if (state.drawing) draws(false);
    state.shown = steps.find((k) => test(data.digits[k]));
    show();
    clearTimeout(state.report);
    state.report = setTimeout(() => setStateValue("digit", data.digits[state.shown].index), 250);
  };
  const wrong = (digit) => argmax(digit.p) !== digit.label;
  find("next").onclick = () => go((digit) => !wrong(digit));
  find("wrong").onclick = () => go(wrong);

  state.pad ??= pad(find("pad"), (digit) =>
    state.send(digit && { pixels: btoa(String.fromCharCode(...digit.bytes)), from: digit.from }),
  );
  state.send = (drawn) => {
    state.sent = state.drawn = drawn;
    setStateValue("drawn", drawn?.pixels ?? null);
  };
  find("undo").onclick = state.pad.undo;
  find("clear").onclick = state.pad.clear;
  find("draw").onclick = () => {
    draws(!state.drawing);
    show();
    if (state.drawing) find("pad").focus();
  };
  show();
  find("flow").inert = false; // from now on a click is heard
  return () => clearTimeout(state.report);
}

const argmax = (numbers) => numbers.indexOf(Math.max(...numbers));

// A drawing moves from where it was drawn to where it is as the network sees it.
function arrive(canvas, from) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const along = (pixels) => `${(100 * pixels) / 28}%`; // of the frame
  const raw = `translate(${along(from.left)}, ${along(from.top)}) scale(${from.scale})`;
  canvas.animate({ transform: [raw, raw, "none"], offset: [0, 0.2, 1] }, { duration: 900, easing: "ease-in-out" });
}

function draw(root, data, digit, dark) {
  const verdict = root.querySelector(".verdict");
  if (!digit) {
    root.querySelector(".shown").getContext("2d").clearRect(0, 0, 28, 28);
    net(root.querySelector("svg"), data, { layers: [Array(32).fill(0), Array(16).fill(0)], p: Array(10).fill(0) });
    root.querySelector(".bars").replaceChildren(...Array.from({ length: 10 }, (_, k) => bar(null, k)));
    verdict.textContent = "Draw a digit in the black square: what does the network take it for?";
    return;
  }
  const best = argmax(digit.p);
  const sure = share(digit.p[best]).replace("> ", "more than ").replace(" %", "\u00a0%");
  const opinion = `The network says <span class="value">${best}</span>, with a probability of ${sure}.`;
  pixels(root.querySelector(".shown"), digit, dark);
  net(root.querySelector("svg"), data, digit);
  root.querySelector(".bars").replaceChildren(...digit.p.map((p, k) => bar(p, k, digit.label, best)));
  if (digit.label === undefined) verdict.innerHTML = `${opinion} Is it right?`;
  else if (best === digit.label)
    verdict.innerHTML = `${opinion} The label says <span class="truth">${digit.label}</span>, too.`;
  else
    verdict.innerHTML = `${opinion} The label says <span class="truth">${digit.label}</span>, which got ${share(digit.p[digit.label])}.`;
}

function pixels(canvas, digit, dark) {
  canvas.setAttribute("aria-label", `A handwritten ${digit.label ?? "digit"}, 28 by 28 pixels`);
  const ink = Uint8Array.from(atob(digit.pixels), (c) => c.charCodeAt(0));
  const image = new ImageData(28, 28);
  ink.forEach((v, k) => image.data.set([...Array(3).fill(dark ? v : 255 - v), 255], 4 * k));
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function bar(p, k, label, best) {
  const row = document.createElement("li");
  row.className = `${k === best ? "best" : ""} ${k === label ? "label" : ""}`;
  row.innerHTML = `<b>${k}</b><span class="track"><span class="fill" style="width:${100 * p}%"></span></span><span class="share">${p === null ? "–" : share(p)}</span>`;
  return row;
}

// Units as dots (strokes without length stay round however the picture is stretched), filled as strongly as they are active;
// lines where a unit moves one of the next layer most.
function net(svg, data, digit) {
  const columns = [digit.layers[0], digit.layers[1], digit.p];
  const x = [100, 300, 400];
  const y = (n, k) => (320 * (k + 0.5)) / n;
  const parts = [];
  const line = (x1, y1, x2, y2, value, most, stage) => {
    const strength = Math.abs(value) / (most || 1);
    if (strength < 0.12) return;
    parts.push(
      make("line", {
        x1,
        y1,
        x2,
        y2,
        class: "late",
        style: `--stage:${stage}`,
        stroke: `var(--${value > 0 ? "value" : "negative"})`,
        "stroke-width": 2.5 * strength,
        opacity: 0.15 + 0.6 * strength,
      }),
    );
  };
  const highest = Math.max(...columns[0]);
  columns[0].forEach((a, j) => line(0, 160, x[0], y(32, j), a, highest, 0));
  for (let layer = 0; layer < 2; layer++) {
    const W = data.weights[layer];
    const flows = columns[layer].map((a, i) => W[i].map((w) => a * w));
    const most = Math.max(...flows.flat().map(Math.abs));
    flows.forEach((row, i) =>
      row.forEach((v, j) =>
        line(x[layer], y(columns[layer].length, i), x[layer + 1], y(row.length, j), v, most, layer + 1),
      ),
    );
  }
  for (let layer = 0; layer < 2; layer++) {
    const top = Math.max(...columns[layer]);
    columns[layer].forEach((a, k) => {
      const dot = { d: `M${x[layer]} ${y(columns[layer].length, k)}h.01`, "stroke-linecap": "round" };
      const size = layer ? 13 : 8;
      parts.push(make("path", { ...dot, stroke: "var(--st-text-color)", "stroke-width": size + 2 }));
      parts.push(make("path", { ...dot, stroke: "var(--st-background-color)", "stroke-width": size }));
      parts.push(
        make("path", {
          ...dot,
          class: "late",
          style: `--stage:${layer}`,
          stroke: "var(--value)",
          "stroke-opacity": a / (top || 1),
          "stroke-width": size,
        }),
      );
    });
  }
  svg.replaceChildren(...parts);
  const active = columns.slice(0, 2).map((column) => column.filter((a) => a > 0).length);
  svg.setAttribute(
    "aria-label",
    `${active[0]} of 32 units of the first layer and ${active[1]} of 16 of the second are active`,
  );
}

function make(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
