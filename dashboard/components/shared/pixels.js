// Numbers as pixels. The colour of a signed number is decided here, and by the same law in lessons/page/signed.py.

/** @typedef {number[]} Channels red, green and blue, from 0 to 255 */
/** @typedef {{ zero: Channels, negative: Channels, positive: Channels }} Poles of a signed scale, and its zero */

/**
 * How strong a colour is for a share of the largest entry. Most entries of an array are far smaller than its largest
 * one: on a linear scale they would be all but invisible.
 *
 * @param {number} share
 */
export const strength = (share) => share ** 0.6;

/**
 * The colour of a signed number, where `most` has the full one.
 *
 * @param {number} value
 * @param {number} most
 * @param {Poles} poles
 * @returns {Channels}
 */
export function signed(value, most, { zero, negative, positive }) {
  if (Number.isNaN(value)) return mix(zero, UNDEFINED, 0.5);
  return mix(zero, value < 0 ? negative : positive, most ? strength(Math.min(1, Math.abs(value) / most)) : 0);
}

const UNDEFINED = [128, 128, 128]; // what is not a number is grey

/**
 * @param {Channels} a
 * @param {Channels} b
 * @param {number} share
 */
const mix = (a, b, share) => a.map((v, c) => Math.round(v + (b[c] - v) * share));

/**
 * The largest absolute value, by which a picture is scaled.
 *
 * @param {ArrayLike<number>} data
 */
export function extreme(data) {
  let most = 0;
  for (let k = 0; k < data.length; k++) {
    const size = Math.abs(data[k]);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}

/**
 * How bright a colour looks, from 0 to 255.
 *
 * @param {Channels} colour
 */
export const brightness = ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue;

/**
 * The place of the largest number.
 *
 * @param {ArrayLike<number>} numbers
 */
export function argmax(numbers) {
  const all = Array.from(numbers);
  return all.indexOf(Math.max(...all));
}

/**
 * The bytes that base64 stands for.
 *
 * @param {string} text
 */
export const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Draws a digit's grey levels on a canvas of its size: ink on paper, or light on a dark ground.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} levels 0 is paper, 255 is ink
 * @param {boolean} [dark]
 */
export function drawDigit(canvas, levels, dark = false) {
  const { width, height } = canvas;
  const image = new ImageData(width, height);
  levels.forEach((v, k) => {
    image.data.set([...Array(3).fill(dark ? v : 255 - v), 255], 4 * k);
  });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}
