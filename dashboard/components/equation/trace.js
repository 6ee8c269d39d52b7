// The packet that Python sends (dashboard/views/step/packet.py), opened: equations, and arrays by name.

import { Calculator, nodes } from "./calculator.js";

/** The text of a packet, and its content as bytes of their own. */
export function unpack(packet) {
  const length = new DataView(packet.buffer, packet.byteOffset, 4).getUint32(0, true);
  return {
    head: JSON.parse(new TextDecoder().decode(packet.subarray(4, 4 + length))),
    content: packet.subarray(4 + length),
  };
}

/** The arrays of an unpacked packet, by name. */
export function arrays({ head, content: bytes }) {
  const content = bytes.slice().buffer; // a copy, so that numbers start at multiples of eight
  return new Map(
    head.arrays.map(({ name, shape, start, bytes: kind, scale }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data =
        kind === "i1"
          ? Float32Array.from(new Int8Array(content, start, size), (v) => v * scale)
          : new { f4: Float32Array, f8: Float64Array }[kind](content, start, size);
      return [name, { name, shape, strides: strides(shape), data, exact: kind !== "i1" }];
    }),
  );
}

/** The parameters with what a person changed in them, as "W1:12:-0.3"; those of the network stay as they are. */
function edited(parameters, edits) {
  const found = new Map(parameters);
  for (const [name, k, value] of edits.split("~").map((edit) => edit.split(":"))) {
    const array = found.get(name);
    if (!array) continue;
    const data = array.data.slice();
    data[Number(k)] = Number(value);
    found.set(name, { ...array, data, slices: array.slices?.slice() });
  }
  return found;
}

export class Trace {
  /** `network`: {head, arrays}, what all passes have in common; `pass`: the unpacked packet of one. */
  constructor(network, pass) {
    Object.assign(this, network.head, pass.head);
    this.names = Object.assign({}, ...this.equations.map((equation) => equation.names));
    this.arrays = new Map([...edited(network.arrays, this.changes.edits), ...arrays(pass)]);
    this.nodeNumbers = new Map();
    this.found = new Map(); // the largest entries that were looked for
    this.calculator = new Calculator(this);
    this.byName = new Map(this.equations.map((equation) => [equation.name, equation]));
    for (const equation of this.equations) {
      if (!this.arrays.has(equation.name)) this.arrays.set(equation.name, this.computed(equation));
      this.arrays.get(equation.name).vanishes = () => this.vanishes(equation);
    }
  }

  array(name) {
    return this.arrays.get(name);
  }

  /** The entry furthest from 0. */
  largest(name) {
    const { data } = this.array(name);
    if (!this.found.has(name)) {
      let best = 0;
      for (let k = 1; k < data.length; k++) if (Math.abs(data[k]) > Math.abs(data[best])) best = k;
      this.found.set(name, best);
    }
    return this.found.get(name);
  }

  role(name) {
    return this.names[name]?.role ?? "value";
  }

  isGradient(name) {
    return this.role(name) === "gradient";
  }

  /** The name of what flows forward on the wire of this array, or of the parameter: z1 for z1 and for dz1. */
  wire(name) {
    return this.isGradient(name) ? name.slice(1) : name;
  }

  /** Is this a parameter or the gradient of one? */
  isParameter(name) {
    return this.role(this.wire(name)) === "parameter";
  }

  /** Which axis of an array counts the examples: the one that the equations index by n; −1 where there is none. */
  exampleAxis(name) {
    if (!this.exampleAxes) {
      this.exampleAxes = new Map();
      for (const equation of this.equations) {
        for (const side of [equation.lhs, equation.rhs]) {
          for (const t of nodes(side)) {
            if (t.op === "ref" && !this.exampleAxes.has(t.name))
              this.exampleAxes.set(
                t.name,
                t.indices.findIndex((i) => i.op === "index" && i.name.replaceAll("'", "") === "n"),
              );
          }
        }
      }
    }
    return this.exampleAxes.get(name) ?? -1;
  }

