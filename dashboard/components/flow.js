// The opening picture. Python sends every digit once; choosing another one stays in the browser.

const SVG = "http://www.w3.org/2000/svg";
const states = new WeakMap(); // what is on show, for each mounted picture

export default function ({ data, parentElement: root, setStateValue }) {
  const state = states.get(root) ?? { shown: 0 };
  states.set(root, state);
  const dark = isDark(root);
  for (const [name, pair] of Object.entries(data.colours)) {
    root.querySelector(".flow").style.setProperty(`--${name}`, pair[dark ? 1 : 0]);
  }

  const show = (k) => {
    state.shown = k;
    draw(root, data, data.digits[k], dark);
  };
  const go = (k) => {
    show(k);
    clearTimeout(state.report);
    state.report = setTimeout(() => setStateValue("digit", data.digits[k].index), 250);
  };
  const wrong = (digit) => argmax(digit.p) !== digit.label;
  const following = (test) => {
    const n = data.digits.length;
    for (let k = 1; k <= n; k++) if (test(data.digits[(state.shown + k) % n])) return (state.shown + k) % n;
    return state.shown;
  };
  root.querySelector(".next").onclick = () => go(following((digit) => !wrong(digit)));
  root.querySelector(".wrong").onclick = () => go(following(wrong));
  show(state.shown);
  return () => clearTimeout(state.report);
}

function isDark(root) {
  const host = root.host ?? root;
  const [r, g, b] = getComputedStyle(host).getPropertyValue("--st-background-color").match(/[0-9a-f]{2}/gi).map((x) => parseInt(x, 16));
  return r + g + b < 384;
}

const argmax = (numbers) => numbers.indexOf(Math.max(...numbers));

function draw(root, data, digit, dark) {
  const best = argmax(digit.p);
  pixels(root.querySelector("canvas"), digit, dark);
  net(root.querySelector("svg"), data, digit, best);
  root.querySelector(".bars").replaceChildren(...digit.p.map((p, k) => bar(p, k, digit.label, best)));
  const verdict = root.querySelector(".verdict");
  verdict.innerHTML =
    `The network says <span class="value">${best}</span>, with a probability of ${percent(digit.p[best]).replace(" %", "\u00a0%")}. ` +
    `The person who wrote it meant <span class="truth">${digit.label}</span>` +
    (best === digit.label ? "." : `, and got ${percent(digit.p[digit.label])}.`);
}

const percent = (p) => (p > 0.9995 ? "> 99.9 %" : p < 0.0005 ? "< 0.1 %" : `${(100 * p).toFixed(1)} %`);

function pixels(canvas, digit, dark) {
  canvas.setAttribute("aria-label", `A handwritten ${digit.label}, 28 by 28 pixels`);
  const ink = Uint8Array.from(atob(digit.pixels), (c) => c.charCodeAt(0));
  const image = new ImageData(28, 28);
  ink.forEach((v, k) => image.data.set([...Array(3).fill(dark ? v : 255 - v), 255], 4 * k));
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function bar(p, k, label, best) {
  const row = document.createElement("li");
  row.className = `${k === best ? "best" : ""} ${k === label ? "label" : ""}`;
  row.innerHTML =
    `<b>${k}</b><span class="track"><span class="fill" style="width:${100 * p}%"></span></span><span class="share">${percent(p)}</span>`;
  return row;
}

// Units as dots (strokes without length stay round however the picture is stretched), as bright as they are active; lines where a unit moves one of the next layer most.
function net(svg, data, digit, best) {
  const columns = [digit.layers[0], digit.layers[1], digit.p];
  const x = [100, 300, 400];
  const y = (n, k) => (320 * (k + 0.5)) / n;
  const parts = [];
  const line = (x1, y1, x2, y2, value, most, stage) => {
    const strength = Math.abs(value) / most;
    if (strength < 0.12) return;
    parts.push(
      make("line", { x1, y1, x2, y2, class: "late", style: `--stage:${stage}`, stroke: `var(--${value > 0 ? "value" : "negative"})`, "stroke-width": 2.5 * strength, opacity: 0.15 + 0.6 * strength }),
    );
  };
  const highest = Math.max(...columns[0]);
  columns[0].forEach((a, j) => line(0, 160, x[0], y(32, j), a, highest, 0));
  for (let layer = 0; layer < 2; layer++) {
    const W = data.weights[layer];
    const flows = columns[layer].map((a, i) => W[i].map((w) => a * w));
    const most = Math.max(...flows.flat().map(Math.abs));
    flows.forEach((row, i) =>
      row.forEach((v, j) => line(x[layer], y(columns[layer].length, i), x[layer + 1], y(row.length, j), v, most, layer + 1)),
    );
  }
  for (let layer = 0; layer < 2; layer++) {
    const top = Math.max(...columns[layer]);
    columns[layer].forEach((a, k) => {
      const dot = { d: `M${x[layer]} ${y(columns[layer].length, k)}h.01`, "stroke-linecap": "round" };
      const size = layer ? 13 : 8;
      parts.push(make("path", { ...dot, stroke: "var(--st-text-color)", "stroke-width": size + 2 }));
      parts.push(make("path", { ...dot, stroke: "var(--st-background-color)", "stroke-width": size }));
      parts.push(make("path", { ...dot, class: "late", style: `--stage:${layer}`, stroke: "var(--value)", "stroke-opacity": a / top, "stroke-width": size }));
    });
  }
  svg.replaceChildren(...parts);
  const active = columns.slice(0, 2).map((column) => column.filter((a) => a > 0).length);
  svg.setAttribute("aria-label", `${active[0]} of 32 units of the first layer and ${active[1]} of 16 of the second are active; the answer is ${best}`);
}

function make(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
