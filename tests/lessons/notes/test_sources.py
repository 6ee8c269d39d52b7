"""Whoever is cited is in the list, once, and nobody else is."""

import re

from lessons.notes.sources import SOURCES, References, citations
from lessons.page.reader import lessons

YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d{2}(?![\d,.]\d)")


def prose():
    lines = [lesson.path.read_text(encoding="utf-8") for lesson in lessons()]
    return [re.sub(r"\n# ", " ", "\n".join(re.findall(r"^#.*", text, re.MULTILINE))) for text in lines]


def test_every_year_in_the_prose_belongs_to_a_source_that_is_listed():
    for text in prose():
        assert len(YEAR.findall(text)) == len(citations(text)), [
            text[m.start() - 60 : m.end()] for m in YEAR.finditer(text)
        ]


def test_every_source_is_cited():
    assert {words for text in prose() for words in citations(text)} == set(SOURCES)


def test_sources_are_numbered_in_the_order_of_the_alphabet_each_once():
    found = References(["(Polyak, 1964)", "Kingma and\nBa (2015, algorithm 1)", "again (Polyak, 1964)"])
    assert found.numbers == {"Kingma and Ba (2015": 1, "Polyak, 1964": 2}
    assert found.numbered("Kingma and\nBa (2015, algorithm 1)") == "Kingma and\nBa (2015 [1], algorithm 1)"
    assert [entry.partition(".")[0] for entry in found.listed] == ["D", "B"]
    surnames = [words.split(",")[0].split()[0].strip("'s") for words in SOURCES]
    assert surnames == sorted(surnames)
    assert References([]).listed == []
