"""What a page kept of an answer is taken where it is an answer, and never where it is anything else."""

from types import SimpleNamespace

import pytest

from dashboard.components.exercise import said as module
from dashboard.components.exercise.said import Said, said

KEPT = {"question": "softmax-1-0f", "more": 2, "answer": 1, "first": 0}


@pytest.fixture
def told(monkeypatch):
    """What the component was given, for a page that keeps `found`."""
    given = []

    def page(found):
        monkeypatch.setattr(module, "_said", lambda **more: given.append(more) or SimpleNamespace(said=found))
        return given

    return page


def test_a_server_that_knows_nothing_is_told(told):
    given = told(KEPT)
    assert said("a", Said()) == Said("softmax-1-0f", 2, 1, 0)
    assert given[0]["data"] == {"said": None}
    said("a", Said("q", 1, None, None))
    assert given[1]["data"] == {"said": {"question": "q", "more": 1, "answer": None, "first": None}}


@pytest.mark.parametrize(
    "found",
    [
        None,
        "nothing",
        [],
        {},
        KEPT | {"more": -1},
        KEPT | {"more": 10**9},
        KEPT | {"more": True},
        KEPT | {"more": None},
        KEPT | {"answer": "1"},
        KEPT | {"first": 0.5},
        KEPT | {"question": 5},
        KEPT | {"else": 1},
    ],
)
def test_what_no_page_would_keep_is_nothing(told, found):
    told(found)
    assert said("a", Said()) == Said()
