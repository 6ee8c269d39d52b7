// Equations as MathML. One tree is printed in three voices: in letters, with the addresses of one entry, and with its numbers.

import { largest } from "./calculator.js";
import { split, MINUS } from "../shared/numbers.js";

const TIGHT = { add: 1, sum: 1.5, mul: 2, pow: 3, atom: 4 };
const FUNCTION_NAMES = { relu: "ReLU", leaky: "LReLU", elu: "ELU", gelu: "GELU", sigmoid: "σ", identity: "id" };
const SIGNS = { ">": "&gt;", "<": "&lt;", ">=": "≥", "<=": "≤", "==": "=" };

const row = (content, attributes = "") => `<mrow${attributes}>${content}</mrow>`;
const op = (sign, attributes = "") => `<mo${attributes}>${sign}</mo>`;
const brackets = (content) => row(`${op("(")}${content}${op(")")}`);
const spaced = (sign) => op(sign, ' lspace="0.25em" rspace="0.25em"');

/** A number as MathML. */
export function number(value, attributes = "") {
  const { digits, power } = split(value);
  const mantissa = `<mn>${digits}</mn>`;
  if (power === null) return row(mantissa, attributes);
  const exponent = `<mn>${String(power).replace("-", MINUS)}</mn>`;
  return row(`${mantissa}${op("×", ' lspace="0.1em" rspace="0.1em"')}<msup><mn>10</mn>${exponent}</msup>`, attributes);
}

/** The whole formula as an element's content. */
export const math = (content, attributes = "") => `<math${attributes}>${content}</math>`;

export class Printer {
  /** `at` and `mode` ("letters", "address", "numbers") say how indices and entries read; `most` how many terms of a sum are written out. */
  constructor(trace, { mode = "letters", at = null, most = 3, wanted = null } = {}) {
    Object.assign(this, { trace, mode, at, most, wanted });
  }

  with(changes) {
    return new Printer(this.trace, { mode: this.mode, at: this.at, most: this.most, wanted: this.wanted, ...changes });
  }

  value(t) {
    return this.trace.calculator.of(t)(this.at.slice());
  }

  /** The tree as MathML, in brackets where what stands around it binds tighter. */
  print(t, around = 0) {
    const [content, tight] = this.parts(t);
    return tight < around ? brackets(content) : content;
  }

  parts(t) {
    switch (t.op) {
      case "ref":
        return this.reference(t);
      case "number":
        return [this.constant(t), t.value < 0 ? TIGHT.add : t.text.includes("/") ? TIGHT.mul : TIGHT.atom];
      case "symbol":
        return this.mode === "numbers" ? [number(this.value(t)), TIGHT.atom] : [`<mi>${t.name}</mi>`, TIGHT.atom];
      case "index":
        return [this.mode === "letters" ? letter(t.name) : `<mn>${this.value(t)}</mn>`, TIGHT.atom];
      case "add":
        return [this.marked(t, this.addition(t.args)), TIGHT.add];
      case "mul":
        return this.product(t);
      case "pow":
        return this.power(t);
      case "sum":
        return this.mode === "letters" ? this.sum(t) : this.writtenOut(t);
      case "call":
        return this.call(t);
      case "delta":
        return [
          this.marked(t, `<mn class="one">1</mn>${op("[")}${t.args.map((a) => this.print(a)).join(op("="))}${op("]")}`),
          TIGHT.atom,
        ];
      case "cases":
        return this.cases(t);
    }
    throw new Error(`an equation with “${t.op}” in it`);
  }

  marked(t, content, kind = "") {
    return row(content, ` class="part ${kind}" data-node="${this.trace.nodeNumber(t)}"`);
  }

