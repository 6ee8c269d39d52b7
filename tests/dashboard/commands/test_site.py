"""The course as plain files: every link leads to a file that is there, and nothing is asked of a network."""

import json
import re
from itertools import islice

import pytest

from dashboard.commands import course, proved
from dashboard.commands.cli import main
from dashboard.data.lesson_digit import example, mistake
from lessons.page.named import named_exercises
from lessons.page.reader import lessons
from lessons.registry import prove
from lessons.tiers import Tier

SOME = 6  # of the proofs; `chainrule site` writes all
KEPT = ("one-neuron", "backpropagation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A course of two lessons."""
    path = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proved, "prove", lambda: islice(prove(), SOME))
        patch.setattr(proved, "tiers", lambda proofs: (Tier("proved", "equations", len(proofs), "by witnesses"),))
        patch.setitem(course.WALKS, "convolution.html", "784-12-tanh-10")
        for name, text in course.pages(KEPT):
            (path / name).write_text(text, encoding="utf-8")
    return path


def test_every_link_leads_to_a_file_and_nothing_to_a_network(folder):
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert set(files) == {
        "index.html",
        "letters.html",
        "proofs.html",
        *course.WALKS,
        *(f"{name}.html" for name in KEPT),
    }
    for text in files.values():
        assert "default-src 'none'" in text
        page = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
        assert {link.partition("#")[0] for link in re.findall(r'href="([^"#][^"]*)"', page)} <= set(files)


def test_stages_and_numbers_to_drag_are_inside(folder):
    text = (folder / "backpropagation.html").read_text(encoding="utf-8")
    moving = json.loads(re.search(r'id="saved">(.*?)</script>', text, re.DOTALL)[1])["moving"]
    assert [one["kind"] for one in moving].count("walk") >= 1
    assert len(re.findall(r'data-moving="\d+"', text)) == len(moving)
    assert text.count("<summary>The answer</summary>") == text.count("is judged in Chainrule itself") == 1


def test_every_equation_stands_on_the_page_of_proofs_with_its_witnesses(folder):
    text = (folder / "proofs.html").read_text(encoding="utf-8")
    assert len(re.findall('<p class="check">✓ [^<]* agree within ', text)) == SOME
    assert text.count('<p class="check">✓') == SOME
    assert f"{SOME} equations, {SOME} proved" in text
    assert "<strong>6</strong> equations" in text
    assert "Published numbers" in text
    assert "complex step" in text


def test_the_first_page_counts_what_its_lessons_ask(folder):
    saved = re.search(r'id="saved">(.*?)</script>', (folder / "index.html").read_text(encoding="utf-8"), re.DOTALL)
    for lesson, names in json.loads(saved[1])["asked"].items():
        assert names == re.findall(r'data-asked="([^"]+)"', (folder / f"{lesson}.html").read_text(encoding="utf-8"))


def test_a_folder_that_is_in_use_is_left_alone(folder, capsys):
    before = sorted(file.stat().st_mtime for file in folder.iterdir())
    assert main(["site", str(folder)]) == 1
    assert "is not an empty folder" in capsys.readouterr().err
    assert sorted(file.stat().st_mtime for file in folder.iterdir()) == before


def test_what_is_asked_can_be_judged_by_the_names_that_the_dashboard_has(folder):
    digit = example(mistake())
    for lesson in (one for one in lessons() if one.slug in KEPT):
        text = (folder / f"{lesson.slug}.html").read_text(encoding="utf-8")
        told = json.loads(re.search(r'id="saved">(.*?)</script>', text, re.DOTALL)[1])["asked"]
        named = named_exercises(lesson, digit)
        assert [one["name"] for one in told] == [name for name, e in named.items() if e.asks != "formula"]
        assert re.findall(r'data-asked="([^"]+)"', text) == [one["name"] for one in told]
