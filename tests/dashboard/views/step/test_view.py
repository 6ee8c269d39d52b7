import gc
import io
import json

import numpy as np
import pytest
import streamlit as st

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.data.image_text import write
from dashboard.data.shipped import guesses, unseen_digits
from dashboard.runs.store import open_store
from dashboard.shared.folder import data_folder
from dashboard.shared.steppable import SubjectError
from dashboard.views.step.moment import Moment
from dashboard.views.step.visit import FIND


def of_pass(app) -> dict:
    """What the packet on the page says of its pass."""
    packet = app.get("bidi_component")[1].proto.bytes  # the first one is about the network
    return json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])


def examples(app) -> int:
    """How many examples the packet on the page is about."""
    return of_pass(app)["sizes"]["N"]


def look_for(app):
    """The page with the fold open behind which digits are looked for."""
    app.session_state[FIND] = True
    return app.run()


def test_the_digit_of_the_address_is_shown_and_the_next_one_is_a_click_away(page):
    app = page(digit="321")
    assert app.number_input(key="digit").value == 321
    app.button(key="next digit").click().run()
    assert app.number_input(key="digit").value == 322
    assert app.query_params["digit"] == "322"


def test_the_first_digit_has_the_last_one_before_it(page):
    app = page(digit="0")
    app.button(key="previous digit").click().run()
    assert app.number_input(key="digit").value == len(unseen_digits()) - 1


def test_a_drawing_in_the_address_is_taken_apart_under_the_networks_guess(page):
    n = np.flatnonzero(guesses().argmax(axis=1) != unseen_digits().labels)[0]
    image, guess = unseen_digits().images[n], int(guesses()[n].argmax())
    app = page(own=write(image))
    assert of_pass(app)["digit"] == {"index": 0, "label": guess, "own": True}
    assert of_pass(app)["unchanged"]["probability"] == pytest.approx(guesses()[n, guess])
    assert f"the network reads a {guess}" in app.markdown[-1].value
    app.selectbox(key="label").select(3).run()
    assert of_pass(app)["label"] == 3
    assert app.query_params["own"] == write(image)


@pytest.mark.parametrize(("button", "digit"), [("previous digit", 9_999), ("next digit", 1), ("class 2", 1)])
def test_the_test_digits_are_a_click_away_from_a_drawing(page, button, digit):
    app = page(own=write(unseen_digits().images[8]))
    look_for(app).button(key=button).click().run()
    assert app.number_input(key="digit").value == digit
    assert "own" not in app.query_params
    assert of_pass(app)["digit"]["index"] == digit


def test_a_drawing_goes_together_with_test_digits(page):
    app = page(own=write(unseen_digits().images[8]), network="784-5-bn-relu-10")
    assert examples(app) == 4
    assert "Your image and test digits 0 to 2" in [caption.value for caption in app.caption]


def test_a_step_on_a_drawing_is_not_one_on_a_test_digit(page):
    app = page(own=write(unseen_digits().images[8]), steps="sgd,0.1,0:3:1", edits="x:350:1")
    assert of_pass(app)["changes"] == {"edits": "x:350:1", "steps": "sgd,0.1,0:3:1", "epsilon": 0}
    next(button for button in app.button if button.label == "Your image").click().run()
    assert of_pass(app)["changes"] == {"edits": "", "steps": "sgd,0.01", "epsilon": 0}


def test_a_drawing_that_cannot_be_read_is_a_sentence_and_a_test_digit(page):
    app = page(own="eJz", digit="3")
    assert app.number_input(key="digit").value == 3
    assert "cannot be read" in app.info[0].value


def test_a_digit_that_the_network_gets_wrong_is_found(page):
    app = page(digit="10")
    next(button for button in look_for(app).button if button.label == "One the network gets wrong").click().run()
    found = app.number_input(key="digit").value
    wrong = np.flatnonzero(guesses().argmax(axis=1) != unseen_digits().labels)
    assert found == wrong[wrong > 10][0]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"network": "784-banana-10"}, "banana"),
        ({"network": "784-10-7"}, "10 outputs"),
        ({"run": "nothing"}, "This run is gone"),
    ],
)
def test_what_cannot_be_shown_gets_a_sentence(page, query, words):
    (error,) = page(**query).error
    assert words in error.value