  reference(t) {
    const place = this.mode === "letters" ? "" : this.trace.calculator.place(t)(this.at);
    const attributes = ` class="quantity ${this.trace.role(t.name)}" data-name="${t.name}" data-cell="${place}" data-node="${this.trace.nodeNumber(t)}"`;
    if (this.mode === "numbers") {
      const value = this.value(t);
      return [number(value, attributes), value < 0 ? TIGHT.add : split(value).power === null ? TIGHT.atom : TIGHT.mul];
    }
    return [row(this.name(t.name, t.indices), attributes), TIGHT.atom];
  }

  /** A quantity as it is called, with its indices. */
  name(name, indices = [], flat = false) {
    const shown = this.trace.names[name] ?? { letter: name };
    const body = (symbol) => {
      const glyph = shown.accent
        ? `<mover accent="true"><mi>${symbol}</mi>${op(shown.accent === "hat" ? "^" : "¯")}</mover>`
        : `<mi>${symbol}</mi>`;
      const above = shown.layer === undefined ? "" : row(`${op("(")}<mn>${shown.layer}</mn>${op(")")}`);
      const written = indices.map((i) => (this.mode === "letters" ? this.print(i) : `<mn>${this.value(i)}</mn>`));
      const apart = this.mode !== "letters" || indices.some((i) => i.op !== "index");
      const below = written.length ? row(written.join(apart ? op(",", ' lspace="0" rspace="0.1em"') : "")) : "";
      if (above && below) return `<msubsup>${glyph}${below}${above}</msubsup>`;
      if (above) return `<msup>${glyph}${above}</msup>`;
      return below ? `<msub>${glyph}${below}</msub>` : glyph;
    };
    if (!shown.partial) return body(shown.letter);
    if (flat) return row(`${op("∂")}<mi>L</mi>${op("/", ' lspace="0" rspace="0"')}${op("∂")}${body(shown.partial)}`);
    return `<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo>${body(shown.partial)}</mrow></mfrac>`;
  }

  constant({ text, value }) {
    const [, mantissa, power] = text.match(/^-?([\d.]+)e([-+]\d+)$/) ?? [];
    if (Number(mantissa) === 1)
      return `<msup><mn>${value < 0 ? MINUS : ""}10</mn><mn>${String(Number(power)).replace("-", MINUS)}</mn></msup>`;
    if (mantissa) return number(value);
    const [over, under] = text.replace("-", MINUS).split("/");
    return under ? `<mfrac><mn>${over}</mn><mn>${under}</mn></mfrac>` : `<mn>${over}</mn>`;
  }

  addition(terms) {
    return terms
      .map((t, k) => {
        const minus = negated(t);
        const content = this.print(minus ?? t, minus ? TIGHT.mul : k ? TIGHT.mul : TIGHT.add);
        return minus ? (k ? spaced(MINUS) : op(MINUS)) + content : (k ? spaced("+") : "") + content;
      })
      .join("");
  }

  product(t) {
    const minus = negated(t);
    if (minus) return [op(MINUS) + this.print(minus, TIGHT.mul), TIGHT.add];
    const under = t.args.filter(isReciprocal).map(reciprocal);
    const over = t.args.filter((f) => !isReciprocal(f));
    if (under.length) {
      const alone = (factors) => (factors.length === 1 ? this.print(factors[0]) : this.factors(factors));
      const denominator = alone(under);
      // 1/N in front, as it is written; a fraction of two things that belong together as one
      if (under.every((f) => f.op === "symbol") && over.length) {
        return [
          this.marked(t, `<mfrac><mn>1</mn>${row(denominator)}</mfrac>${this.dot()}${this.factors(over)}`),
          TIGHT.mul,
        ];
      }
      const numerator = over.length ? alone(over) : "<mn>1</mn>";
      return [this.marked(t, `<mfrac>${row(numerator)}${row(denominator)}</mfrac>`), TIGHT.mul];
    }
    return [this.marked(t, this.factors(over)), TIGHT.mul];
  }

  factors(factors) {
    return factors.map((f) => this.print(f, TIGHT.mul)).join(this.dot());
  }

