// Where the entries of an array stand in its picture: cells, in tiles where one picture is not enough.
// A wire keeps its layout wherever it is drawn, and the weights into a unit are drawn in the layout of the wire that
// they read.

/**
 * A wire has one tile an example, and one a channel; a parameter one tile an output: 784 × 32 weights are 32 pictures
 * of 28 × 28.
 *
 * @param {number[]} shape
 * @param {number} example
 */
function axes(shape, example) {
  const own = shape.map((_, d) => d).filter((d) => d !== example);
  const all = example < 0 ? [] : [example];
  if (own.length <= 1) return { tile: all, cell: own };
  if (own.length === 2 && example < 0) return { tile: [own[1]], cell: [own[0]] };
  return { tile: [...all, ...own.slice(0, -2)], cell: own.slice(-2) };
}

/**
 * Columns and rows for n cells: a square where n is one, else the widest grid without a gap that is not too wide.
 *
 * @param {number} n
 * @returns {[columns: number, rows: number]}
 */
function grid(n) {
  let rows = Math.floor(Math.sqrt(n));
  while (rows > 1 && n % rows) rows--;
  if (rows > 1 && n / rows <= 3 * rows) return [n / rows, rows];
  const columns = Math.ceil(Math.sqrt(n));
  return n <= 3 ? [1, n] : [columns, Math.ceil(n / columns)];
}

const LISTED = 10; // entries that may be a list of numbers
const BESIDE = 3; // lists that may stand side by side, as a table

export class Layout {
  /**
   * @param {number[]} shape
   * @param {number[]} strides
   * @param {{ example?: number, numbers?: boolean }} [about]
   */
  constructor(shape, strides, { example = -1, numbers = false } = {}) {
    const { tile, cell } = axes(shape, example);
    this.shape = shape;
    this.strides = strides;
    this.axes = { tile, cell };
    this.tiles = offsets(tile, shape, strides);
    this.cells = offsets(cell, shape, strides);
    this.list = numbers && this.tiles.length <= BESIDE && cell.length <= 1 && this.cells.length <= LISTED;
    this.gap = this.list ? 0 : 1; // cells between tiles
    const [columns, rows] = cell.length === 2 ? [shape[cell[1]], shape[cell[0]]] : grid(this.cells.length);
    this.columns = this.list ? 1 : columns;
    this.rows = this.list ? this.cells.length : rows;
    this.across = 1;
    this.down = 1;
  }

  /**
   * Arranges the tiles to fill a box of this ratio of width to height.
   *
   * @param {number} ratio
   */
  arrange(ratio) {
    const n = this.tiles.length;
    if (this.list) this.across = n;
    if (this.list) return this;
    let best = Infinity;
    for (let across = 1; across <= n; across++) {
      const down = Math.ceil(n / across);
      const size = Math.max((across * (this.columns + this.gap)) / ratio, down * (this.rows + this.gap));
      if (size < best) [best, this.across, this.down] = [size, across, down];
    }
    return this;
  }

  /** The picture's size in cells, with a line of one cell between tiles, but in a table. */
  get width() {
    return this.across * (this.columns + this.gap) - this.gap;
  }

  get height() {
    return this.down * (this.rows + this.gap) - this.gap;
  }

  /**
   * Column and row of the c-th cell of the t-th tile.
   *
   * @param {number} t
   * @param {number} c
   */
  spot(t, c) {
    return [
      (t % this.across) * (this.columns + this.gap) + (c % this.columns),
      Math.floor(t / this.across) * (this.rows + this.gap) + Math.floor(c / this.columns),
    ];
  }

  /**
   * Tile and cell of the k-th entry.
   *
   * @param {number} k
   * @returns {[tile: number, cell: number]}
   */
  find(k) {
    const digit = (/** @type {number} */ d) => Math.floor(k / this.strides[d]) % this.shape[d];
    const number = (/** @type {number[]} */ axes) => axes.reduce((n, d) => n * this.shape[d] + digit(d), 0);
    return [number(this.axes.tile), number(this.axes.cell)];
  }

  /**
   * The entry that stands in a column and row, or null.
   *
   * @param {number} column
   * @param {number} row
   */
  entry(column, row) {
    const across = Math.floor(column / (this.columns + this.gap));
    const down = Math.floor(row / (this.rows + this.gap));
    const x = column - across * (this.columns + this.gap);
    const y = row - down * (this.rows + this.gap);
    if (column < 0 || row < 0 || across >= this.across || x >= this.columns || y >= this.rows) return null;
    const t = down * this.across + across;
    const c = y * this.columns + x;
    return t < this.tiles.length && c < this.cells.length ? this.tiles[t] + this.cells[c] : null;
  }

  /**
   * The next entry in a direction, over the line between tiles; null where there is none.
   *
   * @param {number} k
   * @param {[across: number, down: number]} move
   */
  neighbour(k, [across, down]) {
    const [t, c] = this.find(k);
    let [column, row] = this.spot(t, c);
    while (true) {
      column += across;
      row += down;
      if (column < 0 || row < 0 || column >= this.width || row >= this.height) return null;
      const entry = this.entry(column, row);
      if (entry !== null) return entry;
    }
  }
}

/**
 * Where each entry of some axes starts in the flat array, the last axis fastest.
 *
 * @param {number[]} axes
 * @param {number[]} shape
 * @param {number[]} strides
 */
function offsets(axes, shape, strides) {
  let found = [0];
  for (const d of axes) {
    found = found.flatMap((start) => Array.from({ length: shape[d] }, (_, i) => start + i * strides[d]));
  }
  return found;
}
