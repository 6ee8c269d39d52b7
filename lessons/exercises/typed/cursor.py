"""A place among the tokens of a formula, and what is read there before any mathematics: letters, layers, marks."""

import re
from typing import NamedTuple, NoReturn

from lessons.exercises.typed.tokens import Token, Unreadable, Vocabulary


class Head(NamedTuple):
    """What a sum runs over, as it was typed: its letters, from where to where, and what it leaves out."""

    letters: tuple[str, ...]
    start: str = ""
    end: str = ""
    unlike: str = ""


class Cursor:
    """Moves over the tokens; each method reads from where the last one stopped."""

    def __init__(self, found: list[Token], vocabulary: Vocabulary):
        self.tokens, self.at = found, 0
        self.vocabulary = vocabulary

    def peek(self, ahead=0) -> str:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)].text

    def take(self, wanted=None) -> str:
        token = self.tokens[self.at]
        if wanted is not None and token.text != wanted:
            raise Unreadable(f"A “{wanted}” is missing " + (f"before “{token.text}”." if token.text else "at the end."))
        if token.kind == "end":
            raise Unreadable("The formula stops too early.")
        self.at += 1
        return token.text

    def puzzled(self) -> NoReturn:
        raise Unreadable(f"“{self.peek()}” does not fit here." if self.peek() else "The formula stops too early.")

    def head_of_sum(self) -> Head:
        """What stands under and over the sign of a sum, on whichever side first."""
        self.take()
        above = self.limit("^")
        below = self.limit("_")
        if not below:
            raise Unreadable("Say which index the sum runs over: sum_j.")
        above = above or self.limit("^")
        relation = next((sign for sign in ("=", "!=") if sign in below), "")
        at = below.index(relation) if relation else len(below)
        letters = letters_of(below[:at])
        other = "".join(below[at + 1 :])
        if not letters or (relation and len(letters) > 1):
            raise Unreadable("Say which index the sum runs over: sum_j.")
        start, unlike = (other, "") if relation == "=" else ("", other)
        return Head(tuple(letters), start, "".join(above), unlike)

    def limit(self, sign: str) -> list[str]:
        """What stands behind this sign: the letters of one word, or whatever stands in brackets."""
        if self.peek() != sign:
            return []
        self.take()
        if closing := {"{": "}", "(": ")"}.get(self.peek()):
            self.take()
            found = []
            while self.peek() != closing:
                found.append(self.take())
            self.take(closing)
            return found
        word = self.take()
        if (own := re.match("[a-z]+", word)) and own[0] != word:  # sum_kW_k
            self.at -= 1
            kind, joined = self.tokens[self.at].kind, self.tokens[self.at].joined
            rest = word[own.end() :]
            self.tokens[self.at : self.at + 1] = [Token(kind, own[0], joined), Token(kind, rest, False)]
            self.at += 1
            word = own[0]
        return [word]

    def under_hat(self) -> str:
        """x̂ is xhat: what stands under the hat, which has just been read."""
        if self.peek() != "{":
            return f"{self.take()}hat"
        self.take()
        word = f"{self.take()}hat"
        self.take("}")
        return word

    def with_mark(self, word) -> str:
        """A number whose name has a mark below, such as w_t."""
        braced = self.peek() == "_" and self.peek(1) == "{"
        name = f"{word}_{self.peek(2 if braced else 1)}"
        if self.peek() != "_" or self.vocabulary.sizes.get(name, name) != () or (braced and self.peek(3) != "}"):
            return ""
        self.at += 4 if braced else 2
        return name

    def layer(self) -> str:
        """The number of a layer: a1, a^(1), a^{(1)}, a^[1]."""
        token = self.tokens[self.at]
        if token.kind == "number" and token.joined and len(token.text) <= 2:
            return self.take()
        return self.raised_layer()

    def raised_layer(self) -> str:
        ahead = [self.peek(k) for k in range(6)]
        for opening, closing in ("()", "[]"):
            if ahead[:3] == ["^", "{", opening] and ahead[3].isdigit() and ahead[4:6] == [closing, "}"]:
                self.at += 6
                return ahead[3]
            if ahead[:2] == ["^", opening] and ahead[2].isdigit() and ahead[3] == closing:
                self.at += 4
                return ahead[2]
        return ""

    def layer_before_letters(self) -> tuple[str, int]:
        """A bare number raised over letters below, as in W^2_{jk}, and its length in tokens. It may be a power."""
        ahead = [self.peek(k) for k in range(5)]
        if ahead[0] == "^" and ahead[1].isdigit() and ahead[2] == "_":
            return ahead[1], 2
        if ahead[:2] == ["^", "{"] and ahead[2].isdigit() and ahead[3:5] == ["}", "_"]:
            return ahead[2], 4
        return "", 0

    def subscript(self) -> list[str] | None:
        if self.peek() == "[":
            found: list[str] = []
            while self.peek() == "[" and (not found or self.peek(2) == "]"):  # a[n][i] is a[n, i]
                self.take()
                found += self.letters_until("]")
            return found
        if self.peek() != "_":
            return None
        self.take()
        if closing := {"{": "}", "(": ")"}.get(self.peek()):
            self.take()
            return self.letters_until(closing)
        return list(self.take())

    def letters_until(self, closing) -> list[str]:
        found: list[str] = []
        while self.peek() != closing:
            found.append(self.take())
        self.take(closing)
        return letters_of(found)


def letters_of(words: list[str]) -> list[str]:
    """The index letters in what stands in the braces of a sum or below a name: k, and k' beside it."""
    found: list[str] = []
    for word in words:
        if word == "'" and found:
            found[-1] += word
        elif word not in (",", "(", ")"):
            found += word
    return found
