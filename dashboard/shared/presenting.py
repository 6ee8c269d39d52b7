"""In front of a class: letters of a projector, charts as high as the window, and nothing but what the page is about.

The switch is in the head of every page (see `dashboard.components.head`); the address keeps it as `present=true`.
"""

from typing import Any

import streamlit as st

from dashboard.shared.address_bar import PRESENT

HEIGHT = "presenting"  # the key in the session: the height of the window in pixels, 0 where nobody presents
USUAL = 720  # pixels, of a window that has not said how high it is
LETTERS = 1.5  # of a projector, beside those of a screen on a desk
SHARE = 0.72  # of the window that a chart takes

# Letters grow with the window, because a projector's pixels do: 22 at 1280 across, 33 at 1920.
STYLE = """<style>
html { font-size: clamp(18px, 1.72vw, 44px); }
header[data-testid="stHeader"], .st-key-controls { display: none; }
.stMainBlockContainer.stMainBlockContainer { padding: 2.4rem 2rem 1rem; max-width: none; }
</style>"""
NOTHING = "<style></style>"


def take_link() -> None:
    """Begin as the address says; keep it in the address from then on, whichever page is on show."""
    asked = st.query_params.get(PRESENT, "")
    if HEIGHT not in st.session_state:
        st.session_state[HEIGHT] = USUAL if asked.lower() == "true" else 0
    if presenting():
        st.query_params[PRESENT] = "true"
    elif asked.lower() in ("true", "false"):
        st.query_params.pop(PRESENT)


def take_switch(height: Any) -> None:
    """What the switch says: how high the window is, or 0 to end."""
    st.session_state[HEIGHT] = min(int(height), 10_000) if isinstance(height, int | float) and height > 0 else 0


def begin() -> None:
    """The next page that is drawn is presented."""
    st.session_state[HEIGHT] = st.session_state.get(HEIGHT) or USUAL


def presenting() -> bool:
    return bool(st.session_state.get(HEIGHT))


def style() -> str:
    return STYLE if presenting() else NOTHING


def enlarged(figure: Any) -> Any:
    """The figure as it is to be read from here: in front of a class, with larger letters and as high as the window."""
    if not presenting():
        return figure
    large = type(figure)(figure)
    layout = large.layout
    high = max(layout.height or 0, round(SHARE * st.session_state[HEIGHT]))
    large.update_layout(height=high, font_size=round((layout.font.size or 13) * LETTERS))
    for trace in large.data:
        if getattr(trace, "line", None) is not None and getattr(trace.line, "width", None):
            trace.line.width *= LETTERS
    return large
