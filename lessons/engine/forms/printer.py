"""SymPy's LaTeX printer, taught the notation of this house: its names, and the order in which they are read."""

import re
from typing import Any, ClassVar

from sympy import Add, Basic, Indexed, Mul, Pow, Rational, S, Sum, Symbol
from sympy.printing.latex import LatexPrinter

from lessons.engine.algebra.functions import ACTIVATIONS, is_step
from lessons.engine.forms.arrays import is_array
from lessons.engine.forms.letters import GREEK
from lessons.engine.forms.notation import factors_in_order, name_of, number_text, read_name, terms_in_order

OWN: dict[str, Any] = {"colours": None, "marked": None, "whole": False, "numbers": None}


def quantity(name: str, subscript: str = "") -> str:
    """A name of core as LaTeX: δ^{(1)}, ∂L/∂W^{(1)}; with a subscript where one entry is meant."""
    own = read_name(name)
    letter = GREEK.get(own.letter, own.letter)
    if own.accent:
        letter = rf"\{own.accent}{{{letter}}}"
    letter, _, power = letter.partition("^")  # σ² of a unit or a layer is the square of its σ
    above = r"\prime" * own.primes + ("" if own.layer is None else f"({own.layer})")
    text = letter + (f"_{{{subscript}}}" if subscript else "") + (f"^{{{above}}}" if above else "")
    if power:
        text = rf"\bigl({text}\bigr)^{power}" if above else f"{text}^{power}"
    return rf"\frac{{\partial L}}{{\partial {text}}}" if own.partial else text


