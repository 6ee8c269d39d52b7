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
    sqrt,
)

from lessons.engine.algebra.functions import ACTIVATIONS, Applied, Slope
from lessons.engine.algebra.indices import over
from lessons.exercises.typed.builder import Builder
from lessons.exercises.typed.cursor import Cursor
from lessons.exercises.typed.scope import Scope
from lessons.exercises.typed.tokens import Token, Unreadable, Vocabulary, spellings, tokens

DEEPEST = 30
FUNCTIONS = {"exp": exp, "log": log, "ln": log, "sqrt": sqrt, "abs": Abs}
ACTIVATION_WORDS = {word: name for name, row in ACTIVATIONS.items() for word in (name, *row.typed)}


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

    # sums and products
    def formula(self):
        e = self.sum()
        if self.peek():
            self.puzzled()
        return e

    def sum(self):
        terms = [self.product()]
        while self.peek() in ("+", "-"):
            sign = -1 if self.take() == "-" else 1
            terms.append(sign * self.product())
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
        sign = 1
        while self.peek() in ("-", "+"):
            sign *= -1 if self.take() == "-" else 1
            self.build.node(S.One)
        return sign * self.power()

    def starts_factor(self):
        token = self.tokens[self.at]
        return token.kind in ("number", "word") or token.text in ("(", "[", "{")

    def power(self):
        e = self.atom()
        while self.peek() == "^":
            self.take()
            e = self.build.power(e, self.exponent())
        return e

    def exponent(self):
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
        if token.text == "1" and self.peek(1) == "[":
            self.take()
            return self.indicator()
        if token.kind == "number":
            return self.build.number(self.take())
        if token.text in ("(", "{"):
            return self.bracketed()
        if token.text == "[":
            return self.indicator()
        if token.text == "|":
            self.take()
            e = self.sum()
            self.take("|")
            return self.build.applied(Abs, e)
        if token.text == r"\frac":
            return self.fraction()
        if token.text == "sum":
            return self.big_sum()
        if token.text == r"\partial" or (token.text == "dL" and self.peek(1) == "/"):
            raise Unreadable("Write ∂L/∂a as da1, with its layer and indices: da1_i.")
        if token.kind == "word":
            return self.word()
        return self.puzzled()

    def bracketed(self):
        closing = {"(": ")", "{": "}"}[self.take()]
        e = self.sum()
        self.take(closing)
        return e

    def fraction(self):
        self.take()
        if self.peek() == "{" and self.peek(1) == r"\partial":  # ∂L/∂a
            for sign in ("{", r"\partial", "L", "}", "{", r"\partial"):
                self.take(sign)
            e = self.word("d")
            self.take("}")
            return e
        above = self.atom()
        return self.build.quotient(above, self.atom())

    def indicator(self):
        """1[z > 0] or 1[j = k]."""
        self.take("[")
        if self.tokens[self.at].kind == "word" and self.peek(1) == "=" and len(self.peek(2)) == 1:
            a, _, b = self.take(), self.take(), self.take()
            self.take("]")
            return self.build.node(KroneckerDelta(*self.scope.pair(a, b)))
        left, relation, right = self.sum(), self.take(), self.sum()
        self.take("]")
        if relation not in (">", "<"):
            raise Unreadable("Square brackets hold a comparison, such as 1[z > 0] or 1[j = k].")
        if relation == "<":
            left, right = right, left
        if (left - right).has(Function, Piecewise) or not (left - right).has(Symbol):
            raise Unreadable("Compare plain quantities in square brackets, as in 1[z > 0].")
        holds = StrictGreaterThan(left, right, evaluate=False)
        return self.build.node(Piecewise((S.One, holds), (S.Zero, True), evaluate=False))

    def big_sum(self):
        with self.scope.bound(self.letter_of_sum()) as used:
            body = self.power()
            while self.peek() in ("*", "/") or self.starts_factor():
                if self.peek() in ("*", "/") and self.take() == "/":
                    body = self.build.quotient(body, self.power())
                else:
                    body = self.build.node(Mul(body, self.power()))
            return self.build.node(Sum(body, over(used())))

    # names
    def word(self, prefix=""):
        start = self.at
        word = prefix + self.take().lstrip("\\")
        if word == "hat":
            word = self.under_hat()
        if name := self.with_mark(word):
            return self.build.node(self.scope.entry(name, None))
        layer = self.layer()
        if (word, layer) in self.names:
            return self.build.node(self.scope.entry(self.names[word, layer], self.subscript()))
        if word == "e" and self.peek() == "^":
            self.take()
            return self.build.node(exp(self.exponent()))
        if not layer and (word in FUNCTIONS or word in ACTIVATION_WORDS):
            return self.call(word)
        is_run = len(word) > 1 and not prefix and not self.tokens[start].text.startswith("\\")
        if is_run and all((letter, "") in self.names for letter in word[:-1]):  # py is p y
            self.tokens[start : start + 1] = [Token("word", letter, False) for letter in word]
            self.at = start
            return self.word()
        raise Unreadable(
            f"“{word}{layer}” has no meaning in this exercise. Its names are {self.vocabulary.all_names()}."
        )

    def call(self, word):
        slope = self.peek() == "'"
        if slope:
            self.take()
        if word == "max":  # max(0, z) is how many write ReLU
            self.take("(")
            self.take("0")
            self.take(",")
            argument = self.sum()
            self.take(")")
        else:
            argument = self.atom() if self.peek() in ("(", "{") else self.power()
        if word in ACTIVATION_WORDS:
            name = Symbol(ACTIVATION_WORDS[word])
            return self.build.applied(lambda e: Slope(name, e) if slope else Applied(name, e), argument)
        if slope:
            raise Unreadable(f"The slope of {word} is not needed here.")
        return self.build.applied(FUNCTIONS[word], argument)
