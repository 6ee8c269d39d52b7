// What of a pass is drawn as a network, step by step: the numbers that each column of units shows, and what its lines
// carry.

/** @import { Trace } from "../equation/trace.js" */
/** @import { Drawn, Frame, Pass, Scene } from "../network/scene" */

import { unflatten } from "../equation/packet.js";
import { references } from "../equation/tree.js";

const MOST = 64; // units of a column that can be told apart
const PIXELS = 784;
const CLASSES = 10;

/**
 * The size of each column of a pass that can be drawn as pixels, units and outputs with the lines between them; null
 * where it cannot.
 *
 * @param {Trace} trace
 */
export function sizesOf(trace) {
  const sizes = trace.sizes.N === 1 ? chain(trace) : null;
  const drawable = sizes?.[0] === PIXELS && sizes.at(-1) === CLASSES && sizes.slice(1, -1).every((n) => n <= MOST);
  return drawable ? sizes : null;
}

/**
 * The size of each column, from the input to the outputs; null where there is anything but weighted sums, each followed
 * by a bend, the last one by p.
 *
 * @param {Trace} trace
 * @returns {number[] | null}
 */
export function chain(trace) {
  const axis = trace.exampleAxis("x");
  const sizes = [trace.array("x").data.length / (axis < 0 ? 1 : trace.array("x").shape[axis])];
  let wire = "x";
  for (const { name, rhs } of trace.equations.filter((one) => one.direction === "forward")) {
    const k = sizes.length;
    const read = new Set(references(rhs).map((t) => t.name));
    const summed = name === `z${k}` && read.has(`W${k}`) && read.has(wire) && [`W${k}`, `b${k}`, wire];
    const bent = name === `a${k - 1}` && wire === `z${k - 1}` && [wire];
    const ends = (name === "p" && wire === `z${k - 1}`) || name === "L" ? ["p", "y", wire] : null;
    const known = summed || bent || ends;
    if (!known || [...read].some((one) => !known.includes(one))) return null;
    if (summed) sizes.push(trace.array(`b${k}`).data.length);
    if (!ends) wire = name;
  }
  return wire[0] === "z" && trace.has("p") ? sizes : null;
}

/**
 * The numbers of a pass, as a drawing takes them.
 *
 * @param {Trace} trace
 * @param {number[]} sizes
 * @returns {Drawn}
 */
export function drawn(trace, sizes) {
  const numbers = (/** @type {string} */ name) => (trace.has(name) ? Array.from(trace.array(name).data) : []);
  /** @type {Pass} */
  const pass = { caption: "", label: trace.label, switches: [], bend: [[]], arrays: {}, W: [[]] };
  for (const name of ["x", "p", "dx"]) pass.arrays[name] = numbers(name);
  for (let k = 1; k < sizes.length; k++) {
    for (const kind of ["z", "dz", "a", "da"]) pass.arrays[`${kind}${k}`] = numbers(`${kind}${k}`);
    const { dz, da } = { dz: numbers(`dz${k}`), da: numbers(`da${k}`) };
    pass.bend.push(da.map((v, unit) => (v ? dz[unit] / v : 0)));
    if (k === 1) continue;
    const W = numbers(`W${k}`);
    const row = (/** @type {unknown} */ _, /** @type {number} */ i) => W.slice(i * sizes[k], (i + 1) * sizes[k]);
    pass.W.push(Array.from({ length: sizes[k - 1] }, row));
  }
  return { sizes, passes: { "": pass } };
}

/**
 * Where the parts of the drawing stand: each column over the names of its arrays.
 *
 * @param {(name: string) => number} middle of a name, across
 * @param {number[]} sizes
 * @param {number} width
 * @param {number} height
 * @returns {Frame}
 */
export function frame(middle, sizes, width, height) {
  const last = sizes.length - 1;
  const columns = Array.from({ length: last }, (_, at) => {
    const k = at + 1;
    return k === last ? middle(`z${k}`) : (middle(`z${k}`) + middle(`a${k}`)) / 2;
  });
  const side = Math.min(height - 10, (columns[0] ?? width) * 0.6);
  const said = width - columns[last - 1] - 4;
  return {
    digit: [2, (height - side) / 2, side],
    columns,
    units: [2, height - 4],
    radius: (size) => Math.min(9, (0.44 * (height - 4)) / Math.max(size, 10)),
    output: { name: 9, middle: said * 0.42, half: said * 0.27, said, thick: (0.66 * height) / 10 },
    words: false,
  };
}

/**
 * What is on show at a step, and which way something travels.
 *
 * @param {Trace} trace
 * @param {number[]} sizes
 * @param {number} step
 * @param {number | null} entry of the step's result that is looked at
 * @param {boolean} alone does a person look at this entry, and no other?
 * @returns {Scene}
 */
export function scene(trace, sizes, step, entry, alone) {
  const last = sizes.length - 1;
  const done = (/** @type {string} */ name) => trace.has(name) && trace.stepOf(name) <= step;
  const shown = (/** @type {number} */ k) => {
    if (k === 0) return "x";
    const kinds = k === last ? [`dz${k}`, "p", `z${k}`] : [`dz${k}`, `da${k}`, `a${k}`, `z${k}`];
    return kinds.find(done) ?? "";
  };
  const gaps = (/** @type {number} */ gap) => {
    if (gap === 0) return done("dx") ? "blame" : done("z1") ? "signal" : "";
    return done(`da${gap}`) ? "blame" : done(`z${gap + 1}`) ? "signal" : "weight";
  };
  const name = trace.equations[step - 1]?.name ?? "x";
  const [, kind, layer] = name.match(/^(d?[a-zA-Z]+?)(\d*)$/) ?? [];
  const k = Number(layer);
  /** @type {Scene} */
  const found = {
    columns: sizes.map((_, column) => shown(column)),
    flow: sizes.map((_, gap) => gaps(gap)),
    only: {},
    lit: [],
    rings: [],
    crossed: [],
    moves: [],
    of: "",
    beside: null,
    quiet: [],
  };
  /** @type {number[]} */
  let moving = [];
  if (kind === "z") {
    moving = [k - 1];
    found.moves = k > 1 ? [[k - 1, 1]] : [];
    if (alone && entry !== null) found.only[k - 1] = [null, entry];
  } else if (kind === "da") {
    moving = [k];
    found.moves = [[k, -1]];
    if (alone && entry !== null) found.only[k] = [entry, null];
  } else if (kind === "dW" && entry !== null) {
    const [i, j] = unflatten(entry, trace.array(name));
    moving = [k - 1];
    found.flow[k - 1] = "gradient";
    if (k === 1) found.only[0] = [null, j];
    else if (alone) found.only[k - 1] = [i, j];
    found.rings =
      k > 1
        ? [
            [k - 1, i],
            [k, j],
          ]
        : [[k, j]];
  } else if (name === "dx") {
    found.beside = { kind: "picture", pixels: Array.from(trace.array("dx").data), caption: "", shows: "gradient" };
    found.lit = [0, 1];
    moving = [0];
  }
  const column = ["z", "a", "b", "dz", "da", "db"].includes(kind) ? k : name === "p" ? last : 0;
  if (column && entry !== null) found.rings = [[column, entry]];
  if (moving.length) found.lit = moving.flatMap((gap) => [gap, gap + 1]);
  else if (column) found.lit = [column];
  else if (name === "x") found.lit = [0];
  else if (name === "L") found.lit = [last];
  found.quiet = sizes.map((_, gap) => gap).filter((gap) => !moving.includes(gap));
  return found;
}
