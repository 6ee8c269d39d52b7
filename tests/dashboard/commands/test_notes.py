"""`chainrule notes` writes what was asked for, or says in a sentence why not."""

import argparse
import json
from itertools import pairwise

import pytest

from dashboard.commands.notes import add
from dashboard.commands.paper import NotesError


def notes(*words) -> int:
    parser = argparse.ArgumentParser()
    add(parser.add_subparsers())
    chosen = parser.parse_args(["notes", *map(str, words)])
    return chosen.do(chosen)


def test_one_lesson_by_name_and_by_number(tmp_path, capsys):
    assert notes("softmax", "--format", "html", "--save", tmp_path / "a.html") == 0
    assert str(tmp_path / "a.html") in capsys.readouterr().out
    assert notes("6", "--format", "html", "--save", tmp_path / "b.html") == 0
    assert (tmp_path / "a.html").read_text() == (tmp_path / "b.html").read_text()
    assert "color:#0b62b0" in (tmp_path / "a.html").read_text()  # in the dashboard's colours


def test_links_lead_to_the_dashboard_that_is_named(tmp_path):
    notes("6", "--format", "html", "--host", "https://course.example.edu/", "--save", tmp_path / "a.html")
    assert '<a href="https://course.example.edu/step?' in (tmp_path / "a.html").read_text()
    notes("6", "--format", "html", "--save", tmp_path / "b.html")
    assert '<a href="/step' not in (tmp_path / "b.html").read_text()


@pytest.mark.parametrize("host", ["course.example.edu", "javascript:alert(1)"])
def test_what_is_no_address_of_a_dashboard_is_refused(host, tmp_path):
    with pytest.raises(NotesError, match="begins with https://"):
        notes("6", "--format", "html", "--host", host, "--save", tmp_path / "a.html")


def test_a_pdf(tmp_path):
    notes("6", "--save", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_notebooks_go_into_a_folder(tmp_path):
    notes("6", "--format", "ipynb", "--save", tmp_path / "books")
    (path,) = (tmp_path / "books").iterdir()
    assert path.name == "06_softmax.ipynb"
    assert json.loads(path.read_text())["cells"]


def test_exercises_have_their_key_behind_all_questions(tmp_path):
    notes("6", "2", "--exercises", "--format", "html", "--save", tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    places = [
        text.index(f'<section id="{name}">')
        for name in ("softmax-exercises", "one-neuron-exercises", "softmax-key", "one-neuron-key")
    ]
    assert places == sorted(places)


def test_every_student_has_a_sheet_and_the_keys_come_last(tmp_path):
    notes("2", "--exercises", "--sheets", "3", "--format", "html", "--save", tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    names = [f"one-neuron-{k}-{kind}" for kind in ("exercises", "key") for k in (1, 2, 3)]
    places = [text.index(f'<section id="{name}">') for name in names]
    assert places == sorted(places)
    bodies = [text[a:b].split("</h1>")[1] for a, b in pairwise([*places, len(text)])]
    assert len(set(bodies)) == 6  # no two students have the same numbers
    again = tmp_path / "b.html"
    notes("2", "--exercises", "--sheets", "3", "--format", "html", "--save", again)
    assert again.read_text() == text  # a sheet is known by its number


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["philosophy"], "There is no lesson “philosophy”. There are: 1 "),
        (["6", "--sheets", "3"], "add --exercises"),
        (["6", "--exercises", "--sheets", "101"], "1 to 100 sheets"),
        (["6", "--digit", "10000"], "There is no test digit 10000"),
        (["6", "--exercises", "--format", "ipynb"], "Exercises are printed as PDF or HTML"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(words, sentence):
    with pytest.raises(NotesError, match=sentence):
        notes(*words)
