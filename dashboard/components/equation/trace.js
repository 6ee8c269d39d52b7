// One pass through a network: its equations, and every array by name.

/** @import { At, Edits, Equation, Mark, NamedArray, NetworkHead, PassHead, Role, Tree, Unpacked } from "../types" */
/** @import { Known } from "./packet.js" */

import { Calculator } from "./calculator.js";
import { readEdits } from "./codec.js";
import { arrays, strides, unflatten } from "./packet.js";
import { nodes } from "./tree.js";

export const ROUNDING = 1e-13; // of what is added up: what is smaller is no number but an error

const YOURS = "yours "; // before the name of an array of somebody else's pass

export class Trace {
  /**
   * `network` is what all passes have in common; `pass` is the unpacked packet of one.
   *
   * @param {Known} network
   * @param {Unpacked<PassHead>} pass
   */
  constructor(network, pass) {
    const { equations, definitions, optimizers, start, bounds, alone = false } = network.head;
    const { id, of, sizes, digit, label, network: name, changes, unchanged, board } = pass.head;
    this.equations = equations;
    this.definitions = definitions;
    this.optimizers = optimizers;
    this.start = start; // where the address says to begin
    this.bounds = bounds; // of what may be typed
    this.alone = alone; // nobody answers: this is a saved page
    this.id = id;
    this.of = of; // the id of the network's packet
    this.sizes = sizes;
    this.digit = digit;
    this.label = label; // the class that the loss compares with
    this.network = name;
    this.changes = changes;
    this.board = board; // what the drawing board needs
    this.unchanged = unchanged; // loss and probability before the changes

    this.names = Object.assign({}, ...equations.map((equation) => equation.names));
    /** @type {Map<string, NamedArray>} */
    this.theirs = new Map(); // arrays of somebody else's pass, under our names
    /** @type {Map<string, NamedArray>} */
    this.arrays = new Map(edited(network.arrays, changes));
    for (const [name, array] of arrays(pass)) {
      if (name.startsWith(YOURS)) this.theirs.set(name.slice(YOURS.length), array);
      else this.arrays.set(name, array);
    }
    this.agrees = pass.head.agrees ?? {}; // which of theirs do
    /** @type {Map<Tree, number>} */
    this.nodeNumbers = new Map();
    /** @type {Map<string, number>} */
    this.found = new Map(); // the largest entries that were looked for
    /** @type {Map<string, number> | null} */
    this.exampleAxes = null;
    this.calculator = new Calculator(this);
    this.byName = new Map(equations.map((equation) => [equation.name, equation]));
    for (const equation of equations) {
      if (!this.has(equation.name)) this.arrays.set(equation.name, this.computed(equation));
      this.array(equation.name).vanishes = () => this.vanishes(equation);
    }
  }

  /** @param {string} name */
  has(name) {
    return this.arrays.has(name);
  }

  /** @param {string} name */
  array(name) {
    const array = this.arrays.get(name);
    if (!array) throw new Error(`this pass has no array ${name}`);
    return array;
  }

  /**
   * The equation that computes an array which is known to have one.
   *
   * @param {string} name
   */
  equation(name) {
    const equation = this.byName.get(name);
    if (!equation) throw new Error(`no equation computes ${name}`);
    return equation;
  }

  /**
   * The step that computes an array; 0 for what is there from the beginning.
   *
   * @param {string | undefined} name
   */
  stepOf(name) {
    return 1 + this.equations.findIndex((equation) => equation.name === name);
  }

  /**
   * The entry furthest from 0.
   *
   * @param {string} name
   */
  largest(name) {
    const { data } = this.array(name);
    let best = this.found.get(name);
    if (best !== undefined) return best;
    best = 0;
    for (let k = 1; k < data.length; k++) if (Math.abs(data[k]) > Math.abs(data[best])) best = k;
    this.found.set(name, best);
    return best;
  }

  /**
   * @param {string} name
   * @returns {Role}
   */
  role(name) {
    return this.names[name]?.role ?? "value";
  }

  /** @param {string} name */
  isGradient(name) {
    return this.role(name) === "gradient";
  }

  /**
   * The name of what flows forward on the wire of this array, or of the parameter: z1 for z1 and for dz1.
   *
   * @param {string} name
   */
  wire(name) {
    return this.isGradient(name) ? name.slice(1) : name;
  }

