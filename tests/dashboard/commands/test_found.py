"""The first page finds proofs, letters and words by their names, each where it is."""

import re

from dashboard.commands.found import Found, found, proof_place, row
from lessons.notes.chapters import lesson_chapter
from lessons.notes.html import reference
from lessons.page.example import misread
from lessons.page.reader import lessons


def one_lesson(slug):
    lesson = next(lesson for lesson in lessons() if lesson.slug == slug)
    return list(found([lesson], [lesson_chapter(lesson, misread())]))


def test_every_proof_of_a_lesson_is_found_once_where_it_stands_first():
    all_of_it = one_lesson("a-layer-and-its-transpose")
    proofs = {one.name: one.address for one in all_of_it if "#proof" in one.address}
    page = "a-layer-and-its-transpose.html#"
    assert proofs == {name: page + proof_place(k) for k, name in ((1, "z2"), (3, "da1"), (5, "dW2"), (7, "db2"))}


def test_every_place_in_the_letters_is_there():
    places = {one.address.partition("#")[2] for one in one_lesson("initialisation") if "letters.html" in one.address}
    assert len(places) > 30
    assert places <= set(re.findall(r'id="([^"]+)"', reference()))


def test_a_letter_of_one_lesson_leads_there():
    says = "in lesson 12: the root of the mean square of a pre-activation"
    assert Found("initialisation.html", "τ", says, r"\tau") in one_lesson("initialisation")


def test_a_letter_is_found_by_what_it_is_called():
    text = row(Found("letters.html#letters", "x\u0302", "normalised, (x − μ) / √(σ² + ε)", "hat"))
    words = re.search('data-found="([^"]*)"', text)[1].split()
    assert words == ["x\u0302", "hat", "normalised", "x", "μ", "σ²", "ε"]
