// What goes through each unit of the next layer to each class, as a picture.

/** @import { Colours, Path } from "../../types" */

import { Picture } from "../../picture/picture.js";
import { text } from "../../shared/numbers.js";

/**
 * The paths summed by where they pass first and last; null where they do not branch twice, or carry nothing.
 *
 * @param {Path[]} paths
 * @param {Colours} colours
 * @param {number} room
 */
export function heat(paths, colours, room) {
  const steps = Math.max(0, ...paths.map(({ route }) => route.length));
  const ranges = Array.from({ length: steps }, (_, d) => 1 + Math.max(...paths.map(({ route }) => route[d])));
  const wide = ranges.flatMap((range, d) => (range > 1 ? [d] : []));
  if (wide.length < 2 || paths.every(({ value }) => value === 0)) return null;
  const first = wide[0];
  const last = wide[wide.length - 1];
  const units = ranges[first];
  const classes = ranges[last];
  const data = new Float32Array(units * classes);
  for (const { value, route } of paths) data[route[last] * units + route[first]] += value;
  const array = { shape: [1, classes, units], strides: [units * classes, units, 1], data };
  const picture = new Picture(array, { role: "gradient", example: 0 });
  picture.fit(Math.min(420, Math.max(200, room * 0.4)), 220).draw(colours);
  picture.canvas.setAttribute("role", "img");
  const most = text(picture.most);
  const caption = document.createElement("figcaption");
  picture.canvas.setAttribute("aria-label", `Contributions of the paths by unit and class, the largest ${most}`);
  const each = `each of ${units} units (across) to each of ${classes} classes (down)`;
  caption.textContent = `What goes through ${each}, up to ±${most}`;
  const figure = document.createElement("figure");
  figure.className = "heat";
  figure.append(caption, picture.canvas);
  return figure;
}
