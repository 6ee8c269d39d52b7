// The formulas of a step: in letters, with the numbers of one entry, and the computation part by part.

import { isExact } from "../equation/exact.js";
import { math, number, Printer } from "../equation/mathml.js";
import { place } from "../equation/sentence.js";

const HINT =
  '<span class="hint"><kbd>↓</kbd> steps inside this number. Point at any other to see where it comes from; a click keeps it.</span>';

export class Writing {
  constructor(element) {
    const find = (selector) => element.querySelector(selector);
    Object.assign(this, {
      letters: find(".letters"),
      numbers: find(".numbers"),
      line: find(".inside"),
      list: find(".rows"),
    });
  }

  /** `view`: {trace, equation, entry, at, rows, inside, hover, pin, done, width, hidden, listed}. */
  show(view) {
    this.writeLetters(view);
    this.writeNumbers(view);
    this.writeRows(view);
  }

  writeLetters({ trace, equation, rows, inside }) {
    const scene = `${trace.id} ${equation?.name}`,
      printer = new Printer(trace);
    if (this.letters.dataset.scene !== scene) {
      const formula = ({ lhs, rhs }) => `${printer.print(lhs)}<mo>=</mo>${printer.print(rhs)}`;
      const forward = () =>
        trace.equations.filter(({ direction }) => direction === "forward").map((one) => math(formula(one)));
      this.letters.innerHTML = equation ? math(formula(equation), ' class="large"') : forward().join("");
      this.letters.parentElement.classList.toggle("whole", !equation);
      this.letters.dataset.scene = scene;
    }
    for (const marked of this.letters.querySelectorAll(".lit")) marked.classList.remove("lit");
    const tree = inside >= 0 ? (rows[inside].tree ?? rows[inside].sum) : null;
    if (tree) this.letters.querySelector(`[data-node="${trace.nodeNumber(tree)}"]`)?.classList.add("lit");
  }

  writeNumbers({ trace, equation, entry, at, hover, pin, width, hidden }) {
    if (!equation || hidden) return this.numbers.replaceChildren();
    const mark = hover ?? pin,
      { calculator } = trace;
    const wanted =
      mark && mark.name !== equation.name
        ? (body, where) => {
            let hit = false;
            calculator.feeds(
              body,
              where.slice(),
              (name, k) => (hit ||= trace.wire(name) === trace.wire(mark.name) && k === mark.k),
            );
            return hit;
          }
        : null;
    const room = width - (width > 900 ? 460 : 30); // what stepper.css leaves; measuring would lay the page out at once
    const most = 1 + [460, 680, 900].filter((least) => room > least).length;
    const left = new Printer(trace, { mode: "address", at: at.slice() }).print(equation.lhs);
    const right = new Printer(trace, {
      mode: copies(equation.rhs, trace, at) ? "address" : "numbers",
      at: at.slice(),
      most,
      wanted,
    }).print(equation.rhs);
    const result = ` class="result quantity ${trace.role(equation.name)}" data-name="${equation.name}" data-cell="${entry}"`;
    this.numbers.innerHTML = math(
      `${left}<mo>=</mo>${right}<mo>=</mo>${number(trace.cancelling(equation, at, entry) ? 0 : trace.array(equation.name).data[entry], result)}`,
    );
  }

  /** All parts of the computation, and right under the formulas the one that a person stands in. */
  writeRows(view) {
    const { trace, rows, inside, hover, pin, listed } = view,
      mark = hover ?? pin;
    if (listed) {
      this.list.innerHTML = rows
        .map(
          (row, k) =>
            `<li data-row="${k}" class="${row.kind}${k === inside ? " lit" : ""}"${k === inside ? ' aria-current="step"' : ""}>${this.row(trace, row)}</li>`,
        )
        .join("");
    }
    if (inside >= 0)
      this.line.innerHTML = `<span class="hint">${inside + 1} of ${rows.length}</span>${this.row(trace, rows[inside])}`;
    else if (mark) this.line.innerHTML = this.address(view, mark);
    else this.line.innerHTML = rows.length ? HINT : "";
  }

  row(trace, row) {
    const running =
      row.running === undefined ? "" : `<span class="running">${math(`<mo>Σ</mo>${number(row.running)}`)}</span>`;
    if (row.kind === "rest") {
      const zero = row.zero ? `, ${row.zero.toLocaleString("en")} of them 0` : "";
      return `<span>${row.count.toLocaleString("en")} more${zero}</span>${math(number(row.value))}${running}`;
    }
    const symbols = new Printer(trace, {
      mode: row.tree.op === "sum" || row.last ? "letters" : "address",
      at: row.at.slice(),
    });
    const numbers = new Printer(trace, { mode: "numbers", at: row.at.slice(), most: 1 });
    const middle =
      row.tree.op === "sum" || row.tree.op === "ref" || row.last ? "" : `<mo>=</mo>${numbers.print(row.tree)}`;
    return `${math(`${symbols.print(row.tree)}${middle}<mo>=</mo>${number(row.value, ' class="result"')}`)}${running}`;
  }

  /** Address, value and gradient of an entry. */
  address({ trace, done, hover, pin }, { name, k }) {
    const wire = trace.wire(name),
      printer = new Printer(trace);
    const parts = [wire, `d${wire}`]
      .filter((own) => trace.array(own))
      .map((own) => {
        const value = done(own)
          ? `<mo>${isExact(trace.array(own), k) ? "=" : "≈"}</mo>${number(trace.array(own).data[k])}`
          : "";
        const formula = math(
          `${printer.name(own, [], true)}<mo>[</mo><mtext>${trace.address(own, k)}</mtext><mo>]</mo>${value}`,
        );
        return `<span class="quantity ${trace.role(own)}" data-name="${own}">${formula}${done(own) ? "" : " <span>not computed yet</span>"}</span>`;
      });
    return `<span>${pin && !hover ? "<b>Pinned</b> " : ""}${place(trace, wire, k)}:</span> ${parts.join(" ")}`;
  }
}

/** Does a tree come to one entry of another array, whose number would stand there twice? */
function copies(t, trace, at) {
  if (t.op !== "sum") return t.op === "ref";
  const { body, terms } = trace.calculator.terms(t, at);
  return terms.length === 1 && body.op === "ref";
}
