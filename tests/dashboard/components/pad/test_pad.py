"""A pad gives what is drawn on it as MNIST would have it."""

import numpy as np
from streamlit.testing.v1 import AppTest

from dashboard.components.pad.pad import pad
from dashboard.data.drawing import read_drawing
from tests.dashboard.components.flow.test_flow import drawing, png


def script():
    import streamlit as st

    from dashboard.components.pad.pad import pad

    found = pad("pad")
    st.session_state["found"] = None if found is None else found.pixels


def test_a_pad_is_empty_until_somebody_draws():
    assert pad.__doc__
    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.session_state["found"] is None
    app.session_state["pad"] = {"drawing": png(drawing())}
    app.run()
    np.testing.assert_array_equal(app.session_state["found"], read_drawing(png(drawing())).pixels)
