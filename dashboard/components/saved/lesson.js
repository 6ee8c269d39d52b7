// A saved lesson: its stages and the numbers to drag, each in its place.

/** @import { Story } from "../walk/story" */
/** @import { Component } from "./mount.js" */

import adjustable from "../adjustable/adjustable.js";
import { element } from "../shared/element.js";
import walk from "../walk/walk.js";
import { mount } from "./mount.js";

/** @typedef {{ kind: "walk" | "adjustable", data: any }} Moving */

/** @type {{ components: Record<Moving["kind"], Component>, moving: Moving[] }} */
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
