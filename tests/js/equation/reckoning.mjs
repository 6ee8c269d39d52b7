// What each number in a sentence should be, reckoned from core's arrays and from what each layer is. It reads no
// equation: a sentence that its equation misleads is found out.

const SLOPES = {
  relu: (z) => (z > 0 ? 1 : 0),
  leaky: (z) => (z > 0 ? 1 : 0.01),
  elu: (z) => (z > 0 ? 1 : Math.exp(z)),
  tanh: (_, a) => 1 - a * a,
  sigmoid: (_, a) => a * (1 - a),
  softplus: (z) => 1 / (1 + Math.exp(-z)),
  identity: () => 1,
  gelu: (z) => {
    const inner = (u) => Math.sqrt(2 / Math.PI) * (u + 0.044715 * u ** 3);
    const t = Math.tanh(inner(z));
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
  },
};

const range = (n) => Array.from({ length: n }, (_, i) => i);

/** One pass: core's arrays by name, and its layers as Python describes them. */
export class Pass {
  constructor(trace, { layers, loss }) {
    this.trace = trace;
    this.layers = layers;
    this.loss = loss;
    this.N = trace.sizes.N;
    this.logits = layers.at(-1).to;
    this.classes = this.shape("p")[1];
  }

  shape(name) {
    return this.trace.array(name).shape;
  }

  /** An entry; 0 beyond the edge. */
  at(name, ...entry) {
    const k = this.flat(name, entry);
    return k < 0 ? 0 : this.trace.array(name).data[k];
  }

  flat(name, entry) {
    const shape = this.shape(name);
    if (entry.some((i, d) => i < 0 || i >= shape[d])) return -1;
    return entry.reduce((k, i, d) => k * shape[d] + i, 0);
  }

  entry(name, k) {
    const entry = [];
    for (const size of this.shape(name).slice().reverse()) {
      entry.unshift(k % size);
      k = Math.floor(k / size);
    }
    return entry;
  }

  image(name) {
    return this.shape(name).length === 4;
  }

  largest(name) {
    return this.trace.array(name).data.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  }

  digit(k) {
    return this.classes <= 10 ? `the ${k}` : `class ${k}`;
  }

  /** Which example an entry of a wire is of. */
  example(wire, entry) {
    return this.image(wire) ? entry[3] : entry[0];
  }

  /** An entry of a wire in words, its example named where it is not `within`. */
  name(wire, entry, within = null) {
    const example = this.example(wire, entry);
    const there = this.N > 1 && example !== within ? ` of example ${example}` : "";
    if (this.image(wire)) return `channel ${entry[0]} at (${entry[1]}, ${entry[2]})${there}`;
    if (wire === "x") {
      const side = Math.sqrt(this.shape("x")[1]);
      return `pixel (${Math.floor(entry[1] / side)}, ${entry[1] % side})${there}`;
    }
    return (wire === this.logits || wire === "p" ? this.digit(entry[1]) : `unit ${entry[1]}`) + there;
  }

  /** The layer that an equation belongs to. */
  layer({ layer }) {
    return this.layers[layer];
  }

  slope({ activation }, z, a) {
    return SLOPES[activation](z, a);
  }

  /** The terms of a weighted sum: what came in, over which weight, and how many of them lie beyond the edge. */
  products(layer, entry) {
    const { from, number: n } = layer;
    if (layer.kind === "Dense") {
      const [example, j] = entry;
      return range(layer.inputs).map((i) => ({
        label: this.name(from, [example, i], example),
        value: this.at(from, example, i) * this.at(`W${n}`, i, j),
        inside: true,
      }));
    }
    const [f, h, w, example] = entry;
    return this.window(layer).map(([c, i, j]) => {
      const place = [c, h * layer.stride + i - layer.padding, w * layer.stride + j - layer.padding, example];
      return {
        label: this.name(from, place, example),
        value: this.at(from, ...place) * this.at(`W${n}`, f, c, i, j),
        inside: this.flat(from, place) >= 0,
      };
    });
  }

  window({ channels, height, width }) {
    return range(channels).flatMap((c) => range(height).flatMap((i) => range(width).map((j) => [c, i, j])));
  }

  /** All entries of a wire. */
  entries(wire) {
    return range(this.shape(wire).reduce((a, b) => a * b, 1)).map((k) => this.entry(wire, k));
  }

  /** The blames that an input of a weighted sum gets back: only from the sums that it feeds. */
  blames(layer, entry) {
    const { from, to, number: n } = layer;
    const example = this.example(from, entry);
    if (layer.kind === "Dense") {
      return range(layer.outputs).map((j) => ({
        label: this.name(to, [example, j], example),
        value: this.at(`d${to}`, example, j) * this.at(`W${n}`, entry[1], j),
      }));
    }
    const own = this.entries(to).filter((there) => there[3] === example);
    return own.flatMap(([f, h, w]) => {
      const i = entry[1] - h * layer.stride + layer.padding;
      const j = entry[2] - w * layer.stride + layer.padding;
      if (i < 0 || j < 0 || i >= layer.height || j >= layer.width) return [];
      const label = this.name(to, [f, h, w, example], example);
      return [{ label, value: this.at(`d${to}`, f, h, w, example) * this.at(`W${n}`, f, entry[0], i, j) }];
    });
  }

