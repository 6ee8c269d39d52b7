"""The README shows the table of letters that the lessons show."""

from lessons.engine.forms.letters import BELOW, table
from tests.support.readme import README


def test_the_readme_has_the_same_table():
    text = README.read_text(encoding="utf-8")
    assert table().split("\n\n")[0] in text
    assert BELOW in " ".join(text.split())
