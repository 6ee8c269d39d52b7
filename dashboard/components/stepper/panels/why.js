// "Why this number?": one gradient as a sum over every path from its cause to the loss.

import { missing } from "../../equation/exact.js";
import { math, number, Printer } from "../../equation/mathml.js";
import { text } from "../../shared/numbers.js";
import { follow, unroll } from "../../equation/paths.js";
import { Picture } from "../../picture/picture.js";
import { place } from "../../equation/sentence.js";

const SHOWN = 5;

export class Why {
  constructor(element) {
    this.element = element;
  }

  /** The slices of coarse arrays without which the paths are not exact. */
  needs(trace, mark) {
    const equation = mark && trace.byName.get(`d${trace.wire(mark.name)}`);
    if (!equation) return [];
    if (this.nestedFor !== equation) this.nested = unroll(trace, equation);
    this.nestedFor = equation;
    return missing(trace, { rhs: this.nested }, trace.at(equation, mark.k));
  }

  /** `mark`: the entry asked about; its gradient is followed. `slope` is the finite difference once Python has measured it. */
  show(trace, mark, colours, slope) {
    const name = mark && `d${trace.wire(mark.name)}`,
      equation = trace.byName.get(name);
    if (!equation) {
      this.element.innerHTML =
        "<p>Click a weight, a pixel or a unit to pin it. Then every path from it to the loss is listed here.</p>";
      return;
    }
    const { k } = mark,
      rough = this.needs(trace, mark).length;
    const key = `${trace.id} ${name} ${k} ${rough}`;
    if (key !== this.key) this.found = follow(trace, equation, k);
    this.key = key;
    const { paths, count, cut, over } = this.found,
      total = paths.reduce((sum, path) => sum + path.value, 0);
    const letters = new Printer(trace),
      address = new Printer(trace, { mode: "address", at: trace.at(equation, k).slice() });
    const dead = paths.filter((path) => path.value === 0).length,
      shown = paths.filter((path) => path.value !== 0).slice(0, SHOWN);
    const others = paths.length - dead - shown.length;
    const rest = total - shown.reduce((sum, path) => sum + path.value, 0);
    const box = document.createElement("div");
    box.className = "why";
    const from = place(trace, trace.wire(name), k);
    const listed = `
        <p>${count === 1 ? "One path leads" : `${count.toLocaleString("en")} paths lead`} from ${from} to the loss${
          dead ? `; ${dead === paths.length ? "all" : dead.toLocaleString("en")} of them carry exactly nothing` : ""
        }${cut ? ". There are too many to list: the smallest were left out on the way" : ""}.</p>
        <ol class="paths" tabindex="0" aria-label="The largest paths">${shown.map((path) => `<li>${this.path(trace, path)}</li>`).join("")}
          ${others > 0 ? `<li>${others.toLocaleString("en")} other ${others === 1 ? "path" : "paths"}: ${math(number(rest))}</li>` : ""}</ol>`;
    const many = `<p>About ${text(count, 2)} paths lead from ${from} to the loss, too many to follow one by one: this is what backpropagation is for. Pin a number nearer to the loss, or choose a smaller network, to see paths.</p>`;
    box.innerHTML = `
      <div class="nested" tabindex="0" role="group" aria-label="The gradient with every factor written out">${math(`${letters.print(equation.lhs)}<mo>=</mo>${letters.print(this.nested)}`)}</div>
      <div>${over ? many : listed}</div>
      <figure class="heat"></figure>
      <p class="equal" role="status"></p>`;
    const result = trace.array(name).data[k];
    const measured = slope
      ? ` ${slope.crossed.length ? "≠?" : "="} <b class="measured">${text(slope.value)}</b> by finite difference`
      : "";
    const kinks = slope?.crossed.length
      ? ` Careful: within h = ${text(slope.h)} ${slope.crossed.length === 1 ? "a unit changes side" : `${slope.crossed.length} units change side`} at a kink (${slope.crossed
          .slice(0, 3)
          .map(([wire, unit]) => `${wire}[${unit}]`)
          .join(", ")}), where the slope jumps.`
      : "";
    const summed = over
      ? ""
      : `<b class="summed">${text(total)}</b> as the sum of ${cut ? "the largest" : "all"} paths ${cut ? "≈" : "="} `;
    box.querySelector(".equal").innerHTML =
      `${summed}<b class="gradient propagated">${text(result)}</b> backpropagated${measured}.${kinks}`;
    this.heat(box.querySelector(".heat"), trace, paths, colours);
    this.element.replaceChildren(box);
  }

  /** One path twice: its symbols, and its numbers. */
  path(trace, { factors, value }) {
    const print = (mode) =>
      factors
        .map(({ tree, at }) => new Printer(trace, { mode, at: at.slice() }).print(tree, 2))
        .join('<mo lspace="0.15em" rspace="0.15em">·</mo>');
    return `${math(print("address"))}${math(`<mo>=</mo>${print("numbers")}<mo>=</mo>${number(value, ' class="result"')}`)}`;
  }

  /** What goes through each unit of the next layer to each class. */
  heat(element, trace, paths, colours) {
    const steps = Math.max(0, ...paths.map((path) => path.route.length)),
      ranges = [];
    for (let d = 0; d < steps; d++) ranges.push(1 + Math.max(...paths.map((path) => path.route[d])));
    const wide = ranges
      .map((range, d) => [range, d])
      .filter(([range]) => range > 1)
      .map(([, d]) => d);
    if (wide.length < 2 || paths.every((path) => path.value === 0)) return element.remove();
    const [first, last] = [wide[0], wide.at(-1)],
      units = ranges[first],
      classes = ranges[last];
    const data = new Float32Array(units * classes);
    for (const path of paths) data[path.route[last] * units + path.route[first]] += path.value;
    const array = { shape: [1, classes, units], strides: [units * classes, units, 1], data };
    const picture = new Picture(array, { role: "gradient", example: 0 })
      .fit(Math.min(420, Math.max(200, this.element.clientWidth * 0.4)), 220)
      .draw(colours);
    element.innerHTML = `<figcaption>What goes through each of ${units} units (across) to each of ${classes} classes (down), up to ±${text(picture.most)}</figcaption>`;
    picture.canvas.setAttribute("role", "img");
    picture.canvas.setAttribute(
      "aria-label",
      `Contributions of the paths by unit and class, the largest ${text(picture.most)}`,
    );
    element.append(picture.canvas);
  }
}
