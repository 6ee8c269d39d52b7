"""The address of a step is carried along as it is, and what is none is left out."""

from urllib.parse import urlencode

from dashboard.views.lessons import came_from


def test_the_address_of_the_step_comes_back_unchanged():
    there = {
        "digit": "321",
        "step": "dW1",
        "pin": "W1,323,8",
        "network": "784-8-tanh-10",
        "edits": "x:350:0.9~W1:12:-0.3",
    }
    assert came_from.read(urlencode(there)) == there


def test_nothing_and_too_much_lead_nowhere():
    assert came_from.read("") == {}
    assert came_from.read("embed=true&step=dW1&&=&embed_options=x") == {"step": "dW1"}
    assert came_from.read("step=" + "a" * 5_000) == {}
