// "Copy and save": an array as NumPy text, its picture as PNG or SVG, the view as a link.

/** @import { Trace } from "../../equation/trace.js" */
/** @import { Picture } from "../../picture/picture.js" */

import { columns } from "../../equation/columns.js";
import { vector } from "../../picture/svg.js";
import { changed } from "../../shared/changed.js";
import { element } from "../../shared/element.js";
import { numpyText } from "./numpy.js";

const MOST = 120_000; // entries that are still written out

export class Keep {
  /**
   * @param {HTMLElement} root
   * @param {(name: string) => Picture} picture the drawn picture of an array
   */
  constructor(root, picture) {
    this.root = root;
    /** @type {Trace | null} */
    this.trace = null;
    root.innerHTML = `
      <div class="controls">
        <label>Array <select class="which"></select></label>
        <button type="button" class="numpy">Copy as NumPy text</button>
        <button type="button" class="png">Save its picture (PNG)</button>
        <button type="button" class="svg">Save its picture (SVG)</button>
        <button type="button" class="link">Copy the link to this view</button>
        <span class="done" role="status"></span>
      </div>
      <p class="whole">The whole trace, in full precision: the button “Save the trace” below.</p>`;
    this.which = element(root, ".which", HTMLSelectElement);
    this.done = element(root, ".done");
    const button = (/** @type {string} */ name) => element(root, `.${name}`, HTMLButtonElement);
    button("numpy").onclick = () => this.copyArray();
    button("link").onclick = () =>
      this.copy(location.href, "The link is copied: digit, network, label, step and pin are in it.");
    button("png").onclick = () => picture(this.which.value).canvas.toBlob((blob) => blob && this.save(blob, "png"));
    button("svg").onclick = () =>
      this.save(new Blob([vector(picture(this.which.value))], { type: "image/svg+xml" }), "svg");
  }

  copyArray() {
    if (!this.trace) return;
    const name = this.which.value;
    const array = this.trace.array(name);
    const tooLarge = `${name} is too large to copy. “Save the trace” has it.`;
    if (array.data.length > MOST || !array.exact) this.done.textContent = tooLarge;
    else this.copy(numpyText(name, array), `${name} is copied.`);
  }

  /**
   * @param {string} words
   * @param {string} done
   */
  async copy(words, done) {
    try {
      await navigator.clipboard.writeText(words);
      this.done.textContent = done;
    } catch {
      this.done.textContent = "The browser does not let this page copy. Select the text below.";
      const box = document.createElement("textarea");
      box.readOnly = true;
      box.value = words;
      box.setAttribute("aria-label", "Text to copy");
      this.root.querySelector("textarea")?.remove();
      this.root.append(box);
      box.select();
    }
  }

  /**
   * @param {Blob} blob
   * @param {string} ending
   */
  save(blob, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${this.which.value}.${ending}`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /**
   * @param {Trace} trace
   * @param {string} current the array that the step is about, which is chosen when the step changes
   */
  show(trace, current) {
    for (const part of ["link", "whole"]) element(this.root, `.${part}`).hidden = trace.alone;
    if (trace !== this.trace) this.which.replaceChildren(...choices(trace));
    this.trace = trace;
    if (changed(this, "current", current)) this.which.value = current;
  }
}

/**
 * All arrays to choose from, in the order in which the steps meet them.
 *
 * @param {Trace} trace
 */
function choices(trace) {
  const names = columns(trace.equations);
  const group = (/** @type {string} */ label, /** @type {boolean} */ gradients) => {
    const group = document.createElement("optgroup");
    group.label = label;
    const own = names.filter((name) => trace.isGradient(name) === gradients);
    group.append(...own.map((name) => new Option(name, name)));
    return group;
  };
  return [group("Forward", false), group("Backward", true)];
}
