"""A formula that someone typed is read by hand-written rules, and nothing in it is ever run.

Plain text and LaTeX are one language here:

    x_i (p_j - y_j)          x[i]*(p[j]-y[j])         (p - y) x
    a1_i (1 - a1_i)          a^{(1)}_i                sigma'(z1_i)     1[z1_i > 0]     e^{-z}
    delta2_j                 \\delta^{(2)}_j           da1_i            \\frac{\\partial L}{\\partial a^{(1)}_i}
    1/N sum_n x_ni d_nj      \\frac{1}{N} \\sum_n (p_{nk} - y_{nk}) x_{nj}

Only the names of a `Vocabulary` are known. Index letters are free to choose: a letter runs over
whatever the axis has where it first stands. What is accepted is small (300 characters, 120 nodes,
30 deep, 5 index letters, powers up to 4), so reading always ends soon and needs no timer.
"""

from contextlib import ExitStack

from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    KroneckerDelta,
    Mul,
    Piecewise,
    S,
    StrictGreaterThan,
    Sum,
    Symbol,
    exp,
    log,
    sign,
    sqrt,
)

from lessons.engine.algebra.functions import ACTIVATIONS, Applied, Slope
from lessons.engine.algebra.indices import over, size_of
from lessons.exercises.typed.builder import Builder
from lessons.exercises.typed.cursor import Cursor
from lessons.exercises.typed.scope import Scope
from lessons.exercises.typed.tokens import Token, Unreadable, Vocabulary, spellings, tokens

DEEPEST = 30
CLOSING = {"(": ")", "[": "]", "{": "}"}
RELATIONS = (">", "<", ">=", "<=")
FUNCTIONS = {
    "exp": exp, "log": log, "ln": log, "sqrt": sqrt, "abs": Abs, "sign": sign, "sgn": sign,
    "cosh": lambda e: (exp(e) + exp(-e)) / 2, "sinh": lambda e: (exp(e) - exp(-e)) / 2,
    "sech": lambda e: 2 / (exp(e) + exp(-e)),
}  # fmt: skip
STEPS = ("H", "heaviside", "Heaviside", "Theta", "theta", "step", "u")  # functions that are 1 above 0, and 0 below
ANY_ACTIVATION = ("f", "g", "phi", "varphi", "act", "activation")
MEANS = ("mean", "avg", "E")
ACTIVATION_WORDS = {word: name for name, row in ACTIVATIONS.items() for word in (name, *row.typed)}
CASES = "Write a case as a factor: 1[z > 0] is 1 where z > 0, and 0 elsewhere."
SLOPES = "Write the slope of an activation with a stroke, as in sigma'(z)."
OTHERWISE = {  # what people type and is not read here, and how to say it
    "begin": CASES, "if": CASES, "where": CASES, "d": SLOPES, "dot": SLOPES, "dsigma": SLOPES, "dtanh": SLOPES,
    "langle": "Write a mean over n as mean_n.", "softmax": "Write softmax out, with e^z and a sum of them.",
}  # fmt: skip


def read(text, vocabulary: Vocabulary) -> Expr:
    """The expression that `text` spells; raises Unreadable."""
    return _Reader(tokens(text), vocabulary).formula()