def test_a_moment_of_a_run_is_opened_by_its_address(page):
    run = Run.start(Config(network="784-6-relu-10"))
    with open_store() as store:
        name = store.submit(run.config, "me")
        for step in (10, 30):
            store.checkpoint_path(name, step).parent.mkdir(parents=True, exist_ok=True)
            save_run(store.checkpoint_path(name, step), run)
    app = page(run=name, checkpoint="10")
    assert not app.error
    assert app.selectbox(key="run").value == name
    assert app.selectbox(key="checkpoint").value == "10"
    assert page(run=name).selectbox(key="checkpoint").value == "30"


def test_batch_normalisation_is_not_left_alone_with_one_digit(page):
    app = page(network="784-6-bn-relu-10")
    assert "four at once" in app.info[0].value
    assert examples(app) == 4
    app = page(network="784-6-bn-relu-10", batch="8")
    assert not app.info
    assert examples(app) == 8


def test_nonsense_in_the_address_does_no_harm(page):
    app = page(digit="-7", seed="x", label="seven", batch="3", step="nowhere", pin="W9,1", edits="x:1", steps="fly")
    assert app.number_input(key="digit").value == 0
    assert not app.error
    assert "test digit -7; there are 0 to 9999. You see digit 0." in app.info[0].value


def test_which_digits_are_taken_together_near_the_end_is_said(page):
    assert "Digits 9984 to 9999" in [caption.value for caption in page(digit="9999", batch="16").caption]


@pytest.mark.parametrize("label", ["as written", "as read", "3"])
def test_a_label_is_kept_from_a_drawing_to_the_test_digits(page, label):
    app = page(own=write(unseen_digits().images[8]), label=label)
    assert not app.info
    app.button(key="next digit").click().run()
    assert of_pass(app)["label"] == (3 if label == "3" else unseen_digits().labels[1])


@pytest.mark.parametrize("run", ["*", "**", "../../x", "../../../outside/secret", "0123456789*"])
def test_a_run_that_is_none_gets_the_usual_sentence(page, run):
    assert "This run is gone" in page(run=run).error[0].value.replace("\\", "")


def test_words_of_a_link_are_no_markup_in_an_error(page):
    (error,) = page(network="784-[a](//e.test)-10").error
    assert r"\[a\]\(\/\/e" in error.value


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"network": "1x28x28-conv6x5x5p2-relu-conv64x5x5p2-relu-flatten-10", "batch": "16"}, "16 digits at once make"),
        ({"network": "1x28x28-" + "conv20x3x3p1-relu-" * 38 + "flatten-10"}, "One digit makes"),
        ({"network": "1x784x1-" + "conv1x1x1-" * 90 + "flatten-10"}, "multiplications"),
    ],
)
def test_a_link_that_would_cost_too_much_is_a_sentence_at_once(page, query, words):
    (error,) = page(**query).error
    assert words in error.value
    assert "the limit here is" in error.value
    assert not page(**query).get("bidi_component")


def test_steps_that_would_take_too_long_are_cut_short_with_a_sentence(page):
    steps = ",".join(["adam,0.001", *["0:7:16"] * 100])
    app = page(network="784-800-relu-800-relu-10", steps=steps)
    assert "These 100 training steps" in app.info[0].value
    assert 20 < app.query_params["steps"].count(":16") < 100