  /**
   * Is this a parameter or the gradient of one?
   *
   * @param {string} name
   */
  isParameter(name) {
    return this.role(this.wire(name)) === "parameter";
  }

  /**
   * Which axis of an array counts the examples: the one that the equations index by n; −1 where there is none.
   *
   * @param {string} name
   */
  exampleAxis(name) {
    this.exampleAxes ??= exampleAxes(this.equations);
    return this.exampleAxes.get(name) ?? -1;
  }

  /**
   * The example that entry k belongs to, and its address within it; the example is null where there is one only.
   *
   * @param {string} name
   * @param {number} k
   */
  locate(name, k) {
    const array = this.array(name);
    const entry = unflatten(k, array);
    const axis = this.exampleAxis(name);
    if (axis < 0) return { example: null, entry };
    return { example: array.shape[axis] === 1 ? null : entry[axis], entry: entry.filter((_, d) => d !== axis) };
  }

  /**
   * The address of entry k as a person reads it.
   *
   * @param {string} name
   * @param {number} k
   */
  address(name, k) {
    const { example, entry } = this.locate(name, k);
    return (example === null ? entry : [example, ...entry]).join(", ");
  }

  /**
   * A number for each node of each tree, by which formulas on the page find back to it.
   *
   * @param {Tree} t
   */
  nodeNumber(t) {
    const known = this.nodeNumbers.get(t);
    if (known !== undefined) return known;
    this.nodeNumbers.set(t, this.nodeNumbers.size);
    return this.nodeNumbers.size - 1;
  }

  /**
   * An array that was not sent: each entry is computed from its equation when the array is first looked at.
   *
   * @param {Equation} equation
   * @returns {NamedArray}
   */
  computed(equation) {
    const { calculator } = this;
    const shape = equation.indices.map(({ high }) => 1 + calculator.bound(high)([]));
    /** @type {Float64Array | null} */
    let data = null;
    return {
      name: equation.name,
      shape,
      strides: strides(shape),
      exact: true,
      get data() {
        data ??= calculator.entries(equation, shape);
        return data;
      },
    };
  }

  /**
   * How many terms cancel in this entry, so that only their rounding errors are left; 0 where they do not.
   *
   * @param {Equation} equation
   * @param {At} at
   * @param {number} k
   */
  cancelling({ name, rhs }, at, k) {
    if (rhs.op !== "sum") return 0;
    const { terms } = this.calculator.terms(rhs, at);
    const whole = terms.reduce((total, { value }) => total + Math.abs(value), 0);
    return Math.abs(this.array(name).data[k]) < ROUNDING * whole ? terms.length : 0;
  }

  /**
   * Whether an array is nothing but rounding errors: even its largest entry is.
   *
   * @param {Equation} equation
   */
  vanishes(equation) {
    const k = this.largest(equation.name);
    return Boolean(this.cancelling(equation, this.at(equation, k), k));
  }

  /**
   * The indices of an equation's left side for one entry, as its calculator reads them.
   *
   * @param {Equation} equation
   * @param {number} k
   */
  at(equation, k) {
    const entry = unflatten(k, this.array(equation.name));
    return this.calculator.at(Object.fromEntries(equation.indices.map(({ index }, d) => [index, entry[d]])));
  }
}

/**
 * The parameters with what a person changed in them; those of the network stay as they are.
 *
 * @param {Map<string, NamedArray>} parameters
 * @param {Edits} changes
 */
function edited(parameters, { edits }) {
  const found = new Map(parameters);
  for (const { name, k, value } of readEdits(edits)) {
    const array = found.get(name);
    if (!array) continue;
    const data = array.data.slice();
    data[k] = value;
    found.set(name, { ...array, data, slices: array.slices?.slice() });
  }
  return found;
}

/**
 * For each array the axis that is indexed by n, as the first reference to it has it.
 *
 * @param {Equation[]} equations
 */
function exampleAxes(equations) {
  /** @type {Map<string, number>} */
  const axes = new Map();
  const counts = (/** @type {Tree} */ i) => i.op === "index" && i.name.replaceAll("'", "") === "n";
  for (const side of equations.flatMap(({ lhs, rhs }) => [lhs, rhs])) {
    for (const t of nodes(side)) if (t.op === "ref" && !axes.has(t.name)) axes.set(t.name, t.indices.findIndex(counts));
  }
  return axes;
}
