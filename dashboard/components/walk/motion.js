// Dots that travel along the lines that are drawn: forward what is sent, backward the blame.

import { make } from "../shared/svg.js";

const TIME = 560; // milliseconds along a line
const TOGETHER = 90; // between the dots of one line
const DOTS = 3;
const LINES = 26;

/**
 * Lets dots travel along the strongest lines of one gap after the other; what is returned ends it at once.
 *
 * @param {{ strongest: (gap: number, most: number) => Element[], flying: Element }} drawing
 * @param {[gap: number, direction: number][]} moves +1 forward, −1 back
 */
export function travel(drawing, moves) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || !moves.length) return () => {};
  const start = performance.now();
  let frame = 0;
  const dots = moves.flatMap(([gap, direction], turn) =>
    drawing.strongest(gap, LINES).flatMap((line) => {
      const ends = ["x1", "y1", "x2", "y2"].map((name) => Number(line.getAttribute(name)));
      const [x1, y1, x2, y2] = direction > 0 ? ends : [ends[2], ends[3], ends[0], ends[1]];
      return Array.from({ length: DOTS }, (_, k) => ({
        x1,
        y1,
        x2,
        y2,
        begins: turn * TIME * 0.8 + k * TOGETHER,
        dot: make(
          "circle",
          { r: 3.6, cx: x1, cy: y1, fill: line.getAttribute("stroke") ?? "", opacity: 0 },
          drawing.flying,
        ),
      }));
    }),
  );
  const step = (/** @type {number} */ now) => {
    let moving = false;
    for (const { dot, x1, y1, x2, y2, begins } of dots) {
      const share = (now - start - begins) / TIME;
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
