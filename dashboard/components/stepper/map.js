// The whole network as a map: one column an array, its value above and its gradient below. A button is the operation that fills it.

import { nodes } from "../equation/calculator.js";
import { math, Printer } from "../equation/mathml.js";
import { about, Picture } from "../picture/picture.js";

const SVG = "http://www.w3.org/2000/svg";
const COLUMN = 70,
  THUMB = 38,
  LANE = 70,
  ABOVE = 10;

/** The arrays of some equations, in the order in which these meet them. */
export function columns(equations) {
  const found = [];
  for (const equation of equations) {
    for (const t of nodes(equation.rhs)) if (t.op === "ref" && !found.includes(t.name)) found.push(t.name);
    found.push(equation.name);
  }
  return found;
}

export class NetworkMap {
  /** `choose(step)` is called when an operation is clicked. */
  constructor(element, choose) {
    this.element = element;
    this.choose = choose;
  }

  show(trace, colours) {
    const names = columns(trace.equations.filter((equation) => equation.direction === "forward")),
      printer = new Printer(trace);
    this.trace = trace;
    this.colours = colours;
    this.places = new Map();
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    const width = (this.width = names.length * COLUMN),
      height = ABOVE + 2 * LANE + 8;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    Object.assign(this.svg.style, { width: `${width}px`, height: `${height}px` });
    const scene = document.createElement("div");
    scene.className = "scene";
    scene.style.width = `${width}px`;
    scene.style.height = `${height}px`;
    scene.append(this.svg);
    names.forEach((value, column) => {
      [value, `d${value}`].forEach((name, lane) => {
        if (trace.array(name)) this.node(name, column, lane, printer);
      });
    });
    const inOrder = [...this.places.values()].sort((one, other) => one.step - other.step); // in which the Tab key meets them
    scene.append(...inOrder.map(({ element }) => element));
    this.paths = trace.equations.flatMap((equation, k) => this.arrows(equation, k + 1));
    this.svg.append(...this.paths.map(({ path }) => path));
    this.element.replaceChildren(scene);
  }

  /** The same network with another pass through it: what has changed is drawn again. */
  refill(trace) {
    if (trace === this.trace) return;
    this.trace = trace;
    for (const [name, place] of this.places) if (place.picture.take(trace.array(name))) place.drawn = false;
  }

  node(name, column, lane, printer) {
    const { trace } = this,
      step = 1 + trace.equations.findIndex((equation) => equation.name === name);
    const element = document.createElement(step ? "button" : "div");
    const picture = new Picture(trace.array(name), about(trace, name));
    const { canvas } = picture.fit(THUMB, THUMB);
    element.className = `node ${trace.role(name)}`;
    element.style.left = `${column * COLUMN}px`;
    element.style.top = `${ABOVE + lane * LANE}px`;
    const frame = document.createElement("span");
    frame.className = "thumb";
    frame.append(canvas);
    const label = document.createElement("span");
    label.className = "label";
    label.innerHTML = math(printer.name(name, [], true));
    element.append(frame, label);
    if (step) {
      element.type = "button";
      element.setAttribute("aria-label", `Step ${step}: ${spoken(trace, name)}`);
      element.onclick = () => this.choose(step);
    }
    this.places.set(name, {
      x: column * COLUMN + COLUMN / 2,
      y: ABOVE + lane * LANE + THUMB / 2 + 3,
      element,
      step,
      picture,
      drawn: false,
    });
  }

  /** A line from each array that an operation reads to the one that it fills. */
  arrows(equation, step) {
    const to = this.places.get(equation.name);
    const read = new Set([...nodes(equation.rhs)].filter((t) => t.op === "ref").map((t) => t.name));
    return [...read]
      .filter((name) => this.places.has(name) && name !== equation.name)
      .map((name) => {
        const from = this.places.get(name),
          path = document.createElementNS(SVG, "path");
        const side = to.x > from.x ? 1 : -1,
          half = THUMB / 2 + 3;
        const [x1, x2] = to.x === from.x ? [from.x, to.x] : [from.x + side * half, to.x - side * half];
        const far = Math.abs(to.x - from.x) > COLUMN && to.y === from.y;
        const lift = far ? (to.y > LANE ? half + 22 : -half) : 0;
        path.setAttribute(
          "d",
          far
            ? `M${from.x} ${from.y + (lift > 0 ? half + 16 : lift)} Q${(from.x + to.x) / 2} ${from.y + lift * 1.25} ${to.x} ${to.y + (lift > 0 ? half + 16 : lift)}`
            : `M${x1} ${from.y} L${x2} ${to.y}`,
        );
        path.setAttribute("class", equation.direction);
        return { path, step, name };
      });
  }

  /** Lights the operation of a step; what comes later is not computed yet. */
  light(step, hidden, width, scroll) {
    for (const { path, step: own } of this.paths) {
      path.classList.toggle("lit", own === step);
      path.classList.toggle("later", own > step);
    }
    const feeding = new Set(this.paths.filter((arrow) => arrow.step === step).map(({ name }) => name));
    for (const [name, place] of this.places) {
      const { element, step: own } = place;
      if (own <= step && !place.drawn) {
        place.picture.draw(this.colours);
        place.drawn = true;
      }
      element.classList.toggle("later", own > step || (hidden && own === step));
      element.classList.toggle("feeds", feeding.has(name));
      element.classList.toggle("current", own === step && own > 0);
      if (own && own === step) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
    if (this.width <= width) return; // nothing to scroll, and scrolling would lay the page out at once
    const current = [...this.places.values()].find((place) => place.step === step);
    this.element.scrollTo({ left: current ? current.x - width / 2 : 0, behavior: scroll });
  }
}

/** How a quantity is read out. */
export function spoken(trace, name) {
  const { letter, partial, layer } = trace.names[name] ?? { letter: name };
  const own = (letter ?? partial).replace("δ", "delta") + (layer === undefined ? "" : ` of layer ${layer}`);
  return partial ? `the gradient of ${own}` : own;
}
