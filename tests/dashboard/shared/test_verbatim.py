"""What came from outside is shown as it was typed."""

from dashboard.shared.verbatim import verbatim


def test_what_was_typed_is_shown_as_it_was_typed():
    assert (
        verbatim("*bold* a_b [x](y) $a$ :red[b] Größe 1 · ½")
        == r"\*bold\* a\_b \[x\]\(y\) \$a\$ \:red\[b\] Größe 1 · ½"
    )
