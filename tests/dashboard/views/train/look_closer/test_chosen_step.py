"""A checkpoint that was chosen stands in the address; one that is gone leads to the usual one."""

import pytest
from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from dashboard.views.train.look_closer.chosen_step import chosen_step

    st.text(str(chosen_step(st, "From", [0, 10, 300], 10, "from_step")))


@pytest.mark.parametrize(
    ("asked", "step", "kept"),
    [(None, 10, None), ("300", 300, "300"), ("0", 0, "0"), ("7", 10, None), ("9" * 5_000, 10, None), ("inf", 10, None)],
)
def test_a_link_leads_to_its_step_where_it_was_kept(asked, step, kept):
    page = AppTest.from_function(script)
    if asked is not None:
        page.query_params["from_step"] = asked
    page.run()
    assert not page.exception
    assert page.text[0].value == str(step)
    assert ("from_step" in page.query_params) == (kept is not None)


def test_moving_it_writes_the_address_and_moving_it_back_clears_it():
    page = AppTest.from_function(script).run()
    page.select_slider[0].set_value(300).run()
    assert page.text[0].value == "300"
    assert page.query_params["from_step"] in ("300", ["300"])
    page.select_slider[0].set_value(10).run()
    assert page.text[0].value == "10"
    assert "from_step" not in page.query_params
