// An empty place for a component in a page without Streamlit.

/** @typedef {{ page: string, look: string }} Component what its elements are, and how they look */

/**
 * What a component finds as its root within `host`; its look stays in there.
 *
 * @param {HTMLElement} host
 * @param {Component} component
 */
export function mount(host, { page, look }) {
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `<style>${look}</style>${page}`;
  return /** @type {HTMLElement} */ (/** @type {unknown} */ (root));
}
