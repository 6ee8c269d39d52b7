"""What a person did by hand holds where it was done: a weight in its network, a pixel on its digit."""

import json

from dashboard.data.image_text import write
from dashboard.data.shipped import unseen_digits
from dashboard.views.step.address import Address
from dashboard.views.step.visit import MOVED, STEPPER


def changes(app) -> dict:
    packet = app.get("bidi_component")[1].proto.bytes
    return json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])["changes"]


def test_a_pixel_belongs_to_its_digit_and_a_weight_to_its_network(page):
    app = page(edits="W1:12:-0.3~x:350:0.9", steps="sgd,0.1,0:7:1")
    assert changes(app) == {"edits": "W1:12:-0.3~x:350:0.9", "steps": "sgd,0.1,0:7:1", "epsilon": 0}
    app.button(key="next digit").click().run()
    assert changes(app) == {"edits": "W1:12:-0.3", "steps": "sgd,0.1,0:7:1", "epsilon": 0}
    assert app.query_params["edits"] == "W1:12:-0.3"
    app.text_input(key="network").input("784-5-10").run()
    assert changes(app) == {"edits": "", "steps": "sgd,0.01", "epsilon": 0}
    assert "edits" not in app.query_params
    assert "steps" not in app.query_params


def test_where_a_link_begins_is_said_to_the_stepper_whatever_is_chosen_since(page):
    app = page(step="dW1", pin="W1,323,8")
    app.button(key="next digit").click().run()
    packet = app.get("bidi_component")[0].proto.bytes
    head = json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])
    assert head["start"] == {"step": "dW1", "pin": "W1,323,8", "plan": ""}


def test_epsilon_belongs_to_its_digit(page):
    app = page(digit="3", epsilon="0.05")
    assert changes(app)["epsilon"] == 0.05
    assert app.query_params["epsilon"] == "0.05"
    assert any("moved by ε = 0.05" in said.value for said in app.markdown)
    app.button(key="next digit").click().run()
    assert not any("moved by ε" in said.value for said in app.markdown)
    assert changes(app)["epsilon"] == 0
    assert "epsilon" not in app.query_params


def test_what_is_carried_to_other_digits_holds_there_and_what_was_changed_before_does_not(page):
    app = page(edits="W1:12:-0.3", steps="sgd,0.1,0:7:1")
    app.session_state[STEPPER] = {"changes": {"edits": "", "steps": "", "digit": 0, "network": "trained"}}
    app.session_state[MOVED] = Address(edits="W1:12:2", steps="sgd,0.1,1:7:1")
    app.query_params["own"] = write(unseen_digits().images[8])
    app.run()
    assert changes(app) == {"edits": "W1:12:2", "steps": "sgd,0.1,1:7:1", "epsilon": 0}
    app.session_state[STEPPER] = {
        "changes": {"edits": "b1:0:1", "steps": "", "digit": 0, "network": f"trained {app.query_params['own']}"}
    }
    app.run()
    assert changes(app)["edits"] == "b1:0:1"
