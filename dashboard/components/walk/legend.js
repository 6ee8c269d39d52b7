// What the colours and lines on the stage of a walk mean.

/** @import { Scene } from "../network/scene" */
/** @import { Sheets, Span } from "./story" */

/** @type {Record<string, Span[]>} */
const MEANINGS = {
  weight: [
    ["", "Lines: the weights themselves. "],
    ["value", "Blue"],
    ["", " is positive, "],
    ["negative", "orange"],
    ["", " negative. "],
  ],
  signal: [
    ["", "Lines: what each unit sends, times its weight. "],
    ["value", "Blue"],
    ["", " adds to a sum, "],
    ["negative", "orange"],
    ["", " takes away. "],
  ],
  moved: [
    ["", "Lines: how far each weight has moved, the furthest thickest. "],
    ["value", "Blue"],
    ["", " up, "],
    ["negative", "orange"],
    ["", " down. "],
  ],
  gradient: [["", "Dashed lines: the gradient of each weight. "]],
  blame: [["", "Solid lines: blame on its way back. "]],
};
/** @type {Span[]} */
const SIGNED = [
  ["value", "Blue"],
  ["", " is positive, "],
  ["negative", "orange"],
  ["", " negative. "],
];
/** @type {Span} */
const MARKED = ["", "Framed and ringed is what the text speaks of."];
/** @type {Span} */
const FEW = ["", "Of the lines from the pixels only the strongest are drawn. "];
/** @type {Span[]} */
const BLAME = [
  ["up", "Purple"],
  ["", ": raising it raises the loss. "],
  ["down", "Green"],
  ["", ": raising it lowers the loss."],
];

/**
 * What the colours and lines of a scene mean.
 *
 * @param {Scene | Sheets} scene
 * @returns {Span[]}
 */
export function legend(scene) {
  const flows = "sheets" in scene ? [scene.strands.some((lines) => lines.length) ? scene.flow : ""] : scene.flow;
  const arrays = "sheets" in scene ? scene.sheets.map(({ array }) => array) : scene.columns;
  const kinds = [...new Set(flows.filter(Boolean))];
  const spans = kinds.flatMap((kind) => MEANINGS[kind]);
  const back = arrays.some((name) => name.startsWith("d")) || kinds.includes("gradient") || kinds.includes("blame");
  const plain = "sheets" in scene && !back && arrays.some((name) => !["p", "x", "v0"].includes(name)) ? SIGNED : [];
  const sheets = "sheets" in scene ? scene.sheets : [];
  const marked = plain.length && sheets.some(({ rings, boxes }) => rings.length || boxes.length);
  const few = "columns" in scene && scene.flow[0] ? [FEW] : [];
  return [...spans, ...plain, ...(marked ? [MARKED] : []), ...few, ...(back ? BLAME : [])];
}
