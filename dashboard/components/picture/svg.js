// The picture of an array as SVG: a square an entry, sharp at every size.

import { text } from "../shared/numbers.js";
import { colour, poles } from "./picture.js";

/** `picture`: one that has been drawn. Entries of one colour share a path. */
export function vector(picture) {
  const { layout, cell, left, most, width, height } = picture,
    { data } = picture.array,
    ends = poles(picture.colours, picture.role);
  const paths = new Map();
  layout.tiles.forEach((tile, t) => {
    layout.cells.forEach((offset, c) => {
      const [x, y] = layout.spot(t, c),
        shade = `rgb(${colour(data[tile + offset], most, ends)})`;
      if (!paths.has(shade)) paths.set(shade, []);
      paths.get(shade).push(`M${x} ${y}h1v1h-1z`);
    });
  });
  const squares = [...paths].map(([shade, squares]) => `<path fill="${shade}" d="${squares.join("")}"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<g transform="translate(${left} 0) scale(${cell})" shape-rendering="crispEdges">${squares}</g>
${layout.list ? numbers(picture, ends) : ""}</svg>`;
}

/** Beside each row its number, and in it the entry. */
function numbers({ layout, cell, left, most, array, colours }, ends) {
  const written = layout.cells.map((k, row) => {
    const y = (row + 0.5) * cell[1] + 4,
      [r, g, b] = colour(array.data[k], most, ends);
    const ink = 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#111" : "#fff";
    return `<text x="${left - 6}" y="${y}" fill="${colours.text}">${row}</text><text x="${left + cell[0] - 6}" y="${y}" fill="${ink}">${text(array.data[k])}</text>`;
  });
  return `<g font-family="monospace" font-size="12" text-anchor="end">${written.join("")}</g>`;
}
