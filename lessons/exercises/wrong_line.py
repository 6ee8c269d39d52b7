"""Find the wrong line: a derivation or a backward pass in NumPy with one planted error.

Right lines come from the derivation, and the wrong one is made from a right one. Each is worked out on a
pass of core: the planted line gives other numbers than core, every other line gives core's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

import numpy as np
from sympy import Expr, Indexed

from core.layers import ShapeError
from core.network import Network
from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.indices import free_indices
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.equations import derive
from lessons.engine.forms.latex import latex
from lessons.engine.forms.notation import name_of
from lessons.engine.forms.numpy_line import numpy_line, run
from lessons.engine.proof.named_arrays import example
from lessons.engine.proof.witnesses import difference
from lessons.exercises.context import CannotAsk, Context, Verdict
from lessons.exercises.mistakes import Mistake, array_mistakes, mistakes
from lessons.exercises.restated import Restated, restated
from lessons.exercises.subject import Subject

WRONG = 1e-3  # a planted error changes the numbers by at least this, relative to the largest
RIGHT = 1e-12
WIDTH = 4  # of every layer, and of the batch: then a missing transpose still runs, and is wrong in its numbers


class Lines(NamedTuple):
    """What is on the page: its lines as Markdown, which one is wrong, why, and what it should be."""

    lines: tuple[str, ...]
    reasons: tuple[str, ...]  # beside the lines; empty where there are none
    wrong: int
    words: str
    right: str
    error: float  # of the wrong line's numbers, relative
    doubt: float  # the same for the worst of the right lines


@dataclass(frozen=True)
class WrongLine:
    """Pick the line that does not follow: WrongLine(in_derivation("dz1")), WrongLine(in_numpy("dz3 dW3 db3 da2"))."""

    plant: Callable[[Context], Lines]
    asks: ClassVar[str] = "line"
    varies: ClassVar[bool] = True

    def page(self, context: Context) -> Lines:
        return _page(self.plant, context)

    def prompt(self, context: Context) -> str:
        return "One of these lines is wrong, and all the others are right. Which one?"

    def options(self, context: Context) -> tuple[str, ...]:
        return self.page(context).lines

    def reasons(self, context: Context) -> tuple[str, ...]:
        return self.page(context).reasons

    def judge(self, answer: Any, context: Context) -> Verdict:
        page = self.page(context)
        if not isinstance(answer, int) or not 0 <= answer < len(page.lines):
            return Verdict(False, "Choose a line first.")
        if answer == page.wrong:
            return Verdict(True, f"Found. {page.words}")
        return Verdict(
            False, f"Line {answer + 1} is right: on a test pass it gives the very numbers that the network computes."
        )

    def solution(self, context: Context) -> str:
        page = self.page(context)
        return f"Line {page.wrong + 1}. {page.words} It should read:\n\n{page.right}"


@lru_cache(maxsize=64)
def _page(plant: Callable[[Context], Lines], context: Context) -> Lines:
    """A page that is looked at again and again is planted once."""
    return plant(context)


def in_derivation(name: str, given: str = "") -> Callable[[Context], Lines]:
    """The derivation of `name` in a network built like the student's, for one digit; with N, for a mini-batch."""

    def plant(context: Context) -> Lines:
        network = squared(str(context.network))
        names = [word if word == "N" else context.name(word) for word in given.split()]
        about = restated(network, context.name(name), " ".join(names))
        arrays = example(network, WIDTH if "N" in about.given else 1)
        return _planted([(about, arrays)], context.draw("derivation", name, given))

    return plant


def in_lines(*abouts: Subject) -> Callable[[Context], Lines]:
    """The derivation of any equation, see `equation`; where one is short, several under each other."""

    def plant(context: Context) -> Lines:
        places = [(about.equation, about.sample(0)) for about in abouts]
        return _planted(places, context.draw("lines", *(about.equation.lhs for about in abouts)))

    return plant


