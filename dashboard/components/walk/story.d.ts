// What Python sends of a told walk; see walk.py.

import type { Bars, Graph, Pass, Scene } from "../network/scene";
import type { Palette } from "../types";

/** A role and words: see `spans` in lessons/page/stop.py. */
export type Span = [role: string, words: string];

export interface Box {
  map: number;
  row: number;
  column: number;
  height: number;
  width: number;
}

/** The numbers of the sheets, each kept once: of units, or of maps, line by line. */
export type Pool = Record<string, number[] | number[][]>;

export interface Sheet {
  array: string;
  caption: string;
  /** Its key in the pool. */
  numbers: string;
  shown: number[];
  of: number;
  /** Of a map: rows and columns. */
  size: [number, number];
  most: number;
  rings: number[];
  boxes: Box[];
  crossed: number[];
  bars: boolean;
  names: string[];
}

export type Strand = [source: number | Box, target: number | Box, amount: number];

export interface Sheets {
  sheets: Sheet[];
  strands: Strand[][];
  flow: string;
  at: number;
  moves: [gap: number, direction: number][];
  beside: Graph | Bars | null;
}

export interface Choice {
  asks: string;
  options: string[];
  right: number;
  because: string;
  units: boolean;
  scene: Scene | Sheets | null;
}

export interface Stop {
  key: string;
  title: string;
  says: Span[][];
  equations: string[];
  letters: string;
  scene: Scene | Sheets;
  choice: Choice | null;
  step: string;
  pin: string;
}

export interface Story {
  id: string;
  start: string;
  stops: Stop[];
  sizes: number[];
  passes: Record<string, Pass>;
  colours: Palette;
  /** Of a walk on sheets: their numbers, and the parts of the network. */
  pool?: Pool;
  strip?: string[];
  label?: number;
  given?: boolean; // numbers that somebody brought: there is no other digit
  /** Is there nothing but the stage of one stop? */
  alone?: boolean;
  /** Is it a saved page, which has no other digit? */
  saved?: boolean;
}

export interface Place {
  step: string;
  pin: string;
  stop: string;
}
