"""Plain text and LaTeX come to the same tokens, and each name has its spellings."""

import pytest

from lessons.engine.algebra.indices import index
from lessons.exercises.typed.tokens import Unreadable, Vocabulary, spellings, tokens

j = index("j", 3)
WORDS = Vocabulary({"a1": (4,), "dz2": (3,), "N": ()}, (j,))


def texts(formula):
    return [token.text for token in tokens(formula)[:-1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a·b", r"a \cdot b"),
        ("a²", "a^2"),
        ("Σ_k δ", r"\sum_k \delta"),
        (r"\left(a\right)", "(a)"),
        ("a⁽²⁾", "a^(2)"),
        ("$a$", "a"),
        ("a ** 2", "a^2"),
    ],
)
def test_two_spellings_are_one(one, other):
    assert texts(one) == [word.lstrip("\\") if word == r"\sum" else word for word in texts(other)]


def test_a_token_knows_whether_it_is_joined():
    assert [token.joined for token in tokens("a1 2")] == [True, True, False, False]
    assert tokens("a")[-1].kind == "end"


def test_a_name_has_many_spellings():
    found = spellings(WORDS)
    assert found["delta", "2"] == found["dz", "2"] == found["delta", ""] == "dz2"
    assert found["a", "1"] == found["a", ""] == "a1"
    assert WORDS.typed("dz2") == "delta2_j"
    assert WORDS.all_names() == r"$a^{(1)}$, $\delta^{(2)}$, $N$"


@pytest.mark.parametrize("text", ["", None, "a" * 301, "a ? b", "+".join("a" * 140)])
def test_what_is_no_formula_gets_a_sentence(text):
    with pytest.raises(Unreadable, match=r"\.$"):
        tokens(text)
