// A picture is made smaller as Pillow makes it, to the last grey level: each of its pixels is a weighted mean of those
// around it, by Lanczos's window, along the rows first and then along the columns.
//
// C. E. Duchon, “Lanczos filtering in one and two dimensions”, Journal of Applied Meteorology, 1979. Pillow reckons its
// weights in whole numbers of 2⁻²².

/** @typedef {{ levels: Uint8Array, width: number, height: number }} Picture grey levels, row by row */

const LOBES = 3;
const ONE = 2 ** 22;

/** @param {number} x */
const sinc = (x) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

/** @param {number} x */
const lanczos = (x) => (-LOBES <= x && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0);

/**
 * @param {Picture} picture
 * @param {number} width
 * @param {number} height
 * @returns {Picture}
 */
export function resized(picture, width, height) {
  const across = along(picture, width);
  return turned(along(turned(across), height));
}

/**
 * A picture whose rows have another length.
 *
 * @param {Picture} picture
 * @param {number} length
 * @returns {Picture}
 */
function along(picture, length) {
  const { levels, width, height } = picture;
  if (length === width) return picture;
  const found = new Uint8Array(length * height);
  for (let x = 0; x < length; x++) {
    const { first, weights } = around(x, width, length);
    for (let y = 0; y < height; y++) {
      const sum = weights.reduce((all, w, k) => all + w * levels[y * width + first + k], ONE / 2);
      found[y * length + x] = Math.min(255, Math.max(0, Math.floor(sum / ONE)));
    }
  }
  return { levels: found, width: length, height };
}

/**
 * Which pixels of a row of `before` pixels count for pixel x of a row of `after`, and how much.
 *
 * @param {number} x
 * @param {number} before
 * @param {number} after
 */
function around(x, before, after) {
  const scale = before / after;
  const reach = Math.max(scale, 1);
  const middle = (x + 0.5) * scale;
  const first = Math.max(0, Math.trunc(middle - LOBES * reach + 0.5));
  const end = Math.min(before, Math.trunc(middle + LOBES * reach + 0.5));
  const shares = Array.from({ length: end - first }, (_, k) => lanczos((k + first - middle + 0.5) * (1 / reach)));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const whole = (/** @type {number} */ w) => Math.trunc(w * ONE + (w < 0 ? -0.5 : 0.5));
  return { first, weights: shares.map((share) => whole(share / all)) };
}

/**
 * Rows for columns.
 *
 * @param {Picture} picture
 * @returns {Picture}
 */
function turned({ levels, width, height }) {
  const found = levels.map((_, k) => levels[(k % height) * width + Math.floor(k / height)]);
  return { levels: found, width: height, height: width };
}
