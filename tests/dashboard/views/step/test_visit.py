"""What a person did by hand holds where it was done: a weight in its network, a pixel on its digit."""

import json


def changes(app) -> dict:
    packet = app.get("bidi_component")[1].proto.bytes
    return json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])["changes"]


def test_a_pixel_belongs_to_its_digit_and_a_weight_to_its_network(page):
    app = page(edits="W1:12:-0.3~x:350:0.9", steps="sgd,0.1,0:7:1")
    assert changes(app) == {"edits": "W1:12:-0.3~x:350:0.9", "steps": "sgd,0.1,0:7:1"}
    app.button(key="next digit").click().run()
    assert changes(app) == {"edits": "W1:12:-0.3", "steps": "sgd,0.1,0:7:1"}
    assert app.query_params["edits"] == "W1:12:-0.3"
    app.text_input(key="network").input("784-5-10").run()
    assert changes(app) == {"edits": "", "steps": "sgd,0.01"}
    assert "edits" not in app.query_params
    assert "steps" not in app.query_params


def test_where_a_link_begins_is_said_to_the_stepper_whatever_is_chosen_since(page):
    app = page(step="dW1", pin="W1,323,8")
    app.button(key="next digit").click().run()
    packet = app.get("bidi_component")[0].proto.bytes
    head = json.loads(packet[4 : 4 + int.from_bytes(packet[:4], "little")])
    assert head["start"] == {"step": "dW1", "pin": "W1,323,8"}
