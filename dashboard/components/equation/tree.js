// Walking a tree (lessons/engine/forms/tree.py).

/** @import { Tree } from "../types" */

/**
 * The parts of a node that are trees themselves.
 *
 * @param {Tree} t
 * @returns {Tree[]}
 */
export function children(t) {
  switch (t.op) {
    case "sum":
      return [t.of];
    case "pow":
      return [t.base, t.exponent];
    case "ref":
      return t.indices;
    case "cases":
      return t.args.flatMap(([value, condition]) => [value, ...(condition.args ?? [])]);
    case "add":
    case "mul":
    case "call":
    case "delta":
      return t.args;
    default:
      return [];
  }
}

/**
 * Every node of a tree, the tree itself first.
 *
 * @param {Tree} t
 * @returns {Generator<Tree, void, unknown>}
 */
export function* nodes(t) {
  yield t;
  for (const child of children(t)) yield* nodes(child);
}

/**
 * The references in a tree, in the order in which it is printed.
 *
 * @param {Tree} t
 */
export const references = (t) => [...nodes(t)].filter((u) => u.op === "ref");