  dot() {
    return this.mode === "letters" ? '<mspace width="0.17em"/>' : op("·", ' lspace="0.15em" rspace="0.15em"');
  }

  power(t) {
    if (isReciprocal(t))
      return [this.marked(t, `<mfrac><mn>1</mn>${row(this.print(reciprocal(t)))}</mfrac>`), TIGHT.mul];
    return [
      this.marked(t, `<msup>${row(this.print(t.base, TIGHT.atom))}${row(this.print(t.exponent))}</msup>`),
      TIGHT.pow,
    ];
  }

  sum(t) {
    const high = typeof t.high === "number" ? `<mn>${t.high}</mn>` : row(this.print(t.high));
    const low = `<mrow>${letter(t.index)}${op("=")}<mn>${t.low}</mn></mrow>`;
    const sign = `<munderover>${op("∑", ' movablelimits="false"')}${low}${high}</munderover>`;
    return [this.marked(t, `${sign}<mspace width="0.17em"/>${this.print(t.of, TIGHT.sum)}`, "sum"), TIGHT.sum];
  }

  /** A sum as its largest terms and what the others come to; a wanted cell's term is always among them. */
  writtenOut(t) {
    const { body, terms, place } = this.trace.calculator.terms(t, this.at);
    const shown = largest(terms, this.most);
    if (this.wanted) {
      const extra = terms.slice(shown.length).find((term) => this.wanted(body, place(term)));
      if (extra) shown.splice(Math.max(0, shown.length - 1), 1, extra);
    }
    const more = terms.length - shown.length;
    let content = "";
    shown.forEach((term, k) => {
      const minus = negated(body);
      const printed = this.with({ at: place(term) }).print(minus ?? body, TIGHT.mul);
      const lit = this.wanted?.(body, place(term)) ? " wanted" : "";
      content += (minus ? (k ? spaced(MINUS) : op(MINUS)) : k ? spaced("+") : "") + row(printed, ` class="term${lit}"`);
    });
    if (more > 0) {
      const rest = this.value(t) - shown.reduce((total, term) => total + term.value, 0);
      content += `${spaced("+")}<mrow class="rest"><mtext>${more.toLocaleString("en")} more:\u00a0</mtext>${number(rest)}</mrow>`;
    }
    return [
      this.marked(t, content, "sum"),
      terms.length === 1 && !negated(body) ? this.with({ at: place(terms[0]) }).parts(body)[1] : TIGHT.add,
    ];
  }

  call(t) {
    const [argument] = t.args;
    if (t.name === "exp") return [this.marked(t, `<msup><mi>e</mi>${row(this.print(argument))}</msup>`), TIGHT.pow];
    if (t.name === "sqrt") return [this.marked(t, `<msqrt>${row(this.print(argument))}</msqrt>`), TIGHT.atom];
    if (t.name === "log")
      return [this.marked(t, `<mi>log</mi><mspace width="0.17em"/>${this.print(argument, TIGHT.pow)}`), TIGHT.mul];
    if (t.name === "quotient")
      return [row(`${op("⌊")}${t.args.map((a) => this.print(a, TIGHT.mul)).join(op("/"))}${op("⌋")}`), TIGHT.atom];
    if (t.name === "remainder")
      return [
        row(t.args.map((a) => this.print(a, TIGHT.mul)).join('<mo lspace="0.2em" rspace="0.2em">mod</mo>')),
        TIGHT.add,
      ];
    if (t.name === "winner") {
      const [which, ...among] = t.args;
      const largest = `<mi>argmax</mi>${op("(")}${among.map((a) => this.print(a)).join(op(","))}${op(")")}${op("=")}${this.print(which)}`;
      return [this.marked(t, `<mn class="one">1</mn>${op("[", ' lspace="0.05em"')}${largest}${op("]")}`), TIGHT.atom];
    }
    const plain = t.name.replace("'", "");
    const slope = t.name.endsWith("'") ? op("′", ' lspace="0" rspace="0"') : "";
    return [
      this.marked(
        t,
        `<mi>${FUNCTION_NAMES[plain] ?? plain}</mi>${slope}${op("(")}${t.args.map((a) => this.print(a)).join(op(","))}${op(")")}`,
      ),
      TIGHT.atom,
    ];
  }

