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
      return Array.from({ length: count }, (_, k) => ({
        x1,
        y1,
        x2,
        y2,
        begins: turn * time * 0.8 + k * between,
        dot: make(
          "circle",
          { r: size, cx: x1, cy: y1, fill: line.getAttribute("stroke") ?? "", opacity: 0 },
          drawing.flying,
        ),
      }));
    }),
  );
  const step = (/** @type {number} */ now) => {
    let moving = false;
    for (const { dot, x1, y1, x2, y2, begins } of dots) {
      const share = (now - start - begins) / time;
      moving ||= share < 1;
      dot.setAttribute("opacity", share > 0 && share < 1 ? "1" : "0");
      const eased = Math.min(1, Math.max(0, share));
      dot.setAttribute("cx", String(x1 + (x2 - x1) * eased));
      dot.setAttribute("cy", String(y1 + (y2 - y1) * eased));
    }
    if (moving) frame = requestAnimationFrame(step);
    else drawing.flying.replaceChildren();
  };
  frame = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(frame);
    drawing.flying.replaceChildren();
  };
}
