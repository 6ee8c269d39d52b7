"""Every kind of exercise asks about any network or says why not, prints, and has a key."""

import pytest

from lessons.exercises import (
    CannotAsk,
    Derive,
    Entry,
    Predict,
    WrongLine,
    in_derivation,
    in_network,
    in_numpy,
    larger_of,
    sheet,
    sign_of,
)
from tests.support.contexts import CONTEXTS, context

ALL = [
    Derive("Derive it.", in_network("5-4-sigmoid-3", "dW2", "a1 p y")),
    Entry("dW2"),
    Predict(sign_of("dz3")),
    WrongLine(in_derivation("dz2")),
]


def test_a_network_without_a_hidden_layer_gets_a_sentence():
    flat = context("784-10")
    assert Entry("dW3").judge("1", flat).message  # its last layer is meant
    with pytest.raises(CannotAsk, match="hidden layer"):
        Entry("dz1", "z1 da1").prompt(flat)


@pytest.mark.parametrize(
    "network",
    [
        "784-6-bn-relu-5-relu-10",
        "784-6-ln-relu-10",
        "784-6-relu-dropout0.5-10",
        "1x28x28-conv2x5x5-relu-maxpool2-flatten-10",
    ],
)
def test_any_network_is_asked_or_told_why_not(network):
    """Layers that an exercise was not written for end in a sentence, never in an exception of another kind."""
    built, asked, refused = context(network), 0, []
    asking = [Entry("dW2"), Entry("dz1", "z1 W2 dz2"), Entry("da1"), Predict(sign_of("dz3")), Predict(larger_of("dW1"))]
    for exercise in [
        *asking,
        WrongLine(in_derivation("dz1", "z1 W2 dz2")),
        WrongLine(in_numpy()),
        WrongLine(in_derivation("dz3")),
    ]:
        try:
            assert exercise.prompt(built)
            exercise.options(built)
            assert exercise.solution(built)
            asked += 1
        except CannotAsk as problem:
            refused.append(str(problem))
    assert asked >= 3
    assert all(sentence.endswith(".") for sentence in refused)


def test_a_sheet_has_a_key_for_every_question():
    printed = sheet([*ALL, Entry("da2")], CONTEXTS[0])
    assert len(printed.questions) == len(printed.key) == len(ALL) + 1
    short = sheet([*ALL, Entry("da1")], context("784-10"))
    assert len(short.questions) == len(short.key) == len(ALL)  # what cannot be asked is left out
    for k, (question, solution) in enumerate(zip(*short, strict=True), 1):
        assert question.startswith(f"**{k}.** ")
        assert solution.startswith(f"**{k}.** ")


@pytest.mark.parametrize("exercise", ALL, ids=[e.asks for e in ALL])
def test_texts_have_balanced_mathematics(exercise):
    for c in CONTEXTS[:5]:
        texts = [
            exercise.prompt(c),
            exercise.solution(c),
            *exercise.options(c),
            exercise.judge("1" if exercise.asks == "number" else 0, c).message,
        ]
        for text in texts:
            assert text.count("$") % 2 == 0, text
            assert text.count("{") == text.count("}"), text
