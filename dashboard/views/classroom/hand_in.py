"""Without a class: a student's signed code of what was solved, and the teacher's table of such codes."""

import datetime

import streamlit as st

from dashboard.components.exercise.receipts import receipts
from dashboard.runs.classes.attendance import solved_here
from dashboard.runs.classes.classes import LONGEST_NAME, Class, plain
from dashboard.shared.csv_text import csv_text
from dashboard.shared.handing_in import Line, honest, table, written
from dashboard.shared.session import browser, named
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim


@st.fragment
@shown()
def student() -> None:
    """The code to hand in."""
    solved = honest(browser(), receipts("receipts")) | solved_here()
    count = len(solved)
    st.markdown(f"In this browser you have solved **{count}** exercise{'s' * (count != 1)} of the lessons.")
    if not named(st.context.cookies):
        small("Your browser keeps no cookies for this page, so only this visit counts.")
    name = plain(st.text_input("Your name", max_chars=LONGEST_NAME, key="hand-in-name"), LONGEST_NAME)
    if not name:
        small("Type your name: it stands in the code, and cannot be changed in it afterwards.")
        return
    today = datetime.datetime.now(datetime.UTC).date()
    st.code(written(name, browser(), solved, today), language=None, wrap_lines=True)
    small("Copy it and send it to your teacher, who pastes it into a page of this server.")


def teacher() -> None:
    """The table of the codes that came back."""
    pasted = st.text_area("Codes, as many as you like", height=140, key="codes")
    lines = table(pasted)
    if not lines:
        small(
            "Each is checked: one that this server has not signed, one that came twice, and one browser under two "
            "names are marked."
        )
        return
    st.dataframe([line._asdict() for line in lines], hide_index=True, key="handed-in")
    wrong = [line for line in lines if line.remark]
    if wrong:
        st.warning(
            "  \n".join(f"{verbatim(line.name or 'A code')}: {verbatim(line.remark)}." for line in wrong),
            icon=":material/content_copy:",
        )
    st.download_button(
        "Save as CSV", csv_text(Line._fields, lines), "handed-in.csv", "text/csv", icon=":material/table:"
    )


def part(found: Class) -> None:
    small(
        "For students who are in no class here: the page “Class” gives each a signed code of what they have solved. Of "
        "your own class you have everything under “Keep or delete”."
    )
    teacher()
