"""Every block of every lesson can be drawn, and every way out of a lesson leads somewhere."""

import re
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.adjustable.adjustable import packet
from dashboard.shared.navigation import LESSONS, PAGES, VIEWS
from dashboard.views.lessons import page
from dashboard.views.lessons.markup import TOGETHER, explained, markup, one_line, result
from dashboard.views.lessons.page import names
from dashboard.views.lessons.touches.table import TOUCHES
from lessons.page.blocks import Adjustable, Check, Formula, Link, Picture, Question, Table, Touch
from lessons.page.example import misread
from lessons.page.pictures import HEIGHT, WIDTH
from lessons.page.reader import lessons, load
from lessons.page.stop import Stage


@pytest.fixture(scope="module")
def every():
    """All blocks of all lessons."""
    return [block for lesson in lessons() for block in load(lesson.path)]


def test_what_needs_an_element_of_its_own_has_one(every):
    assert {type(block) for block in every if not isinstance(block, TOGETHER)} <= {
        Adjustable,
        Link,
        Question,
        Stage,
        Touch,
    }


def test_the_browser_gets_every_reading_of_a_number_with_its_formula_its_marks_and_its_pictures(every):
    dragged = [block for block in every if isinstance(block, Adjustable)]
    assert len(dragged) == 7
    for block in dragged:
        drawn = packet(block, True)
        assert len(drawn["readings"]) == len(block.readings)
        for reading, own in zip(drawn["readings"], block.readings, strict=True):
            assert [role for role, _ in reading["says"]].count("drag") == 1
            assert reading["formula"].startswith("<math")
            assert len(reading["pictures"]) == len(own.pictures)
            assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y, _ in reading["marks"])
        assert bool(drawn["plot"]) == any(reading["marks"] for reading in drawn["readings"])


def test_every_lesson_has_something_to_touch():
    for lesson in lessons():
        assert any(isinstance(block, Adjustable | Touch) for block in load(lesson.path)), lesson.slug


def test_everything_to_touch_is_there(every):
    assert {block.name for block in every if isinstance(block, Touch)} <= set(TOUCHES)


def test_every_exercise_has_a_name_of_its_own_that_other_blocks_do_not_change(every):
    lesson = lessons()[0]
    asked = list(names(lesson, every))
    assert len(set(asked)) == len(asked) == sum(isinstance(block, Question) for block in every)
    alone = [block for block in every if isinstance(block, Question)]
    assert list(names(lesson, alone)) == asked
    assert asked[0].startswith(f"{lesson.slug}-")


def test_every_link_leads_to_a_page(every):
    assert {block.page for block in every if isinstance(block, Link)} <= {page.path for page in PAGES}


def test_a_stretch_is_one_text_with_every_formula_in_it(every):
    blocks = [block for block in every if isinstance(block, TOGETHER)]
    text = markup(blocks, False, set())
    assert text.count('class="right"') == sum(len(block.lines()) for block in blocks if hasattr(block, "lines"))
    assert text.count("<img") == sum(type(block).__name__ in ("Picture", "Plot") for block in blocks)
    assert text.count("<div") == text.count("</div>")
    for left, right in ((r"\left", r"\right"), ("{", "}")):
        for formula in re.findall(r"\$\$.+?\$\$", text):
            assert formula.count(left + "(") == formula.count(right + ")") or left == "{", formula
            assert formula.count("{") == formula.count("}"), formula


def test_pictures_one_after_another_stand_side_by_side():
    picture = Picture(misread().pixels, "A digit.")
    text = markup([picture, picture, Check("a", 0.0), picture], True, set())
    assert re.findall(r"lesson-pictures|<img|lesson-check", text) == [
        "lesson-pictures",
        "<img",
        "<img",
        "lesson-check",
        "lesson-pictures",
        "<img",
    ]


def test_numbers_stand_at_the_right_and_words_at_the_left():
    table = Table(("who", "how much"), (("a", "−1.5×10⁻³"), ("b", "12 %")), "")
    assert table.right() == [False, True]
    assert "| --- | ---: |" in markup([table], False, set())


def test_a_term_is_tied_to_its_meaning():
    text = explained("the loss", set())
    (name,) = re.findall(r'aria-describedby="([^"]+)"', text)
    assert f'id="{name}"' in text
    assert 'tabindex="0"' in text


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_a_card_shows_what_the_lesson_arrives_at(lesson):
    derived = [block for block in load(lesson.path) if isinstance(block, Formula) and len(block.steps) > 1]
    shown = result(load(lesson.path))
    assert (shown is None) == (derived == [])
    assert shown is None or r"\boxed" not in one_line(shown, True)


def test_a_lesson_that_is_not_there_is_said_to_be_missing():
    app = AppTest.from_file(VIEWS.parent / "commands/script.py", default_timeout=30)
    app.query_params["lesson"] = "nope"
    app.run()
    app.switch_page(str(VIEWS / LESSONS.file)).run()
    assert [told.value for told in app.info] == ["There is no lesson “nope”; here are all of them."]


def test_lessons_are_read_ahead_at_leisure_until_somebody_reads_one(monkeypatch):
    asked_for, worked = Event(), iter([0.0, 0.1, 0.1, 0.3, 0.3])
    rests = []
    monkeypatch.setattr(page, "time", SimpleNamespace(thread_time=lambda: next(worked)))
    monkeypatch.setattr(page, "_asked_for", SimpleNamespace(wait=rests.append, set=asked_for.set))
    assert list(page._at_leisure("ab")) == ["a", "b"]
    assert rests == pytest.approx([0.4, 0.8])  # a fifth of the time is work
    monkeypatch.setattr(page, "_reader", Thread)
    page.reading_ahead(asked_for=False)
    assert not asked_for.is_set()
    page.reading_ahead()
    assert asked_for.is_set()
