// The bar above the map: where a person is among the steps, and the buttons that lead to others.

import { element } from "../shared/element.js";

const STAY = 1800; // milliseconds that a step stays while it plays, at the usual pace
const PACES = { "1×": 1, "2×": 2, "½×": 0.5 };

/**
 * What the bar asks of the stepper.
 *
 * @typedef {object} Steps
 * @property {(step: number) => void} go to a step by hand
 * @property {() => boolean} advance to the next step by itself; false at the last one
 * @property {() => void} inside into the computation, part by part, and out again
 * @property {() => boolean} predict switches guessing on or off, and says which
 */

export class Bar {
  /**
   * @param {HTMLElement} root
   * @param {Steps} steps
   */
  constructor(root, steps) {
    this.steps = steps;
    this.timer = 0;
    this.step = 0;
    this.last = 0;
    const button = (/** @type {string} */ name) => element(root, `.${name}`, HTMLButtonElement);
    this.playing = button("play");
    this.paces = Object.entries(PACES);
    this.pacing = button("pace");
    this.pacing.onclick = () => this.hurry();
    this.hurry(0);
    this.slider = element(root, ".slider", HTMLInputElement);
    this.count = element(root, ".count");
    button("first").onclick = () => steps.go(0);
    button("back").onclick = () => steps.go(this.step - 1);
    button("next").onclick = () => steps.go(this.step + 1);
    button("last").onclick = () => steps.go(this.last);
    button("in").onclick = () => steps.inside();
    button("predict").onclick = () => button("predict").setAttribute("aria-pressed", String(steps.predict()));
    this.playing.onclick = () => this.play();
    this.slider.oninput = () => steps.go(this.slider.valueAsNumber);
  }

  /**
   * @param {number} step
   * @param {number} last
   * @param {string | undefined} name of what the step computes
   */
  show(step, last, name) {
    this.step = step;
    this.last = last;
    this.slider.max = String(last);
    this.slider.value = String(step);
    this.slider.setAttribute("aria-valuetext", name ? `${step}: ${name}` : "the input");
    this.count.textContent = `${step} / ${last}`;
  }

  /** Goes on by itself, from the start where there is nothing left; or stops that. */
  play() {
    if (this.timer) return this.pause();
    if (this.step === this.last) this.steps.go(0);
    this.playing.textContent = "Pause";
    this.run();
  }

  run() {
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      if (!this.steps.advance()) this.pause();
    }, STAY / this.pace);
  }

  /** How many times as fast as usual it plays. */
  get pace() {
    return this.paces[0][1];
  }

  /**
   * Another speed for playing, which holds at once.
   *
   * @param {number} [by]
   */
  hurry(by = 1) {
    this.paces.push(...this.paces.splice(0, by));
    const [[name]] = this.paces;
    this.pacing.textContent = name;
    this.pacing.setAttribute("aria-label", `Speed of Play: ${name}`);
    if (this.timer) this.run();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.playing.textContent = "Play";
  }
}
