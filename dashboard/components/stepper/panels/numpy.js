// An array as a line of NumPy.

/** @import { Grid } from "../../types" */

/**
 * Seven digits are all that float32 carries.
 *
 * @param {string} name
 * @param {Pick<Grid, "shape" | "data">} array
 */
export function numpyText(name, { shape, data }) {
  let k = 0;
  /** @type {(axis: number) => string} */
  const nest = (axis) => {
    if (axis === shape.length) return number(data[k++]);
    return `[${Array.from({ length: shape[axis] }, () => nest(axis + 1)).join(", ")}]`;
  };
  return `${name} = np.array(${nest(0)})`;
}

/** @param {number} v */
function number(v) {
  if (Number.isFinite(v)) return String(Number(v.toPrecision(7)));
  return Number.isNaN(v) ? "np.nan" : v < 0 ? "-np.inf" : "np.inf";
}
