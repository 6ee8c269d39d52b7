// The network of the first page without a server: every layer of units is a weighted sum and what is above zero of it,
// and the last one a softmax.

/** @import { Pass } from "../flow/net.js" */

/** @typedef {{ sizes: number[], theta: Float32Array }} Reader how many units each layer has, and all parameters */

/**
 * What stands on the wires behind the activations, and the probabilities.
 *
 * @param {Reader} reader
 * @param {Uint8Array} levels of 28 × 28 pixels
 * @returns {Pass}
 */
export function passed({ sizes, theta }, levels) {
  let x = Array.from(levels, (v) => v / 255);
  let from = 0;
  const layers = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const units = sizes[layer];
    const z = Array.from({ length: units }, (_, j) => {
      const sum = x.reduce((all, v, i) => all + v * theta[from + i * units + j], 0); // W lies row by row, (in, out)
      return sum + theta[from + x.length * units + j];
    });
    from += (x.length + 1) * units;
    if (layer === sizes.length - 1) return { layers, p: softmax(z) };
    x = z.map((v) => Math.max(0, v));
    layers.push(x);
  }
  throw new Error("a network has a layer");
}

/** @param {number[]} z */
function softmax(z) {
  const most = Math.max(...z);
  const powers = z.map((v) => Math.exp(v - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / all);
}
