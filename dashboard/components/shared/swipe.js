// A finger drawn across the page turns to what comes next, or before.

const FAR = 50; // pixels

/**
 * Calls `turn` with 1 for a swipe to the left and −1 for one to the right; one over what scrolls across is left to it.
 *
 * @param {EventTarget} element
 * @param {(direction: 1 | -1) => void} turn
 */
export function hearSwipes(element, turn) {
  /** @type {{ clientX: number, clientY: number } | null} */
  let start = null;
  const begin = (/** @type {Event} */ event) => {
    const { touches } = /** @type {TouchEvent} */ (event);
    start = touches.length === 1 && !event.composedPath().some(keeps) ? touches[0] : null;
  };
  element.addEventListener("touchstart", begin, { passive: true });
  element.addEventListener("touchend", (event) => {
    if (!start) return;
    const [end] = /** @type {TouchEvent} */ (event).changedTouches;
    const across = end.clientX - start.clientX;
    if (Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY))
      turn(across < 0 ? 1 : -1);
    start = null;
  });
}

/** Does this want the finger for itself? @param {EventTarget} target */
function keeps(target) {
  if (!(target instanceof Element)) return false;
  const scrolls = target.scrollWidth > target.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(target).overflowX);
  return scrolls || target.matches("input");
}