  cases(t) {
    const condition = (c) =>
      c.op === "otherwise"
        ? "<mtext>otherwise</mtext>"
        : c.args.map((a) => this.print(a)).join(spaced(SIGNS[c.relation]));
    if (isStep(t))
      return [
        this.marked(t, `<mn class="one">1</mn>${op("[", ' lspace="0.05em"')}${condition(t.args[0][1])}${op("]")}`),
        TIGHT.atom,
      ];
    if (this.mode !== "numbers") {
      const lines = t.args.map(
        ([value, c]) =>
          `<mtr><mtd>${this.print(value)}</mtd><mtd>${c.op === "otherwise" ? "" : "<mtext>if\u00a0</mtext>"}${condition(c)}</mtd></mtr>`,
      );
      return [this.marked(t, `${op("{")}<mtable class="cases">${lines.join("")}</mtable>`), TIGHT.atom];
    }
    const at = this.at.slice(),
      { calculator } = this.trace;
    const k = t.args.findIndex(([, c]) => calculator.condition(c)(at));
    const because = t.args[k][1].op === "otherwise" ? t.args[k - 1][1] : t.args[k][1];
    const not = because === t.args[k][1] ? "" : "not ";
    const content = `${this.print(t.args[k][0], TIGHT.mul)}<mspace width="0.3em"/><mrow class="because"><mtext>(${not.replace(" ", "\u00a0")}</mtext>${condition(because)}<mtext>)</mtext></mrow>`;
    return [this.marked(t, content), TIGHT.mul];
  }
}

const letter = (name) => {
  const plain = name.replaceAll("'", "");
  return plain === name
    ? `<mi>${name}</mi>`
    : row(`<mi>${plain}</mi>${op("′".repeat(name.length - plain.length), ' lspace="0" rspace="0"')}`);
};

/** Is it 1 where something holds and 0 elsewhere? */
const isStep = (t) =>
  t.args.length === 2 && t.args[1][1].op === "otherwise" && t.args[0][0].value === 1 && t.args[1][0].value === 0;

const isReciprocal = (t) => t.op === "pow" && t.exponent.op === "number" && t.exponent.value < 0;

/** What stands under the fraction bar: N for N⁻¹. */
const reciprocals = new WeakMap();
function reciprocal(t) {
  if (t.exponent.value === -1) return t.base;
  if (!reciprocals.has(t)) {
    const root = t.exponent.value === -0.5;
    reciprocals.set(
      t,
      root
        ? { op: "call", name: "sqrt", args: [t.base] }
        : { ...t, exponent: { op: "number", value: -t.exponent.value, text: t.exponent.text.replace("-", "") } },
    );
  }
  return reciprocals.get(t);
}

/** The tree without its leading minus, or null where it has none. */
const opposites = new WeakMap();
function negated(t) {
  if (t.op === "number" && t.value < 0) return remember(t, { ...t, value: -t.value, text: t.text.replace("-", "") });
  if (t.op !== "mul" || t.args[0].op !== "number" || t.args[0].value >= 0) return null;
  const [first, ...others] = t.args;
  if (first.value !== -1)
    return remember(t, {
      ...t,
      args: [{ ...first, value: -first.value, text: first.text.replace("-", "") }, ...others],
    });
  return others.length === 1 ? others[0] : remember(t, { ...t, args: others });
}

function remember(t, opposite) {
  if (!opposites.has(t)) opposites.set(t, opposite);
  return opposites.get(t);
}
