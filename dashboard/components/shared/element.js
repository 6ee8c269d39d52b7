// Elements of a component, by their selectors.

/**
 * The element in `root` that a selector names, of this kind. One that is missing is a fault of the page, and is told.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function element(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof (kind ?? Element))) throw new Error(`there is no ${kind?.name ?? "element"} “${selector}”`);
  return /** @type {T} */ (found);
}

/**
 * What draws on a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function context(canvas, settings) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", settings));
}

/**
 * A canvas that stands on no page. Every browser has these; an OffscreenCanvas came to iPads with iOS 16.4.
 *
 * @param {number} width
 * @param {number} height
 */
export const unseen = (width, height) => Object.assign(document.createElement("canvas"), { width, height });
