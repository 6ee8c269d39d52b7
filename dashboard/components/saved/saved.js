// A saved page: the told walk of one digit, and the stepper on the same pass. All that they need is in the file.

/** @import { Story } from "../walk/story" */
/** @import { Component } from "./mount.js" */

import { element } from "../shared/element.js";
import { deliver } from "../stepper/post/post.js";
import stepper from "../stepper/stepper.js";
import walk from "../walk/walk.js";
import { mount } from "./mount.js";
import { bytes } from "./packed.js";

/**
 * @typedef {object} Saved
 * @property {Story | null} walk nothing where it is not told of this network
 * @property {Record<string, string>} stops of the walk, by the steps that they tell of
 * @property {string} network the packets, in base64
 * @property {string} pass
 * @property {{ walk: Component, stepper: Component }} components
 */

/** @type {Saved} */
const saved = JSON.parse(element(document, "#saved").textContent ?? "");
const main = element(document, "main");
const tell = element(document, ".tell");
let leave = () => {};

/**
 * What was asked for becomes the end of the address, which opens the file there again.
 *
 * @param {Record<string, string>} at
 */
function write(at) {
  const asked = Object.entries(at).filter(([, value]) => value);
  history.replaceState(null, "", `#${new URLSearchParams(asked)}`);
}

/**
 * The place for a component, in which there is nothing else.
 *
 * @param {Component} component
 */
function emptied(component) {
  leave();
  const host = document.createElement("div");
  main.replaceChildren(host);
  return mount(host, component);
}

/**
 * A packet that begins elsewhere.
 *
 * @param {Uint8Array} packet
 * @param {{ step: string, pin: string }} place
 */
function beginning(packet, { step, pin }) {
  const length = new DataView(packet.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(packet.subarray(4, 4 + length)));
  const text = new TextEncoder().encode(JSON.stringify({ ...head, start: { ...head.start, step, pin } }));
  const moved = new Uint8Array(4 + text.length + packet.length - 4 - length);
  new DataView(moved.buffer).setUint32(0, text.length, true);
  moved.set(text, 4);
  moved.set(packet.subarray(4 + length), 4 + text.length);
  return moved;
}

/** @param {{ step: string, pin: string }} place */
function explore(place) {
  let { step } = place;
  tell.hidden = !saved.walk;
  tell.onclick = () => telling(saved.stops[step] ?? "");
  const root = emptied(saved.components.stepper);
  deliver("pass", bytes(saved.pass));
  leave = stepper({
    data: beginning(bytes(saved.network), place),
    parentElement: root,
    setStateValue: (name, value) => {
      if (name !== "place") return; // the rest are questions, which need Chainrule itself
      const at = /** @type {{ step: string, pin: string }} */ (value);
      step = at.step;
      write({ step, pin: at.pin });
    },
    setTriggerValue: () => {},
  });
}

/** @param {string} start the stop where it begins */
function telling(start) {
  if (!saved.walk) return;
  tell.hidden = true;
  leave = walk({
    data: { ...saved.walk, start },
    parentElement: emptied(saved.components.walk),
    setStateValue: (_, stop) => write({ tell: String(stop) }),
    setTriggerValue: (name, place) => {
      if (name !== "explore") return;
      const at = /** @type {{ step: string, pin: string }} */ (place);
      write({ step: at.step, pin: at.pin });
      explore(at);
    },
  });
}

const asked = new URLSearchParams(location.hash.slice(1));
const [step, pin] = ["step", "pin"].map((name) => asked.get(name) ?? "");
if (saved.walk && !step) telling(asked.get("tell") ?? saved.walk.start);
else explore({ step, pin });
