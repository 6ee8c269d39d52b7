// The picture of an array as SVG: a square an entry, sharp at every size.

/** @import { Poles } from "../shared/pixels.js" */
/** @import { Picture } from "./picture.js" */

import { text } from "../shared/numbers.js";
import { signed } from "../shared/pixels.js";
import { css, inkOn, poles } from "./colours.js";

/**
 * A picture that has been drawn. Entries of one colour share a path.
 *
 * @param {Picture} picture
 */
export function vector(picture) {
  const { layout, cell, left, most, width, height, colours, role } = picture;
  const { data } = picture.array;
  const ends = poles(colours, role);
  /** @type {Map<string, string[]>} */
  const paths = new Map();
  layout.tiles.forEach((tile, t) => {
    layout.cells.forEach((offset, c) => {
      const [x, y] = layout.spot(t, c);
      const shade = css(signed(data[tile + offset], most, ends));
      const squares = paths.get(shade) ?? [];
      squares.push(`M${x} ${y}h1v1h-1z`);
      paths.set(shade, squares);
    });
  });
  const squares = [...paths].map(([shade, squares]) => `<path fill="${shade}" d="${squares.join("")}"/>`).join("");
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>
<g transform="translate(${left} 0) scale(${cell})" shape-rendering="crispEdges">${squares}</g>
${layout.list ? numbers(picture, ends) : ""}</svg>`;
}

/**
 * Beside each row its number, and in it the entry.
 *
 * @param {Picture} picture
 * @param {Poles} ends
 */
function numbers({ layout, cell, left, most, array, colours }, ends) {
  const written = layout.cells.map((k, row) => {
    const y = (row + 0.5) * cell[1] + 4;
    const ink = inkOn(signed(array.data[k], most, ends), colours);
    const label = `<text x="${left - 6}" y="${y}" fill="${colours.text}">${row}</text>`;
    return `${label}<text x="${left + cell[0] - 6}" y="${y}" fill="${ink}">${text(array.data[k])}</text>`;
  });
  return `<g font-family="monospace" font-size="12" text-anchor="end">${written.join("")}</g>`;
}
