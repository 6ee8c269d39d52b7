"""A lesson is downloaded as what its button says."""

import json

from dashboard.views.lessons.downloads import as_html, as_notebook, as_pdf
from lessons.page.example import misread
from lessons.page.reader import lessons


def test_each_kind_is_the_lesson_on_its_digit():
    lesson, digit = lessons()[4], misread()
    assert as_pdf(lesson, digit).startswith(b"%PDF-")
    page = as_html(lesson, digit).decode()
    assert f"<title>{lesson.title}</title>" in page
    assert "prefers-color-scheme: dark" in page
    assert f"test digit {digit.index}" in json.loads(as_notebook(lesson, digit))["cells"][0]["source"].replace(
        "\n", " "
    )
