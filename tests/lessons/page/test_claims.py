"""Every comparison in the prose of a lesson is worked out beside it, or is one of those that say nothing of numbers."""

import re

import pytest

from lessons.notes.cell import claim
from lessons.page import reader
from lessons.page.blocks import Prose
from lessons.page.claims import Claim
from lessons.page.reader import claims, lessons, load

COMPARES = re.compile(
    r"\b(?:at least|at most|wins?|larger than|smaller|less than|more than|by about|by far|twice|ten times|hundred times"
    r"|four times|times as|as large as|as many|half the|never (?:more|above)|ahead|last of|fewer|faster|slower|longer"
    r"|shorter|worse|hardly|nearly|eighths|sixteenths|a sixteenth|a quarter|powers of ten)\b"
)
SAID_OTHERWISE = (  # in words that compare, of what nobody could count, or of what the sentence itself sets up
    "That is nearly all that a network has to be able to do",
    "holds for a step as large as 0.5",  # the check above the sentence
    "and more than one way through them",
    "then both together make it six times as large",
    "nothing worked out twice",
    "working nothing out twice",
    "without working out any link twice",
    "Here is the second layer of this network, twice",
    "The shapes alone nearly tell the story",
    "It stands twice in its own probability",
    "whose loss is half the squared error",  # its definition
    "and at two with smaller ones",
    "the shares are no longer the same",
    "Large ones hardly feel it",  # the plot below the sentence
    "one swings widely, its neighbour hardly at all",
    "become ten times as large",  # the table below the sentence does so
    "to as many digits as they do, and to no more",
)


def flat(text: str) -> str:
    return " ".join(text.split())


def prose(lesson) -> list[str]:
    return [flat(block.text) for block in load(lesson.path) if isinstance(block, Prose) and "```" not in block.text]


def unclaimed(text: str, said: list[str]) -> list[str]:
    """The comparisons of a text that stand in no claim, each with the words around it."""
    covered = [range(found.start(), found.end()) for words in said for found in re.finditer(re.escape(words), text)]
    left = [m for m in COMPARES.finditer(text) if not any(m.start() in span for span in covered)]
    return [text[max(m.start() - 40, 0) : m.end() + 40] for m in left]


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_what_the_prose_claims_is_so(lesson):
    text = " ".join(prose(lesson))
    assert [made.words for made in claims(lesson.path) if not made.holds] == []
    assert [made.words for made in claims(lesson.path) if made.words not in text] == []


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_every_comparison_is_claimed(lesson):
    said = [made.words for made in claims(lesson.path)] + list(SAID_OTHERWISE)
    assert [found for text in prose(lesson) for found in unclaimed(text, said)] == []


def test_what_is_said_otherwise_is_still_said():
    text = " ".join(part for lesson in lessons() for part in prose(lesson))
    assert [words for words in SAID_OTHERWISE if words not in text] == []


def test_another_comparison_in_its_place_is_found():
    """Whatever else a sentence says instead, the words of its claim no longer stand, and the test above names it."""
    planted, survivors = 0, []
    for lesson in lessons():
        text, said = " ".join(prose(lesson)), [made.words for made in claims(lesson.path)]
        for found in COMPARES.finditer(text):
            wrong = f"{text[: found.start()]}three sevenths{text[found.end() :]}"
            planted += 1
            if all(words in wrong for words in (*said, *(w for w in SAID_OTHERWISE if w in text))):
                survivors.append(text[found.start() - 30 : found.end() + 30])
    assert planted > 60
    assert survivors == []


def test_a_claim_that_is_not_so_is_found(tmp_path):
    path = tmp_path / "01_wrong.py"
    path.write_text(
        "# %% [markdown]\n# # Wrong\n#\n# Is it? It is larger.\n\n# %%\nfrom lessons.notes.cell import claim\n"
        'claim("It is larger", 1 > 2)\n'
    )
    assert reader.claims(path) == (Claim("It is larger", False),)
    assert [type(block) for block in reader.load(path)] == [Prose]
    assert [block for _, block in reader.shown_by_line(path)] == []


def test_outside_of_a_lesson_a_claim_is_nothing():
    assert claim("never", False) is None