class Printer(LatexPrinter):
    """The house's notation on top of SymPy's printer."""

    _default_settings: ClassVar[dict[str, Any]] = {**LatexPrinter._default_settings, **OWN}

    def _print(self, e, **kwargs):
        if (numbers := self._settings["numbers"]) and isinstance(e, Basic) and e in numbers:
            return numbers[e]
        text = super()._print(e, **kwargs)
        marked, colours = self._settings["marked"], self._settings["colours"]
        if colours and (isinstance(e, Indexed) or e == Symbol("L")):
            text = rf"\textcolor{{{colours[read_name(name_of(e)).role]}}}{{{text}}}"
        if marked and isinstance(e, Basic) and e in marked:
            text = rf"\colorbox{{{marked[e]}}}{{$\displaystyle {text}$}}"
        return text

    def _print_Symbol(self, e, style="plain"):
        name = str(e)
        if name in GREEK:
            return GREEK[name]
        return rf"\mathrm{{{name}}}" if name.isalpha() and len(name) > 1 else super()._print_Symbol(e, style)

    def _print_Idx(self, i):
        return str(i.label)

    def _print_Indexed(self, e):
        if self._settings["whole"]:
            return quantity(name_of(e))
        indices = [self._print(i) for i in e.indices]
        tight = all(re.fullmatch(r"[a-z]'*", i) for i in indices)  # W_ij, but W_{5,10} and x_{p+u,q+v}
        return quantity(name_of(e), ("" if tight else ",").join(indices))

    def _print_IndexedBase(self, e):
        return quantity(name_of(e))

    def _print_Partial(self, e):
        return rf"\frac{{\partial {self._print(e.num)}}}{{\partial {self._print(e.den)}}}"

    def _print_KroneckerDelta(self, e, exp=None):
        a, b = sorted(e.args[:2], key=lambda side: (len(str(side)), str(side)))
        return rf"\mathbf{{1}}[{self._print(a)}{{=}}{self._print(b)}]"

    def _print_Piecewise(self, e):
        if is_step(e):
            return rf"\mathbf{{1}}[{self._print(e.args[0][1])}]"
        return super()._print_Piecewise(e)

    def _print_Applied(self, e, exp=None):
        return rf"{ACTIVATIONS[e.name].latex}\left({self._print(e.args[1])}\right)"

    def _print_Slope(self, e, exp=None):
        return rf"{ACTIVATIONS[e.name].latex}'\left({self._print(e.args[1])}\right)"

    def _print_Quotient(self, e, exp=None):
        return rf"\lfloor {self._print(e.args[0])}/{self._print(e.args[1])} \rfloor"

    def _print_Remainder(self, e, exp=None):
        return rf"({self._print(e.args[0])} \bmod {self._print(e.args[1])})"

    def _print_Largest(self, e, exp=None):
        return rf"\max\left({', '.join(map(self._print, e.args))}\right)"

    def _print_Winner(self, e, exp=None):
        place, *of = map(self._print, e.args)
        return rf"\mathbf{{1}}\left[\operatorname{{arg\,max}}\left({', '.join(of)}\right) = {place}\right]"

    def _print_Sum(self, e):
        body = self._print(e.function)
        if isinstance(e.function, Add):
            body = rf"\left({body}\right)"
        return " ".join(rf"\sum_{{{self._print(limit[0])}}}" for limit in reversed(e.limits)) + " " + body

    def _print_Rational(self, e):
        text = number_text(abs(e))
        if "e" in text:
            digits, exponent = text.split("e")
            text = ("" if digits == "1" else rf"{digits} \cdot ") + f"10^{{{int(exponent)}}}"
        elif "/" in text:
            text = rf"\frac{{{abs(e.p)}}}{{{e.q}}}"
        return "-" + text if e < 0 else text

    def _print_Mul(self, e):
        coefficient, rest = e.as_coeff_Mul()
        sign, coefficient = ("-", -coefficient) if coefficient.is_negative else ("", coefficient)
        top, bottom = [], []
        for f in factors_in_order(rest):
            if isinstance(f, Pow) and f.exp.is_number and f.exp.is_negative:
                bottom.append(Pow(f.base, -f.exp))
            elif f != 1:
                top.append(f)
        if "/" in number_text(coefficient) or (bottom and coefficient.is_Integer):
            p, q = coefficient.p, coefficient.q
        else:  # 2, 0.01
            p, q, top = 1, 1, [coefficient, *top] if coefficient != 1 else top
        if not bottom:
            number = "" if q == 1 else rf"\frac{{{p}}}{{{q}}}"
            between = r" \cdot " if self._settings["numbers"] else r" \, "
            text = between.join(filter(None, [number, self._factors(top)]))
            return sign + (rf"\left({text}\right)" if sign and text.startswith("-") else text)
        below = self._bar(([Rational(q)] if q != 1 else []) + bottom)
        if top and all(isinstance(f, Symbol) for f in bottom):  # 1/N stands in front
            return rf"{sign}\frac{{{p}}}{{{below}}} {self._factors(top)}"
        above = self._bar(([Rational(p)] if p != 1 or not top else []) + top)
        return rf"{sign}\frac{{{above}}}{{{below}}}"

    def _bar(self, factors):
        """Above or below a fraction bar, which holds a single sum together by itself."""
        return self._print(factors[0]) if len(factors) == 1 else self._factors(factors)

    def _factors(self, factors):
        parts = [self._print(f) for f in factors]
        for k, f in enumerate(factors):
            if isinstance(f, Add):
                parts[k] = rf"\left({parts[k]}\right)"
            elif isinstance(f, Sum) and k < len(factors) - 1:  # a sum reaches as far as it can, unless it is closed
                parts[k] = rf"\Bigl({parts[k]}\Bigr)"
        if self._settings["numbers"]:  # 2 · (−3), where letters stand side by side
            return r" \cdot ".join(rf"\left({p}\right)" if k and "-" in p[:9] else p for k, p in enumerate(parts))
        return (r" \odot " if self._settings["whole"] and sum(map(is_array, factors)) > 1 else r" \, ").join(parts)

    def _print_Pow(self, e):
        if e.exp.is_number and e.exp.is_negative:
            return rf"\frac{{1}}{{{self._print(Pow(e.base, -e.exp))}}}"
        if e.exp == S.Half:
            return rf"\sqrt{{{self._print(e.base)}}}"
        base = self._print(e.base)
        bare = isinstance(e.base, Indexed) and "^" not in base and not base.startswith(r"\frac")
        entries = r"\circ " if self._settings["whole"] and is_array(e.base) else ""  # each entry raised on its own
        held = base if bare or isinstance(e.base, Symbol) else rf"\left({base}\right)"
        return f"{held}^{{{entries}{self._print(e.exp)}}}"

    def _print_Add(self, e, order=None):
        text = ""
        for term in terms_in_order(e):
            own = self._print(term)
            text += own if not text else f" - {own[1:]}" if own.startswith("-") else f" + {own}"
        return text

    def _print_exp(self, e, exp=None):
        return f"e^{{{self._print(e.args[0])}}}"

    _print_ExpBase = _print_exp

    def _print_tanh(self, e, exp=None):
        return rf"\tanh\left({self._print(e.args[0])}\right)"

    def _print_log(self, e, exp=None):
        inner = self._print(e.args[0])
        return rf"\log {inner}" if isinstance(e.args[0], Symbol | Indexed) else rf"\log\left({inner}\right)"

    def _print_Product(self, e):
        return r" \, ".join(self._held(side) for side in e.args)

    def _print_Transposed(self, e):
        text = self._held(e.of)
        # the layer and the transpose share one superscript
        own = re.fullmatch(r"(.*)\^\{((?:\\prime)*\(\d+\))\}", text)
        return rf"{own[1]}^{{{own[2]}\top}}" if own else rf"{text}^{{\top}}"

    def _print_ColumnSums(self, e):
        return rf"\mathbf{{1}}^{{\top}} {self._held(e.of)}"

    def _print_RowSums(self, e):
        return rf"{self._held(e.of)} \, \mathbf{{1}}"

    def _print_Total(self, e):
        return rf"\mathbf{{1}}^{{\top}} {self._held(e.of)} \, \mathbf{{1}}"

    def _held(self, e):
        text = self._print(e)
        return rf"\left({text}\right)" if isinstance(e, Add | Mul) else text
