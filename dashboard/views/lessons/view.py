"""Why it works: all lessons, or the one in the address."""

import streamlit as st

from dashboard.components.fitted.fitted import fitted
from dashboard.components.letters.letters import letters as letters_of_the_page
from dashboard.data.lesson_digit import asked_for, example, mistake
from dashboard.shared.navigation import LESSONS
from dashboard.shared.shown import say
from dashboard.shared.theme import is_dark
from dashboard.shared.verbatim import verbatim
from dashboard.views.lessons import came_from, chosen
from dashboard.views.lessons.coming_back import coming_back
from dashboard.views.lessons.downloads import downloads
from dashboard.views.lessons.markup import STYLE
from dashboard.views.lessons.page import card, draw, keep_address, neighbours, reading_ahead, until_read
from lessons.engine.forms import letters
from lessons.page.glossary import GLOSSARY
from lessons.page.reader import LessonError, lessons

COLUMNS = 3

st.markdown(STYLE, unsafe_allow_html=True)
every = lessons()
asked = st.query_params.get("lesson", "")
lesson = next((one for one in every if asked in (one.slug, str(one.number))), None)

if not chosen.is_asked():
    keep_address(lesson)
if chosen.is_asked():
    chosen.draw_chosen()
elif lesson is None:
    st.title("Why it works")
    if asked:
        st.info(f"There is no lesson “{verbatim(asked[:40])}”; here are all of them.", icon=":material/info:")
    st.markdown(
        "Each lesson asks one question. Every derivative in it was derived by machine, definitions and update rules "
        "are compared with core's own code, and where something is a choice, the lesson says so."
    )
    coming_back(example(mistake()))
    reading = reading_ahead()
    for row in range(0, len(every), COLUMNS):
        for column, one in zip(st.columns(COLUMNS), every[row : row + COLUMNS], strict=False):
            with column:
                card(one, is_dark())
    fitted(".lesson-card .formula", key="fitted cards")
    if reading.is_alive():
        until_read(reading)
    with st.expander("Letters: what stands for what", key="letters-table", on_change="rerun", bind="query-params"):
        st.markdown(letters.table())
    with st.expander("Words: what they mean", key="glossary", on_change="rerun", bind="query-params"):
        st.markdown("\n".join(f"- **{term}**: {meaning}" for term, meaning in GLOSSARY.items()))
else:
    origin = came_from.read(st.query_params.get("from", ""))
    digit = asked_for(st.query_params.get("digit", ""), exactly=bool(origin))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.page_link(LESSONS.streamlit(), label="All lessons", icon=":material/arrow_back:", query_params={})
        came_from.back(origin)
        with st.container(horizontal=True, width="content"):
            downloads(lesson, digit)
            help = "The next test digit that the network reads wrongly"
            if st.button("Another digit", key="another-digit", help=help):
                st.query_params["digit"] = str(mistake(digit.index))
                st.query_params.pop("at", None)  # who asks for another digit reads on where they are
                st.rerun()
    came_from.say(origin, digit)
    try:
        draw(lesson, digit, is_dark())
        letters_of_the_page(at=st.query_params.get("at", ""))
    except LessonError as error:
        st.title(lesson.title)
        say(f"This lesson cannot be shown on this digit: one of its claims was not confirmed. {error}")
    st.divider()
    neighbours(lesson)