  /** For each use of a weight: what came in there, and the blame. */
  uses(layer, entry) {
    const { from, to, number: n } = layer;
    if (layer.kind === "Dense") {
      const [i, j] = entry;
      return range(this.N).map((example) => ({
        label: `example ${example}`,
        came: this.at(from, example, i),
        came_from: this.name(from, [example, i], example),
        blame: this.at(`d${to}`, example, j),
        blame_of: this.name(to, [example, j], example),
        inside: true,
      }));
    }
    if (layer.kind === "Conv") {
      const [f, c, i, j] = entry;
      return this.entries(to)
        .filter((there) => there[0] === f)
        .map(([, h, w, example]) => {
          const place = [c, h * layer.stride + i - layer.padding, w * layer.stride + j - layer.padding, example];
          return {
            label: this.name(to, [f, h, w, example]),
            came: this.at(from, ...place),
            came_from: this.name(from, place, example),
            blame: this.at(`d${to}`, f, h, w, example),
            blame_of: this.name(to, [f, h, w, example], example),
            inside: this.flat(from, place) >= 0,
          };
        });
    }
    const unit = this.image(to) ? 0 : 1; // of a normalisation: its axis of units
    return this.entries(to)
      .filter((there) => there[unit] === entry[0])
      .map((there) => ({
        label: this.image(to) ? this.name(to, there) : `example ${there[0]}`,
        came: this.at(`xhat${n}`, ...there),
        came_from: `x\u0302 of ${this.name(to, there, this.example(to, there))}`,
        blame: this.at(`d${to}`, ...there),
        blame_of: this.name(to, there, this.example(to, there)),
        inside: true,
      }));
  }

  /** The numbers that share the mean and the variance of one entry of a moment. */
  sharers(layer, entry) {
    const axis = layer.kind === "LayerNorm" || this.image(layer.from) ? 0 : 1;
    const { from } = layer;
    return this.entries(from)
      .filter((there) => there[axis] === entry[0])
      .map((there) => {
        const rows = layer.kind === "LayerNorm" ? this.name(from, there, there[0]) : `example ${there[0]}`;
        return { label: this.image(from) ? this.name(from, there) : rows, value: this.at(from, ...there), there };
      });
  }

  /** The mean and the variance that an entry is measured by. */
  moments(layer, entry) {
    const n = layer.number;
    const own = layer.kind === "LayerNorm" ? entry[0] : entry[this.image(layer.from) ? 0 : 1];
    return { mean: this.at(`mu${n}`, own), variance: this.at(`var${n}`, own), own };
  }

  /** The gradient by z through x̂, the variance and the mean, each by the chain rule. */
  paths(layer, entry) {
    const n = layer.number;
    const { mean, variance, own } = this.moments(layer, entry);
    const spread = Math.sqrt(variance + layer.epsilon);
    const rows = layer.kind === "LayerNorm";
    const unit = (there) => there[this.image(layer.from) ? 0 : 1];
    const dxhat = (there) => this.at(`d${layer.to}`, ...there) * this.at(`gamma${n}`, unit(there));
    const all = this.sharers(layer, [own]).map(({ there }) => there);
    const z = (there) => this.at(layer.from, ...there);
    const dvariance = all.reduce((sum, i) => sum + dxhat(i) * (z(i) - mean) * -0.5 * spread ** -3, 0);
    const dmean = all.reduce((sum, i) => sum - dxhat(i) / spread, 0);
    return {
      straight: dxhat(entry) / spread,
      variance: (dvariance * 2 * (z(entry) - mean)) / all.length,
      mean: dmean / all.length,
      rows,
    };
  }

  /** The entries that a pooled one was made of, or is one of. */
  pooled({ size, from }, [c, h, w, n]) {
    return range(size).flatMap((i) =>
      range(size).map((j) => {
        const place = [c, h * size + i, w * size + j, n];
        return { label: this.name(from, place, n), value: this.at(from, ...place), place };
      }),
    );
  }

  /** What a class adds to the loss of an example, by logits, so that no logarithm of 0 is taken. */
  loss_of(n, k) {
    const z = range(this.classes).map((m) => this.at(this.logits, n, m));
    const y = this.at("y", n, k);
    if (this.loss === "Quadratic") return 0.5 * (z[k] - y) ** 2;
    if (this.loss === "SigmoidCrossEntropy")
      return Math.max(z[k], 0) - y * z[k] + Math.log1p(Math.exp(-Math.abs(z[k])));
    const top = Math.max(...z);
    return y ? y * (top + Math.log(z.reduce((sum, v) => sum + Math.exp(v - top), 0)) - z[k]) : 0;
  }
}
