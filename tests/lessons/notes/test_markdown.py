"""The Markdown of lessons is taken apart into parts and stretches."""

from lessons.notes.markdown import Part, Span, cells, parts, spans


def test_markdown_in_its_parts():
    text = "# A\nb\nc\n\n- d\n  e\n- f\n1. g\n```python\nh  i\n```\n| j |\n|---|\n| k |"
    assert list(parts(text)) == [
        Part("heading", "A", 1),
        Part("paragraph", "b c"),
        Part("item", "d e"),
        Part("item", "f"),
        Part("number", "g"),
        Part("code", "h  i"),
        Part("table", "| j |\n|---|\n| k |"),
    ]
    assert cells("| j | l |\n|---|--:|\n| k | m |") == [["j", "l"], ["k", "m"]]


def test_a_line_in_its_stretches():
    found = list(spans("a **b $c$** *d* `e*` $f_i$ [g](h) $$k$$"))
    assert [s for s in found if s.text.strip()] == [
        Span("text", "a "),
        Span("strong", "b $c$"),
        Span("emphasis", "d"),
        Span("code", "e*"),
        Span("math", "f_i"),
        Span("link", "g", "h"),
        Span("display", "k"),
    ]
