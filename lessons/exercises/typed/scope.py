"""What an index letter means where it stands, and which entry of which array a name with letters is."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sympy import Expr, Idx, IndexedBase, Symbol

from lessons.engine.algebra.indices import index, size_of
from lessons.exercises.typed.cursor import Head
from lessons.exercises.typed.tokens import Unreadable, Vocabulary

MOST_LETTERS = 5  # every letter is an axis of what has to be worked out


class Scope:
    """The letters in use. One that is new runs over whatever the axis has where it first stands."""

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.indices: dict[str, Idx | None] = {str(i.label): i for i in vocabulary.free}
        self.letters = set(self.indices)

    @contextmanager
    def bound(self, letter: str) -> Iterator[Callable[[], Idx]]:
        """Within, `letter` is that of a sum; what is yielded gives its index once it has been used."""
        self._check(letter)
        outside = {letter: self.indices[letter]} if letter in self.indices else {}
        self.indices[letter] = None

        def used() -> Idx:
            found = self.indices[letter]
            if found is None:
                raise Unreadable(f"The sum runs over {letter}, but nothing after it depends on {letter}.")
            return found

        yield used
        del self.indices[letter]
        self.indices |= outside

    def entry(self, name: str, letters: list[str] | None) -> Expr:
        """One entry of an array, or a number."""
        sizes = self.vocabulary.sizes[name]
        if not sizes:
            if letters:
                raise Unreadable(f"{self.vocabulary.latex(name)} is a single number: it takes no index.")
            return Symbol(name, real=True)
        if letters is None:
            usual = self.vocabulary.usual.get(name, ())
            if not usual or any(str(i.label) not in self.indices for i in usual):
                raise Unreadable(
                    f"Say which entry of {self.vocabulary.latex(name)} you mean: it takes {_count(len(sizes))}."
                )
            letters, sizes = [str(i.label) for i in usual], tuple(map(size_of, usual))
        if len(letters) != len(sizes):
            raise Unreadable(f"{self.vocabulary.latex(name)} takes {_count(len(sizes))}, you wrote {len(letters)}.")
        return IndexedBase(name, real=True)[
            tuple(self._index(*axis, name) for axis in zip(letters, sizes, strict=True))
        ]

    def pair(self, a: str, b: str) -> tuple[Idx, Idx]:
        """Two indices that are compared: they run over the same."""
        known = self.indices.get(a) or self.indices.get(b)
        if known is None:
            raise Unreadable(f"Nothing says what {a} and {b} run over.")
        return self._index(a, size_of(known)), self._index(b, size_of(known))

    def check_range(self, letter: str, size: Expr, head: Head):
        """Does the sum run over everything that its index can be? Counted from 0 or from 1; K is as good as 10."""
        last = head.end.strip("()")
        count = last.removesuffix("-1") if head.start == "0" else last
        from_zero = head.start == "0" and (last.endswith("-1") or last == str(size - 1).replace(" ", ""))
        named = len(count) == 1 and count.isupper() and size.is_Integer and count not in self.vocabulary.sizes
        is_whole = named or count == str(size) or (size.is_Integer and last == str(size - 1) and head.start == "0")
        if head.start not in ("", "0", "1") or (last and not (is_whole and (head.start != "0" or from_zero))):
            every = f"0 to {size - 1}" if size.is_Integer else f"1 to ${size}$"
            raise Unreadable(
                f"That sum does not run over every {letter}: here {letter} goes from {every}, and sum_{letter} is "
                "enough."
            )

    def _index(self, letter: str, size, name: str | None = None) -> Idx:
        self._check(letter)
        known = self.indices.get(letter)
        if known is None:
            known = self.indices[letter] = index(letter, size)
        if size_of(known) != size:
            where = f"In {self.vocabulary.latex(name)}" if name else "Here"
            raise Unreadable(
                f"{where} the index ${letter}$ would run over something else: are the indices in the right order?"
            )
        return known

    def _check(self, letter: str) -> None:
        if not re.fullmatch("[a-z]'?", letter):
            raise Unreadable(f"An index is a small letter, such as i or j, not “{letter}”.")
        self.letters.add(letter)
        if len(self.letters) > MOST_LETTERS:
            raise Unreadable("That has more index letters than the answer needs.")


def _count(n: int) -> str:
    return "one index" if n == 1 else f"{n} indices"
