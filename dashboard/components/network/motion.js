// Dots that travel along the lines that are drawn: forward what is sent, backward the blame.

import { make } from "../shared/svg.js";

/**
 * How they travel: milliseconds along a line, and between the dots of one line; how many dots on how many lines; their
 * radius.
 *
 * @typedef {{ time: number, between: number, dots: number, lines: number, size: number }} Pace
 */

/** @type {Pace} */
const SLOW = { time: 560, between: 90, dots: 3, lines: 26, size: 3.6 };

/**
 * Lets dots travel along the strongest lines of one gap after the other; what is returned ends it at once.
 *
 * @param {{ strongest: (gap: number, most: number) => Element[], flying: Element }} drawing
 * @param {[gap: number, direction: number][]} moves +1 forward, −1 back
 * @param {Pace} [pace]
 */
export function travel(drawing, moves, { time, between, dots: count, lines, size } = SLOW) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || !moves.length) return () => {};
  const start = performance.now();
  let frame = 0;
  const dots = moves.flatMap(([gap, direction], turn) =>
    drawing.strongest(gap, lines).flatMap((line) => {
      const ends = ["x1", "y1", "x2", "y2"].map((name) => Number(line.getAttribute(name)));
      const [x1, y1, x2, y2] = direction > 0 ? ends : [ends[2], ends[3], ends[0], ends[1]];
      const colour = line.getAttribute("stroke") ?? "";
      return Array.from({ length: count }, (_, k) => ({
        ...{ x1, y1, x2, y2, colour },
        begins: turn * time * 0.8 + k * between,
      }));
    }),
  );
  // All dots of a colour are one path, of lines without length but with round ends: a frame lays out two elements.
  const look = { "stroke-width": 2 * size, "stroke-linecap": "round", class: "dots" };
  const colours = [...new Set(dots.map(({ colour }) => colour))];
  const paths = new Map(colours.map((stroke) => [stroke, make("path", { ...look, stroke }, drawing.flying)]));
  const step = (/** @type {number} */ now) => {
    let moving = false;
    const places = new Map(colours.map((colour) => [colour, ""]));
    for (const { colour, x1, y1, x2, y2, begins } of dots) {
      const share = (now - start - begins) / time;
      moving ||= share < 1;
      if (share <= 0 || share >= 1) continue;
      const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
      places.set(colour, `${places.get(colour)}M${x.toFixed(1)} ${y.toFixed(1)}h0`);
    }
    for (const [colour, path] of paths) path.setAttribute("d", places.get(colour) ?? "");
    if (moving) frame = requestAnimationFrame(step);
    else drawing.flying.replaceChildren();
  };
  frame = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(frame);
    drawing.flying.replaceChildren();
  };
}
