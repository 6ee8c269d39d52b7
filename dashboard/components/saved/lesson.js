// A saved lesson: its stages, the numbers to drag and the questions, each in its place.

/** @import { Story } from "../walk/story" */
/** @import { Palette } from "../types" */
/** @import { Asked, Parts } from "./asked.js" */
/** @import { Component } from "./mount.js" */

import adjustable from "../adjustable/adjustable.js";
import { element } from "../shared/element.js";
import walk from "../walk/walk.js";
import { ask } from "./asked.js";
import { mount } from "./mount.js";

/** @typedef {{ kind: "walk" | "adjustable", data: any }} Moving */

/**
 * @typedef {object} Saved
 * @property {Record<Moving["kind"], Component> & Parts} components
 * @property {Moving[]} moving
 * @property {Asked[]} asked
 * @property {Palette} colours
 */

/** @type {Saved} */
const saved = JSON.parse(element(document, "#saved").textContent ?? "");
const draw = { walk, adjustable };

saved.moving.forEach(({ kind, data }, k) => {
  const host = element(document, `[data-moving="${k}"]`);
  draw[kind]({
    data,
    parentElement: mount(host, saved.components[kind]),
    setStateValue: () => {},
    setTriggerValue: () => {},
  });
});

for (const one of saved.asked) ask(one, saved.components, saved.colours);
