"""What the browser says of a field is taken as text, and as handed in only where it was."""

from types import SimpleNamespace

import pytest

from dashboard.components.exercise import answer_field as module


@pytest.mark.parametrize(
    ("text", "checked", "typed"),
    [
        (None, None, ("", None)),
        ("a_i p", None, ("a_i p", None)),
        ("a_i p", "a_i p", ("a_i p", "a_i p")),
        (5, 5, ("5", "5")),
    ],
)
def test_what_is_typed_is_handed_in_only_when_it_is_checked(monkeypatch, text, checked, typed):
    monkeypatch.setattr(module, "_field", lambda **_: SimpleNamespace(text=text, checked=checked))
    assert module.answer_field("a") == typed
