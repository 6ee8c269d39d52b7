"""What was typed or chosen in an exercise stands in the address: `typed.softmax-derive1=2~p_j - y_j`.

Before the sign ~ stands how many other questions were passed over. It is text from outside: bounded, put into the
field, and judged anew; whoever opens the link has not answered by that.
"""

from typing import NamedTuple

import streamlit as st

from dashboard.shared.numbers import whole

LONGEST, MOST = 300, 999  # characters, and other questions


class Linked(NamedTuple):
    """What a link says of an exercise."""

    more: int
    text: str = ""


def name_of(key: str) -> str:
    """The parameter of an exercise."""
    return f"typed.{key}"


def linked(key: str, usual: int) -> Linked:
    """What the address says of it; the `usual` question without an answer where that cannot be read."""
    more, mark, text = st.query_params.get(name_of(key), "").partition("~")
    found = whole(more, MOST)
    return (
        Linked(usual) if found is None or not mark else Linked(found, "".join(filter(str.isprintable, text))[:LONGEST])
    )


def keep(key: str, more: int, text: str, usual: int) -> None:
    """Write it into the address, where it is not what everybody sees at first."""
    written = f"{more}~{text[:LONGEST]}" if more != usual or text.strip() else ""
    if written == st.query_params.get(name_of(key), ""):
        return
    if written:
        st.query_params[name_of(key)] = written
    else:
        st.query_params.pop(name_of(key), None)
