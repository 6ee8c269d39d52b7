// What travels between Python and the browser, and the values that the modules hand each other.
// Trees and equations are written by lessons/engine/forms/tree.py, whose first lines explain them; packets by
// dashboard/views/step/packet.py; answers by dashboard/views/step/questions.py.

// Equations

export interface Ref {
  op: "ref";
  name: string;
  indices: Tree[];
}
export interface IndexName {
  op: "index";
  name: string;
}
export interface Constant {
  op: "number";
  value: number;
  text: string;
}
export interface Size {
  op: "symbol";
  name: string;
}
export interface Sum {
  op: "sum";
  index: string;
  low: Bound;
  high: Bound;
  of: Tree;
}
export interface Add {
  op: "add";
  args: Tree[];
}
export interface Mul {
  op: "mul";
  args: Tree[];
}
export interface Pow {
  op: "pow";
  base: Tree;
  exponent: Tree;
}
export interface Call {
  op: "call";
  name: string;
  args: Tree[];
}
export interface Delta {
  op: "delta";
  args: Tree[];
}
export interface Cases {
  op: "cases";
  args: [Tree, Condition][];
}

export type Tree = Ref | IndexName | Constant | Size | Sum | Add | Mul | Pow | Call | Delta | Cases;
export type Bound = number | Tree;
export type Relation = ">" | ">=" | "<" | "<=" | "==";
export type Condition = { op: "compare"; relation: Relation; args: Tree[] } | { op: "otherwise"; args?: undefined };

export type Role = "value" | "parameter" | "gradient" | "truth" | "loss";

/** How a quantity is written: its letter, or `partial` where ∂L/∂partial is meant. */
export interface Display {
  letter?: string;
  partial?: string;
  accent?: string;
  layer?: number;
  role: Role;
}

/** A line of core, with its neighbours. */
export interface Excerpt {
  file: string;
  function: string;
  line: number;
  text: string;
  lines: [number, string][];
}

export interface Equation {
  name: string;
  direction: "forward" | "backward";
  layer: number | null; // null where it belongs to the loss
  lhs: Ref;
  rhs: Tree;
  indices: { index: string; low: Bound; high: Bound }[];
  names: Record<string, Display>;
  source: Excerpt[];
  lesson: { number: number; slug: string; title: string };
}

/** The values of all indices, each in its slot of a calculator. */
export type At = number[];

/** One term of a sum: the values of the indices that it is summed over, and its value. */
export interface Term {
  bound: number[];
  value: number;
}

/** The terms of a sum, largest first; `place` gives the indices at one of them. */
export interface Terms {
  body: Tree;
  terms: Term[];
  place: (term: Term) => At;
}

/** A row of the working of one entry, one kind each. */
export type Row =
  | { kind: "term"; tree: Tree; sum: Sum; at: At; value: number; running: number; last?: undefined }
  | {
      kind: "rest";
      tree?: undefined;
      sum: Sum;
      at: At;
      count: number;
      zero: number;
      value: number;
      running: number;
      last?: undefined;
    }
  | { kind: "part"; tree: Tree; sum?: undefined; at: At; value: number; running?: undefined; last: boolean };

/** One way along which a cause reaches the loss. `route`: the values of the summed indices on the way. */
export interface Path {
  value: number;
  factors: { tree: Tree; at: At }[];
  route: number[];
}

/** Paths to the loss, and how many there are: `cut` where the smallest were let go, `over` where none was followed. */
export interface Paths {
  paths: Path[];
  count: number;
  cut?: boolean;
  over?: boolean;
}

// Arrays

export type Numbers = Float32Array | Float64Array;

/** An index for each axis; null leaves one free. */
export type Slice = (number | null)[];

/** What a picture draws. */
export interface Grid {
  shape: number[];
  strides: number[];
  readonly data: Numbers;
  vanishes?: () => boolean;
}

/** An array of a trace. Where it is not exact, `slices` of it may be. */
export interface NamedArray extends Grid {
  name: string;
  exact: boolean;
  slices?: Slice[];
}

/** An entry that a person pins or points at: the k-th of an array. */
export interface Mark {
  name: string;
  k: number;
}

// Packets

