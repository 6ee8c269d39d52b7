// The packet that Python sends (dashboard/trace_payload.py), opened: equations, and arrays by name.

import { Calculator } from "./equation.js";

/** The text of a packet, and its content as bytes of their own. */
export function unpack(packet) {
  const length = new DataView(packet.buffer, packet.byteOffset, 4).getUint32(0, true);
  return { head: JSON.parse(new TextDecoder().decode(packet.subarray(4, 4 + length))), content: packet.subarray(4 + length) };
}

export class Trace {
  constructor({ head, content: bytes }) {
    const content = bytes.slice().buffer; // a copy, so that numbers start at multiples of four
    Object.assign(this, head);
    this.names = Object.assign({}, ...this.equations.map((equation) => equation.names));
    this.arrays = new Map();
    this.nodeNumbers = new Map();
    for (const { name, shape, start, bytes, scale } of head.arrays) {
      const size = shape.reduce((a, b) => a * b, 1);
      const sent = bytes === "f4" ? new Float32Array(content, start, size) : Float32Array.from(new Int8Array(content, start, size), (v) => v * scale);
      this.arrays.set(name, { name, shape, strides: strides(shape), data: sent, exact: bytes === "f4" });
    }
    this.calculator = new Calculator(this);
    this.byName = new Map(this.equations.map((equation) => [equation.name, equation]));
    for (const equation of this.equations) if (!this.arrays.has(equation.name)) this.arrays.set(equation.name, this.computed(equation));
  }

  array(name) {
    return this.arrays.get(name);
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

  /** The address of entry k as a person reads it: unit 7, [602, 7]; the example is left out where there is only one. */
  address(name, k) {
    const array = this.array(name), entry = unflatten(k, array);
    const shown = !this.isParameter(name) && array.shape.length > 1 && array.shape[0] === 1 ? entry.slice(1) : entry;
    return shown.join(", ");
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
      name: equation.name, shape, strides: strides(shape), exact: true,
      get data() {
        if (data) return data;
        data = new Float32Array(shape.reduce((a, b) => a * b, 1));
        const f = calculator.of(equation.rhs), at = calculator.at({}), slots = equation.indices.map(({ index }) => calculator.slot(index));
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

  /** The indices of an equation's left side for one entry, as its calculator reads them. */
  at(equation, k) {
    const entry = unflatten(k, this.array(equation.name));
    return this.calculator.at(Object.fromEntries(equation.indices.map(({ index }, d) => [index, entry[d]])));
  }

  /** What the equation gives for entry k, computed here from the numbers on its right side. */
  value(equation, k) {
    return this.calculator.of(equation.rhs)(this.at(equation, k));
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