def _planted(places: Sequence[tuple[Restated, Mapping]], chance: np.random.Generator) -> Lines:
    """One error in one line. The first line of a derivation that stands alone is right: all others hang on it."""
    lines = [(about, k, step, arrays) for about, arrays in places for k, step in enumerate(about.steps)]
    known = [at for at, (_, _, step, arrays) in enumerate(lines) if _has_numbers(step.expr, arrays)]

    def error_of(at: int, e: Expr) -> float:
        about, _, _, arrays = lines[at]
        return _error(about, e, arrays)

    candidates = []
    for at in known:
        about, k, step, _ = lines[at]
        if k or len(places) > 1:
            usual = mistakes([step.expr], "N" in about.given)
            candidates += [(at, m) for m in usual if free_indices(m.wrong) <= set(about.indices)]
    wrong, mistake, error = _chosen(candidates, error_of, chance)
    shown = [_line(about, step.expr) for about, _, step, _ in lines]
    right, shown[wrong] = shown[wrong], _line(lines[wrong][0], mistake.wrong)
    doubt = max((error_of(at, lines[at][2].expr) for at in known if at != wrong), default=0.0)
    reasons = tuple(about.reasons[k] for about, k, _, _ in lines)
    return Lines(tuple(shown), reasons, wrong, mistake.words, right, error, doubt)


def in_numpy(names: str = "") -> Callable[[Context], Lines]:
    """The backward pass in NumPy of a network built like the student's; with names, of these gradients only."""

    def plant(context: Context) -> Lines:
        network = squared(str(context.network))
        arrays = example(network, WIDTH)
        wanted = [context.name(name) for name in names.split()]
        equations = [
            e for e in derive(network) if e.direction == "backward" and e.matrix is not None and e.name != "dx"
        ]
        equations = [e for e in equations if e.name in wanted or not wanted]
        lines = [f"`{e.numpy}`" for e in equations]

        def error_of(k, wrong):
            return _array_error(equations[k].name, numpy_line(equations[k].name, wrong), arrays)

        candidates = [(k, m) for k, e in enumerate(equations) for m in array_mistakes(e.matrix)]
        k, mistake, error = _chosen(candidates, error_of, context.draw("numpy", names))
        right, lines[k] = lines[k], f"`{numpy_line(equations[k].name, mistake.wrong)}`"
        doubt = max((error_of(n, e.matrix) for n, e in enumerate(equations) if n != k), default=0.0)
        return Lines(tuple(lines), (), k, mistake.words, right, error, doubt)

    return plant


def _chosen(candidates: list[tuple[int, Mistake]], error_of: Callable[[int, Expr], float], chance: np.random.Generator):
    """(line, mistake, error): the first that shows in the numbers, in an order left to chance. Raises CannotAsk."""
    for n in chance.permutation(len(candidates)):
        k, mistake = candidates[n]
        if (error := error_of(k, mistake.wrong)) > WRONG:
            return k, mistake, error
    raise CannotAsk("In your network there is no line here that could be made wrong. Choose one with a hidden layer.")


@lru_cache(maxsize=32)
def squared(text: str) -> Network:
    """The network with the same layers where every layer has the same few units."""
    try:
        return Network.from_text(re.sub(r"\d+", str(WIDTH), text))
    except ShapeError:  # a convolution, or what else is more than a width
        return Network.from_text("4-4-relu-4-relu-4")


def _has_numbers(e: Expr, arrays) -> bool:
    """Does core compute everything that e speaks of? The chain rule's own links are named and not worked out."""
    return not e.has(Partial) and {name_of(q) for q in e.atoms(Indexed)} <= set(arrays)


def _error(about: Restated, e, arrays) -> float:
    with np.errstate(all="ignore"):
        return difference(evaluate(e, about.numbers(arrays), about.indices), about.result(arrays))


def _array_error(name: str, line: str, arrays) -> float:
    with np.errstate(all="ignore"):  # a wrong line may well divide by zero
        got = np.asarray(run(line, arrays))
    want = np.asarray(arrays[name])
    return difference(got, want) if got.shape in (want.shape, (1, *want.shape)) else 1.0


def _line(about: Restated, e) -> str:
    return f"${latex(about.lhs)} = {latex(e)}$"