LINKS_OF_OLD = [
    ({"digit": "0"}, {"digit": 0, "N": 1}),  # a bare address begins the told walk by now
    ({"digit": "321"}, {"digit": 321}),
    ({"digit": "9999"}, {"digit": 9_999}),
    ({"digit": "9999", "batch": "4"}, {"digit": 9_996, "N": 4}),
    ({"label": "5"}, {"digit": 0, "label": 5}),
    ({"label": "as written", "digit": "3"}, {"label": 0}),
    ({"label": "as read"}, {"label": 7}),
    ({"batch": "2"}, {"N": 2}),
    ({"batch": "16"}, {"N": 16}),
    ({"network": "784-5-relu-10"}, {"network": "784-5-relu-10 0"}),
    ({"network": "784-5-relu-10", "seed": "7"}, {"network": "784-5-relu-10 7"}),
    ({"network": "784-5-relu-10", "seed": "4294967295"}, {"network": "784-5-relu-10 4294967295"}),
    ({"seed": "3"}, {"network": "trained"}),
    ({"network": "1x28x28-conv2x5x5-relu-flatten-10"}, {"network": "1x28x28-conv2x5x5-relu-flatten-10 0"}),
    ({"network": "784-5-bn-relu-10", "step": "mu1"}, {"N": 4, "start": {"step": "mu1", "pin": "", "plan": ""}}),
    ({"step": "dz3"}, {"start": {"step": "dz3", "pin": "", "plan": ""}}),
    ({"step": "dW1", "pin": "W1,323,8"}, {"start": {"step": "dW1", "pin": "W1,323,8", "plan": ""}}),
    ({"pin": "x,0,350"}, {"start": {"step": "", "pin": "x,0,350", "plan": ""}}),
    ({"edits": "W1:10344:1.5"}, {"changes": {"edits": "W1:10344:1.5", "steps": "sgd,0.01"}}),
    (
        {"edits": "x:350:0.9~W1:12:-0.3"},
        {"changes": {"edits": "x:350:0.9~W1:12:-0.3", "steps": "sgd,0.01"}},
    ),
    ({"steps": "sgd,0.1,321:2:1"}, {"changes": {"edits": "", "steps": "sgd,0.1,321:2:1"}}),
    (
        {"steps": "adam,0.003,3:1:1,0:2:16"},
        {"changes": {"edits": "", "steps": "adam,0.003,3:1:1,0:2:16"}},
    ),
    ({"present": "true", "digit": "8"}, {"digit": 8}),
    ({"own": "EIGHT"}, {"own": True, "digit": 0}),
    ({"own": "EIGHT", "label": "3", "batch": "4"}, {"own": True, "label": 3, "N": 4}),
    ({"utm_source": "mail", "digit": "5"}, {"digit": 5}),
]


@pytest.mark.parametrize(("query", "opened"), LINKS_OF_OLD)
def test_a_link_of_old_opens_what_it_opened(page, query, opened):
    query = {name: write(unseen_digits().images[8]) if value == "EIGHT" else value for name, value in query.items()}
    app = page(**query)
    network, one_pass = (heads(app, k) for k in (0, 1))
    assert not app.error
    assert not [info for info in app.info if "link" in info.value]
    found = {
        **one_pass["digit"],
        "digit": one_pass["digit"]["index"],
        "N": one_pass["sizes"]["N"],
        "label": one_pass["label"],
        "network": one_pass["network"],
        "changes": {name: one_pass["changes"][name] for name in ("edits", "steps")},
        "start": network["start"],
    }
    assert {name: found[name] for name in opened} == opened
    for name in ("step", "pin", "edits", "steps"):
        assert app.query_params.get(name) == query.get(name)


def heads(app, k):
    """The text of the k-th packet on the page."""
    packet = app.get("bidi_component")[k].proto.bytes
    return json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])


def test_why_a_run_cannot_be_opened_names_no_folder_of_the_server(page, monkeypatch):
    def refused(*asked):
        raise SubjectError(f"Put its files into {data_folder()}/kmnist.")

    monkeypatch.setattr("dashboard.views.step.controls.fresh", refused)
    (error,) = page(network="784-10", digit="1").error
    assert error.value.replace("\\", "") == "Put its files into kmnist in the data folder of this server."


def test_the_search_says_among_how_many_digits_it_looks(page):
    dear = "1x28x28-conv32x3x3p1-relu-conv32x3x3p1-relu-maxpool2-conv64x3x3p1-relu-maxpool2-flatten-128-relu-10"
    app = page(network=dear, digit="9000")
    assert any("looked for in the first 4," in caption.value for caption in look_for(app).caption)
    next(button for button in app.button if button.label == "One the network gets wrong").click().run()
    assert app.number_input(key="digit").value < 2_000
    assert not any("looked for in the first" in caption.value for caption in look_for(page(digit="3")).caption)


def test_a_run_in_the_told_walk_forgives_any_checkpoint_that_was_asked_for(page):
    assert "This run is gone" in page(run="0123456789", checkpoint="9" * 5_000, tell="look").error[0].value


def moments() -> list[Moment]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Moment)]


def test_a_page_that_waits_holds_no_pass_and_saves_it_all_the_same(page, monkeypatch):
    others = moments()
    waiting = []  # as the server keeps it, until it is pressed
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, **__: waiting.append(data))
    app = page(digit="3")
    app.button(key="next digit").click().run()
    assert len(moments()) == len(others)
    trace, whole = (data() for data in waiting[-2:])
    assert "test digit 4" in whole.lower()
    with np.load(io.BytesIO(trace)) as saved:
        assert saved["x"][0] == pytest.approx(unseen_digits().images[4])
