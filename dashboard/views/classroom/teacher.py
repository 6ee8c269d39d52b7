"""The teacher's page: who is here, what they answer, their runs, the task, and all of it to take along."""

import streamlit as st

from dashboard.runs.classes.classes import Class
from dashboard.shared.qr_code import qr_svg
from dashboard.shared.reach import own_root, reach
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.classroom import board, giving, hand_in, keeping, questions, room, surveys
from dashboard.views.classroom.stored import NEW

PARTS = {
    "Room": room.part,
    "Questions": questions.part,
    "Runs": board.part,
    "Task": giving.part,
    "Before and after": surveys.part,
    "Hand-ins": hand_in.part,
    "Keep or delete": keeping.part,
}


def page(found: Class) -> None:
    st.title(verbatim(found.title))
    tell_secret(found)
    invite(found)
    chosen = st.segmented_control(
        "What to look at",
        list(PARTS),
        key="part",
        default="Room",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    PARTS[chosen](found)


def student_link(code: str) -> str:
    return reach().link(f"/class?join={code}", own_root())


def invite(found: Class) -> None:
    """The code for the wall."""
    link = student_link(found.code)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Students type the code **{found.code}** on the page “Class”, or open this link:")
        st.code(link, language=None, wrap_lines=True)
        with st.popover("QR code", icon=":material/qr_code:"):
            st.image(qr_svg(link), width=520)
    if not found.door:
        small("The door is closed: nobody can join. Open it under “Keep or delete”.")


def tell_secret(found: Class) -> None:
    """The teacher's own link, told once: what the store keeps of it opens nothing."""
    code, secret = st.session_state.get(NEW, ("", ""))
    if code != found.code:
        return
    with st.container(border=True):
        st.markdown("**Your own link: keep it.** It opens this page in any browser, and is not told again.")
        st.code(
            f"{reach().link('/class', own_root())}{'&' if reach().key else '?'}teach={code}.{secret}",
            language=None,
            wrap_lines=True,
        )
        if st.button("I have it", icon=":material/check:"):
            del st.session_state[NEW]
            st.rerun()
