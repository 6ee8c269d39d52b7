// "Copy and save": an array as NumPy text, its picture as PNG or SVG, the view as a link.

import { vector } from "../../picture/svg.js";

const MOST = 120_000; // entries that are still written out

/** An array as a line of NumPy. Seven digits are all that float32 carries. */
export function numpyText(name, { shape, data }) {
  const write = (v) =>
    Number.isFinite(v) ? String(Number(v.toPrecision(7))) : Number.isNaN(v) ? "np.nan" : v < 0 ? "-np.inf" : "np.inf";
  let k = 0;
  const nest = (d) =>
    d === shape.length ? write(data[k++]) : `[${Array.from({ length: shape[d] }, () => nest(d + 1)).join(", ")}]`;
  return `${name} = np.array(${nest(0)})`;
}

export class Keep {
  constructor(element) {
    this.element = element;
    element.innerHTML = `
      <div class="controls">
        <label>Array <select class="which"></select></label>
        <button type="button" class="numpy">Copy as NumPy text</button>
        <button type="button" class="png">Save its picture (PNG)</button>
        <button type="button" class="svg">Save its picture (SVG)</button>
        <button type="button" class="link">Copy the link to this view</button>
        <span class="done" role="status"></span>
      </div>
      <p>The whole trace, in full precision: the button “Save the trace” below.</p>`;
    this.find = (selector) => element.querySelector(selector);
    this.find(".numpy").onclick = () => {
      const name = this.find(".which").value,
        array = this.trace.array(name);
      if (array.data.length > MOST || !array.exact)
        return this.say(`${name} is too large to copy. “Save the trace” has it.`);
      this.copy(numpyText(name, array), `${name} is copied.`);
    };
    this.find(".link").onclick = () =>
      this.copy(location.href, "The link is copied: digit, network, label, step and pin are in it.");
    this.find(".png").onclick = () =>
      this.picture(this.find(".which").value).canvas.toBlob((blob) => this.save(blob, "png"));
    this.find(".svg").onclick = () =>
      this.save(new Blob([vector(this.picture(this.find(".which").value))], { type: "image/svg+xml" }), "svg");
  }

  say(words) {
    this.find(".done").textContent = words;
  }

  async copy(words, done) {
    try {
      await navigator.clipboard.writeText(words);
      this.say(done);
    } catch {
      this.say("The browser does not let this page copy. Select the text below.");
      const box = document.createElement("textarea");
      box.readOnly = true;
      box.value = words;
      box.setAttribute("aria-label", "Text to copy");
      this.find("textarea")?.remove();
      this.element.append(box);
      box.select();
    }
  }

  save(blob, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${this.find(".which").value}.${ending}`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /** `picture(name)`: the drawn picture of the array. */
  show(trace, current, picture) {
    this.picture = picture;
    const select = this.find(".which");
    if (trace !== this.trace) {
      this.trace = trace;
      select.replaceChildren(...[...trace.arrays.keys()].map((name) => new Option(name, name)));
    }
    if (current && current !== this.current) select.value = current;
    this.current = current;
  }
}