/** An array in a packet: where it starts, and how its numbers travel. */
export interface Packed {
  name: string;
  shape: number[];
  start: number;
  bytes: "f4" | "f8" | "i1";
  scale?: number;
}

export interface Unpacked<Head> {
  head: Head;
  content: Uint8Array;
}

/** What may be typed, as dashboard/views/step reads it. */
export interface Bounds {
  edit: number;
  rate: number;
  edits: number;
  steps: number;
  together: number;
  epsilon: number;
  own: number; // images
}

/** What the drawing board needs beyond a pass. Levels are bytes in base64, 255 is ink. */
export interface Board {
  first: string; // levels of the first digit
  own: { levels: string; label: number | null }[];
  paper: number | number[]; // on the scale of x: one number for all pixels, or one for each
  ink: number | number[];
  x?: string; // where ε moved the pixels from: float32 in base64
  signs?: string; // and in which direction: signed bytes
}

/** A colour on a light page and on a dark one. */
export type Palette = Record<string, [light: string, dark: string]>;

/** The colours of the page's theme by their meanings, with `background` and `text`. */
export type Colours = Record<string, string>;

/** The text of the packet about a network. */
export interface NetworkHead {
  id: string;
  equations: Equation[];
  definitions: Record<string, Tree>;
  colours: Palette;
  optimizers: [name: string, words: string][];
  start: { step: string; pin: string; plan: string; fill?: boolean };
  bounds: Bounds;
  alone?: boolean; // in a saved page, where nobody answers
  arrays: Packed[];
}

/** The text of the packet about one pass. `of` is the id of its network's packet. */
export interface PassHead {
  id: string;
  of: string;
  sizes: Record<string, number>;
  // given: examples that are no digits; aims: their targets can be any numbers
  digit: { index: number; label: number; own: boolean; given?: boolean; aims?: boolean };
  label: number;
  network: string;
  changes: Edits;
  board: Board;
  unchanged: { loss: number; probability: number };
  agrees?: Record<string, boolean>; // each array of somebody else's pass that was compared
  arrays: Packed[];
}

/** Changes by hand and steps taken, as they stand in the address: "x:350:0.9~W1:12:-0.3", "sgd,0.1,321:2:1". */
export interface Edits {
  edits: string;
  steps: string;
  epsilon: number;
}

// Questions to Python, and its answers

export type Kind = "difference" | "update" | "everybody";

export interface Question {
  slices?: [name: string, index: Slice][];
  difference?: [name: string, k: number];
  update?: [optimizer: string, rate: number | null]; // null: a rate that fits these digits
  everybody?: [optimizer: string, rate: number];
}

/** A slope measured by trial, and the units that change sides at a kink on the way. */
export interface Difference {
  asked: unknown;
  value: number;
  h: number;
  crossed: [wire: string, unit: number][];
}

/** One more step of an optimizer: the loss before it, as the slope promises it, and after it. */
export interface Proposal {
  asked: unknown;
  rate: number;
  before: number;
  predicted: number;
  after: number;
  curve: [share: number, loss: number][]; // the loss after each of these shares of the step
  arrays: { name: string; data: string }[];
}

/** A digit that the step changed: what its truth got, what it is taken for, before and after, and its pixels. */
export interface Changed {
  digit: number;
  label: number;
  truth: [before: number, after: number];
  read: [before: number, after: number];
  ink: string;
}

/** What the step does to the first `count` of all test digits. */
export interface Everybody {
  asked: unknown;
  count: number;
  of: number;
  right: [before: number, after: number];
  loss: [before: number, after: number];
  less: number; // have less for their truth
  lost: number;
  gained: number;
  changed: Changed[];
}

export interface Answer {
  id: string;
  answer: {
    slices?: { name: string; index: Slice; values: number[] }[];
    difference?: Difference;
    update?: Proposal;
    everybody?: Everybody;
  };
}

// Components

/** What Streamlit hands to a component: its data, and ways to report what a person did. */
export interface Mounted<Data> {
  data: Data;
  parentElement: HTMLElement;
  setStateValue: (name: string, value: unknown) => void;
  setTriggerValue: (name: string, value: unknown) => void;
}