  /** The example that entry k belongs to, and its address within it; the example is null where there is one only. */
  locate(name, k) {
    const array = this.array(name),
      entry = unflatten(k, array),
      axis = this.exampleAxis(name);
    if (axis < 0) return { example: null, entry };
    return { example: array.shape[axis] === 1 ? null : entry[axis], entry: entry.filter((_, d) => d !== axis) };
  }

  /** The address of entry k as a person reads it. */
  address(name, k) {
    const { example, entry } = this.locate(name, k);
    return (example === null ? entry : [example, ...entry]).join(", ");
  }

  /** A number for each node of each tree, by which formulas on the page find back to it. */
  nodeNumber(t) {
    if (!this.nodeNumbers.has(t)) this.nodeNumbers.set(t, this.nodeNumbers.size);
    return this.nodeNumbers.get(t);
  }

  /** An array that was not sent: each entry is computed from its equation when the array is first looked at. */
  computed(equation) {
    const { calculator } = this;
    const shape = equation.indices.map(({ high }) => 1 + calculator.bound(high)([]));
    let data = null;
    return {
      name: equation.name,
      shape,
      strides: strides(shape),
      exact: true,
      get data() {
        if (data) return data;
        data = new Float64Array(shape.reduce((a, b) => a * b, 1));
        const f = calculator.of(equation.rhs),
          at = calculator.at({}),
          slots = equation.indices.map(({ index }) => calculator.slot(index));
        const entry = shape.map(() => 0);
        for (let k = 0; k < data.length; k++) {
          for (let d = 0; d < entry.length; d++) at[slots[d]] = entry[d];
          data[k] = f(at);
          for (let d = entry.length - 1; d >= 0 && ++entry[d] === shape[d]; d--) entry[d] = 0;
        }
        return data;
      },
    };
  }

  /** How many terms take each other away in this entry, so that only their rounding errors are left; 0 where they do not. */
  cancelling({ name, rhs }, at, k) {
    if (rhs.op !== "sum") return 0;
    const { terms } = this.calculator.terms(rhs, at),
      whole = terms.reduce((total, { value }) => total + Math.abs(value), 0);
    return Math.abs(this.array(name).data[k]) < 1e-15 * whole ? terms.length : 0;
  }

  /** The arrays that the sum of an entry reads beyond their edges, too, where they count as 0: each index there is itself a sum. */
  outside({ rhs }, at) {
    const sum = [...nodes(rhs)].find((t) => t.op === "sum");
    const shifted = sum ? [...nodes(sum)].filter((t) => t.op === "ref" && t.indices.some((i) => i.op === "add")) : [];
    if (!shifted.length) return [];
    const { terms, place } = this.calculator.terms(sum, at),
      nothing = terms.filter((term) => term.value === 0).map(place);
    return shifted.filter((t) => nothing.some((there) => this.calculator.place(t)(there) < 0)).map((t) => t.name);
  }

  /** Whether an array is nothing but rounding errors: even its largest entry is. */
  vanishes(equation) {
    const k = this.largest(equation.name);
    return Boolean(this.cancelling(equation, this.at(equation, k), k));
  }

  /** The indices of an equation's left side for one entry, as its calculator reads them. */
  at(equation, k) {
    const entry = unflatten(k, this.array(equation.name));
    return this.calculator.at(Object.fromEntries(equation.indices.map(({ index }, d) => [index, entry[d]])));
  }
}

function strides(shape) {
  const result = new Array(shape.length).fill(1);
  for (let d = shape.length - 2; d >= 0; d--) result[d] = result[d + 1] * shape[d + 1];
  return result;
}

/** The address of the k-th entry of an array. */
export function unflatten(k, { shape, strides }) {
  return shape.map((size, d) => Math.floor(k / strides[d]) % size);
}

export function flatten(entry, { strides }) {
  return entry.reduce((k, i, d) => k + i * strides[d], 0);
}