class _Reader(Cursor):
    """Recursive descent: each method reads one kind of phrase, from where the last one stopped."""

    def __init__(self, found, vocabulary):
        super().__init__(found, vocabulary)
        self.names = spellings(vocabulary)
        self.scope = Scope(vocabulary)
        self.build = Builder()
        self.depth = 0
        self.within_bars = False  # where | closes, and opens nothing

    # sums and products
    def formula(self):
        depth = 0
        for token in self.tokens:
            depth += (token.text in CLOSING) - (token.text in CLOSING.values())
            if token.text == "=" and depth == 0:
                raise Unreadable("Type the right side alone: what stands behind the “=”.")
        e = self.sum()
        if self.peek() in RELATIONS:
            raise Unreadable("Put a comparison in brackets, as in 1[z > 0].")
        if self.peek():
            self.puzzled()
        return e

    def sum(self):
        terms = [self.product()]
        while self.peek() in ("+", "-"):
            side = -1 if self.take() == "-" else 1
            terms.append(side * self.product())
        return self.build.node(Add(*terms))

    def product(self):
        e = self.signed()
        while True:
            if self.peek() == "*":
                self.take()
                e = self.build.node(Mul(e, self.signed()))
            elif self.peek() == "/":
                self.take()
                e = self.build.quotient(e, self.signed())
            elif self.starts_factor():
                e = self.build.node(Mul(e, self.power()))
            else:
                return e

    def signed(self):
        side = 1
        while self.peek() in ("-", "+"):
            side *= -1 if self.take() == "-" else 1
            self.build.node(S.One)
        return side * self.power()

    def starts_factor(self):
        token = self.tokens[self.at]
        opens = token.text in CLOSING or (token.text == "|" and not self.within_bars)
        return token.kind in ("number", "word") or opens

    def power(self):
        e = self.atom()
        while self.peek() == "^":
            self.take()
            e = self.build.power(e, self.exponent())
        return e

    def exponent(self):
        if self.peek() in ("T", r"\top", r"\intercal") or self.peek(1) in ("T", r"\top"):
            raise Unreadable("For one entry a transpose only swaps two indices: write W_jk, or W_kj, without a T.")
        if self.peek() == "-":
            self.take()
            return -self.atom()
        return self.atom()

    # what a product is made of
    def atom(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("That has too many brackets inside each other.")
        e = self._atom()
        self.depth -= 1
        return e

    def _atom(self):
        token = self.tokens[self.at]
        if token.text in ("1", "I") and self.peek(1) == "[" and (token.text, "") not in self.names:
            self.take()
            return self.indicator()
        if token.text in ("1", "I") and self.peek(1) == "_" and (token.text, "") not in self.names:
            self.at += 2
            return self.indicator()
        if token.text == "I" and self.peek(1) == "(" and ("I", "") not in self.names:
            self.take()
            return self.indicator()
        if token.kind == "number":
            return self.build.number(self.take())
        if token.text in CLOSING:
            return self.bracketed()
        if token.text == "|":
            self.take()
            self.within_bars, outside = True, self.within_bars
            e = self.sum()
            self.within_bars = outside
            self.take("|")
            return self.build.applied(Abs, e)
        if token.text == r"\frac":
            return self.fraction()
        if token.text == "sum":
            return self.big_sum()
        if token.text.lstrip("\\") in MEANS and self.peek(1) == "_" and (token.text, "") not in self.names:
            return self.big_sum(mean=True)
        if token.text == "dL" and self.peek(1) == "/":  # dL/da1_i
            self.at += 2
            return self.word()
        if token.text == r"\partial":  # ∂L/∂a1_i
            if [self.peek(k) for k in (1, 2, 3)] != ["L", "/", r"\partial"]:
                raise Unreadable("Write ∂L/∂a as da1, with its layer and indices: da1_i.")
            self.at += 4
            return self.word("d")
        if token.kind == "word":
            return self.word()
        return self.puzzled()

    def bracketed(self):
        opening = self.peek()
        if self.tokens[self.at + 1].kind == "word" and self.peek(2) == "=" and self.peek(4) == CLOSING[opening]:
            return self.indicator()
        start, nodes = self.at, self.build.nodes
        self.take()
        e = self.sum()
        if self.peek() in RELATIONS:  # (z > 0), as NumPy writes it
            self.at, self.build.nodes = start, nodes
            return self.indicator()
        self.take(CLOSING[opening])
        return e

    def fraction(self):
        self.take()
        if self.peek() == "{" and self.peek(1) == r"\partial":  # ∂L/∂a
            for sign in ("{", r"\partial", "L", "}", "{", r"\partial"):
                self.take(sign)
            e = self.word("d")
            self.take("}")
            return e
        if [self.peek(k) for k in range(4)] == ["{", "dL", "}", "{"]:  # dL/da
            self.at += 4
            e = self.word()
            self.take("}")
            return e
        above = self.atom()
        return self.build.quotient(above, self.atom())

    def indicator(self):
        """1[z > 0] or 1[j = k], from the bracket on."""
        closing = CLOSING.get(self.peek())
        if closing is None:
            self.puzzled()
        self.take()
        if closing == "}" and self.peek() in ("(", "["):  # 1_{[z > 0]}
            e = self.indicator()
            self.take("}")
            return e
        if self.tokens[self.at].kind == "word" and self.peek(1) == "=" and len(self.peek(2)) == 1:
            a, _, b = self.take(), self.take(), self.take()
            self.take(closing)
            return self.build.node(KroneckerDelta(*self.scope.pair(a, b)))
        left, relation, right = self.sum(), self.take(), self.sum()
        self.take(closing)
        if relation in (">=", "<="):
            raise Unreadable("Write z > 0: at 0 itself the slope counts as 0 here.")
        if relation not in (">", "<"):
            raise Unreadable("Square brackets hold a comparison, such as 1[z > 0] or 1[j = k].")
        if relation == "<":
            left, right = right, left
        if (left - right).has(Function, Piecewise) or not (left - right).has(Symbol):
            raise Unreadable("Compare plain quantities in square brackets, as in 1[z > 0].")
        return self.above(left, right)

    def above(self, left, right):
        """1 where left is larger, and 0 elsewhere."""
        holds = StrictGreaterThan(left, right, evaluate=False)
        return self.build.node(Piecewise((S.One, holds), (S.Zero, True), evaluate=False))

    def big_sum(self, mean=False):
        """The sum, or the mean, over one letter or several."""
        head = self.head_of_sum()
        with ExitStack() as within:
            used = {letter: within.enter_context(self.scope.bound(letter)) for letter in head.letters}
            body = self.power()
            while self.peek() in ("*", "/") or self.starts_factor():
                if self.peek() in ("*", "/") and self.take() == "/":
                    body = self.build.quotient(body, self.power())
                else:
                    body = self.build.node(Mul(body, self.power()))
            for letter in reversed(head.letters):
                own = used[letter]()
                self.scope.check_range(letter, size_of(own), head)
                if head.unlike:
                    body = self.build.node(body * (1 - KroneckerDelta(*self.scope.pair(letter, head.unlike))))
                body = self.build.node(Sum(body, over(own)))
                body = self.build.quotient(body, size_of(own)) if mean else body
            return body

    # names
    def word(self, prefix=""):
        start = self.at
        word = prefix + self.take().lstrip("\\")
        if word == "hat":
            word = self.under_hat()
        if name := self.with_mark(word):
            return self.build.node(self.scope.entry(name, None))
        if entry := self.with_layer(word):
            return self.build.node(self.scope.entry(*entry))
        layer = self.layer()
        if word == "e" and self.peek() == "^":
            self.take()
            return self.build.node(exp(self.exponent()))
        if not layer and (word in FUNCTIONS or word in ACTIVATION_WORDS):
            return self.call(word)
        if not layer and word.lower() in ACTIVATION_WORDS and self.peek() in ("'", "("):  # Sigmoid, as PyTorch has it
            return self.call(word.lower())
        if not layer and word in ANY_ACTIVATION and self.vocabulary.activation and self.peek() in ("'", "("):
            return self.call(self.vocabulary.activation)
        if not layer and word in STEPS and self.peek() == "(":
            argument = self.atom()
            if argument.has(Function, Piecewise) or not argument.has(Symbol):
                raise Unreadable("A step is needed only of plain quantities here, as in H(z).")
            return self.above(argument, S.Zero)
        is_run = len(word) > 1 and not prefix and not self.tokens[start].text.startswith("\\")
        if is_run and (word[0], "") in self.names and self.takes(self.names[word[0], ""], word[1:]):  # pj is p_j
            return self.build.node(self.scope.entry(self.names[word[0], ""], list(word[1:])))
        if is_run and all((letter, "") in self.names for letter in word[:-1]):  # py is p y
            self.tokens[start : start + 1] = [Token("word", letter, False) for letter in word]
            self.at = start
            return self.word()
        raise Unreadable(self.unknown(f"{word}{layer}"))

    def with_layer(self, word) -> tuple[str, list[str] | None] | None:
        """A name of the exercise and its letters; the layer stands before them, or raised behind them."""
        start = self.at
        layer, length = self.layer_before_letters()
        if layer and (word, layer) in self.names:
            self.at += length
            return self.names[word, layer], self.subscript()
        if layer not in ("", "0", "1") and (word, "") in self.names:  # a^2_j is the square of a_j
            self.at += length
            below = self.subscript()
            self.tokens[self.at : self.at] = [Token("sign", "^", False), Token("number", layer, False)]
            return self.names[word, ""], below
        if (word, layer := self.layer()) in self.names and layer:
            own, token = self.names[word, layer], self.tokens[self.at]
            if token.joined and token.kind == "word" and self.takes(own, token.text):  # a1i is a1_i
                return own, list(self.take())
            return own, self.and_more(own, self.subscript())
        if layer:
            self.at = start
            return None
        below = self.subscript()
        if below and (layer := self.raised_layer()):
            if (word, layer) not in self.names:
                raise Unreadable(self.unknown(f"{word}{layer}"))
            return self.names[word, layer], below
        if below and (word, below[0]) in self.names:  # a_{1,i}
            return self.names[word, below[0]], below[1:]
        if (word, "") in self.names:
            return self.names[word, ""], self.and_more(self.names[word, ""], below)
        self.at = start
        return None

    def takes(self, name, letters) -> bool:
        """May these be the indices of `name`, where none of them is itself the name of something?"""
        fit = len(letters) == len(self.vocabulary.sizes[name]) and letters.islower()
        return fit and not any((letter, "") in self.names for letter in letters)

    def and_more(self, name, below: list[str] | None) -> list[str] | None:
        """The indices so far, and those that a comma without braces adds: a_n,i."""
        while below and len(below) < len(self.vocabulary.sizes[name]) and self.peek() == ",":
            self.take()
            below = below + list(self.take())
        return below

    def unknown(self, word) -> str:
        return (
            OTHERWISE.get(word)
            or f"“{word}” has no meaning in this exercise. Its names are {self.vocabulary.all_names()}."
        )

    def call(self, word):
        slope = self.peek() == "'"
        if slope:
            self.take()
        exponent = None
        if self.peek() == "^":  # tanh^2(z)
            self.take()
            exponent = self.exponent()
            if exponent == -1:
                raise Unreadable(f"“{word}^-1” can mean two things: write 1/{word}(…).")
        argument = self.larger_than_zero() if word in ("max", "maximum") and not slope else self.argument()
        if word in ACTIVATION_WORDS:
            name = Symbol(ACTIVATION_WORDS[word])
            found = self.build.applied(lambda e: Slope(name, e) if slope else Applied(name, e), argument)
        elif slope:
            raise Unreadable(f"The slope of {word} is not needed here.")
        else:
            found = self.build.applied(FUNCTIONS[word], argument)
        return found if exponent is None else self.build.power(found, exponent)

    def argument(self):
        return self.atom() if self.peek() in ("(", "{") else self.power()

    def larger_than_zero(self):
        """What stands in max(0, z), which is how many write ReLU."""
        self.take("(")
        first = self.sum()
        self.take(",")
        second = self.sum()
        self.take(")")
        if 0 not in (first, second):
            raise Unreadable("The larger of two is needed only where one of them is 0: max(0, z).")
        return second if first == 0 else first
