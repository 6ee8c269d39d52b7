"""The fields above the stepper take from the address what is plain, and put there what a person chose."""

import pytest


@pytest.mark.parametrize("text", ["inf", "nan", "²", "٣", "1e3", "5.7", "-0", "9" * 5_000])
@pytest.mark.parametrize("name", ["digit", "seed"])
def test_a_number_that_is_not_plain_is_a_sentence_and_not_another_number(page, name, text):
    app = page(**{name: text, "network": "784-5-10"})
    assert app.number_input(key=name).value == 0
    assert "asked for" in app.info[0].value
    assert name not in app.query_params
    app.button(key="next digit").click().run()
    assert app.number_input(key="digit").value == 1
    assert not app.exception


def test_a_number_chosen_after_one_that_is_not_plain_is_in_the_address(page):
    app = page(digit="nan")
    app.number_input(key="digit").set_value(55).run()
    assert app.query_params["digit"] == "55"


def test_a_run_that_is_none_can_be_left_again(page):
    app = page(run="**")
    assert app.selectbox(key="run").value == "**"
    app.selectbox(key="run").select("").run()
    assert not app.error
    assert "run" not in app.query_params


@pytest.mark.parametrize(
    ("typed", "taken", "said"),
    [(99_999, 9_999, "from 0 to 9,999. You typed 99,999"), (-4, 0, "You typed -4"), (5.7, 7, "whole numbers")],
)
def test_a_digit_that_there_is_not_is_said_with_the_one_that_is_taken(page, typed, taken, said):
    app = page(digit="7")
    app.number_input(key="digit").set_value(typed).run()
    assert any(said in info.value.replace("\\", "") for info in app.info)
    assert app.number_input(key="digit").value == taken
    app.button(key="next digit").click().run()
    assert not app.info, "another digit is on show"
