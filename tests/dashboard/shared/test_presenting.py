"""Presenting begins by a link or by the switch, stays from page to page, and enlarges what is drawn."""

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest


def drawn(asked=None, switch=None):
    def script():
        import plotly.graph_objects as go
        import streamlit as st

        from dashboard.shared import presenting

        if "switch" in st.session_state:
            presenting.take_switch(st.session_state["switch"])
        presenting.take_link()
        st.text(f"{presenting.presenting()} {presenting.enlarged(go.Figure()).layout.height}")
        st.html(presenting.style())

    app = AppTest.from_function(script)
    if asked is not None:
        app.query_params["present"] = asked
    if switch is not None:
        app.session_state["switch"] = switch
    return app.run()


@pytest.mark.parametrize(("asked", "there"), [("true", True), ("True", True), ("false", False), ("banana", False)])
def test_a_link_begins_it(asked, there):
    app = drawn(asked)
    assert app.text[0].value.startswith(str(there))
    assert ("present" in app.query_params) == (there or asked == "banana")  # whose page says what is wrong with it


@pytest.mark.parametrize(("height", "chart"), [(1000, 720), (500, 360), (10**9, 7200)])
def test_a_chart_is_as_high_as_the_window_of_the_switch(height, chart):
    app = drawn(switch=height)
    assert app.text[0].value == f"True {chart}"
    assert app.query_params["present"] in ("true", ["true"])


@pytest.mark.parametrize("nonsense", ["1000", float("nan"), -5, [], {}])
def test_nonsense_from_the_browser_presents_nothing(nonsense):
    assert drawn(switch=nonsense).text[0].value == "False None"


def test_the_switch_ends_what_a_link_began():
    app = drawn("true")
    app.session_state["switch"] = 0
    app.run()
    assert app.text[0].value == "False None"
    assert "present" not in app.query_params


def test_a_figure_that_others_use_too_stays_as_it_is(monkeypatch):
    from dashboard.shared import presenting

    monkeypatch.setattr(presenting.st, "session_state", {presenting.HEIGHT: 1000})
    figure = go.Figure(go.Scatter(y=[1, 2], line={"width": 2}), {"font": {"size": 12}, "height": 300})
    large = presenting.enlarged(figure)
    assert (figure.layout.height, figure.layout.font.size, figure.data[0].line.width) == (300, 12, 2)
    assert (large.layout.height, large.layout.font.size, large.data[0].line.width) == (720, 18, 3)
