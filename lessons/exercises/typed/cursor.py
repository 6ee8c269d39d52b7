"""A place among the tokens of a formula, and what is read there before any mathematics: letters, layers, marks."""

from typing import NoReturn

from lessons.exercises.typed.tokens import Token, Unreadable, Vocabulary


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

    def letter_of_sum(self) -> str:
        """The index of a sum. Its limits are stepped over: the index knows its own."""
        self.take()
        if self.peek() != "_":
            raise Unreadable("Say which index the sum runs over: sum_j.")
        self.take()
        if self.peek() == "{":
            self.take()
            letter = self.take()
            while self.peek() != "}":
                self.take()
            self.take("}")
        else:
            letter = self.take()
        if self.peek() == "^":
            self.take()
            self.step_over_limit()
        return letter

    def step_over_limit(self):
        """Step over an upper limit: one token, or whatever stands in braces."""
        if self.take() == "{":
            while self.take() != "}":
                pass

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
        """The number of a layer: a1, a^(1), a^{(1)}."""
        token = self.tokens[self.at]
        if token.kind == "number" and token.joined and len(token.text) <= 2:
            return self.take()
        ahead = [self.peek(k) for k in range(6)]
        if ahead[:3] == ["^", "{", "("] and ahead[3].isdigit() and ahead[4:6] == [")", "}"]:
            self.at += 6
            return ahead[3]
        if ahead[:2] == ["^", "("] and ahead[2].isdigit() and ahead[3] == ")":
            self.at += 4
            return ahead[2]
        return ""

    def subscript(self) -> list[str] | None:
        if self.peek() == "[":
            self.take()
            return self.letters_until("]")
        if self.peek() != "_":
            return None
        self.take()
        if self.peek() == "{":
            self.take()
            return self.letters_until("}")
        return list(self.take())

    def letters_until(self, closing) -> list[str]:
        found: list[str] = []
        while self.peek() != closing:
            word = self.take()
            found += [] if word == "," else list(word)
        self.take(closing)
        return found
