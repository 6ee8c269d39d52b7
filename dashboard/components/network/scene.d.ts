// What is drawn of a network: the numbers of a pass, and which of them are on show.

export interface Graph {
  kind: "graph";
  x: number[];
  y: number[];
  across: string;
  up: string;
  tangent: [x: number, y: number, slope: number] | null;
  points: [x: number, y: number, word: string][];
}

export interface Bars {
  kind: "bars";
  names: string[];
  amounts: number[];
}

export interface Pixels {
  kind: "picture";
  pixels: number[];
  caption: string;
  shows: "ink" | "gradient";
}

export interface Scene {
  columns: string[];
  flow: string[];
  only: Record<number, [from: number | null, to: number | null]>;
  lit: number[];
  rings: [column: number, unit: number][];
  crossed: number[];
  moves: [gap: number, direction: number][];
  of: string;
  beside: Graph | Bars | Pixels | null;
  /** Gaps whose lines are in the background. */
  quiet?: number[];
}

export interface Pass {
  caption: string;
  label: number;
  arrays: Record<string, number[]>;
  /** The strongest lines from the pixels, by what they show, where they were looked for. */
  pixels?: Record<string, [pixel: number, unit: number, amount: number][]>;
  /** By gap, from the second on: W[gap][i][j]. */
  W: number[][][];
  /** By column: the slope at which each unit answers to its sum. */
  bend: number[][];
  /** By column: does a unit let all through, or nothing? */
  switches: boolean[];
}

export interface Line {
  i: number;
  j: number;
  line: Element;
}

export interface Output {
  name: Element;
  bar: Element;
  zero: Element;
  said: Element;
}

/** What a drawing is made from: the units of each column, and the numbers of each pass; "" is the digit's own. */
export interface Drawn {
  sizes: number[];
  passes: Record<string, Pass>;
}

/** Where a drawing's parts stand, in its own units. */
export interface Frame {
  /** Left, top and side of the digit. */
  digit: [left: number, top: number, side: number];
  /** Where each column of units stands, from the first one behind the digit to the outputs. */
  columns: number[];
  /** Where the units begin, and how much height they share. */
  units: [top: number, height: number];
  /** A unit's, where there are so many in its column. */
  radius: (size: number) => number;
  /** From the line of an output: its name, the zero of its bar, half of the bar, and the end of its number. */
  output: { name: number; middle: number; half: number; said: number; thick: number };
  /** Is there a heading over each column, and a caption under the digit? */
  words: boolean;
}
