import io
import json

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from dashboard.components.stepper.stepper import Place
from dashboard.views.step.address import bounds
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.edits import Edit
from dashboard.views.step.moment import Moment
from dashboard.views.step.packet import COARSE, SMALL, archive, named_arrays, pack_moment, pack_network, pack_pass
from dashboard.views.step.subject import Choice, shipped


def traced(text, label=3):
    network = Network.from_text(text)
    x = np.random.default_rng(1).random((1, *network.input_shape))
    return network.trace(initialize(network, "he", 0, np.float64), x, np.array([label]))


def unpack(packet):
    length = int.from_bytes(packet[:4], "little")
    return json.loads(packet[4 : 4 + length]), packet[4 + length :]


def of_network(text):
    trace = traced(text, label=0)
    return unpack(pack_network(trace.network, trace.theta)[0])[0]


def array(head, content, name):
    entry = next(entry for entry in head["arrays"] if entry["name"] == name)
    kind = np.dtype({"f8": "<f8", "f4": "<f4", "i1": "i1"}[entry["bytes"]])
    size = int(np.prod(entry["shape"]))
    return np.frombuffer(content, kind, size, entry["start"]).reshape(entry["shape"]) * entry.get("scale", 1)


@pytest.mark.parametrize(
    "text",
    [
        "784-32-relu-16-relu-10",
        "20-7-tanh-5-sigmoid-4-leaky-3",
        "20-7-bn-relu-3",
        "1x8x8-conv3x3x3-relu-maxpool2-flatten-3",
    ],
)
def test_every_array_arrives_as_core_computed_it(text):
    trace = traced(text, label=1)
    packets = [unpack(packet) for packet, _ in (pack_network(trace.network, trace.theta), pack_pass(trace))]
    arrived = {entry["name"]: packet for packet in packets for entry in packet[0]["arrays"]}
    for name, expected in named_arrays(trace).items():
        if name in arrived:
            kind = np.float64 if expected.size <= SMALL else np.float32
            np.testing.assert_array_equal(array(*arrived[name], name), np.asarray(expected, kind), err_msg=name)
        else:
            assert name.startswith("d")
            assert expected.size > SMALL
    assert set(arrived) >= {"x", "z1", "a1", "p", "y", "L", "W1", "b1", "dz1", "dx", "db1"}


def test_every_gradient_that_is_left_out_has_an_equation():
    trace = traced("784-32-relu-10")
    assert "dW1" not in {entry["name"] for entry in unpack(pack_pass(trace)[0])[0]["arrays"]}
    assert "dW1" in {equation["name"] for equation in of_network("784-32-relu-10")["equations"]}


def test_numbers_start_where_a_browser_can_read_them():
    trace = traced("784-32-relu-10", label=0)
    for packet, _ in (pack_network(trace.network, trace.theta, note="é"), pack_pass(trace, note="é")):
        head, _ = unpack(packet)
        assert all(entry["start"] % {"f8": 8, "f4": 4, "i1": 1}[entry["bytes"]] == 0 for entry in head["arrays"])


def test_the_widest_network_stays_under_three_megabytes_and_within_half_a_step():
    trace = traced("784-800-relu-800-relu-10")
    packet, _ = pack_network(trace.network, trace.theta)
    assert len(packet) + len(pack_pass(trace)[0]) < 3_000_000
    head, content = unpack(packet)
    coarse = [entry for entry in head["arrays"] if entry["bytes"] == "i1"]
    assert [entry["name"] for entry in coarse] == ["W1", "W2"]
    W = named_arrays(trace)["W2"]
    assert W.size > COARSE
    assert np.abs(array(head, content, "W2") - W).max() <= 0.500001 * coarse[1]["scale"]


def test_each_equation_shows_its_line_of_core():
    head = of_network("784-32-relu-10")
    for equation in head["equations"]:
        assert equation["source"], equation["name"]
        for source in equation["source"]:
            assert source["text"] in dict(source["lines"])[source["line"]]
    dW = next(equation for equation in head["equations"] if equation["name"] == "dW1")
    assert "dW = matmul(x.T, dy)" in dW["source"][0]["text"]


def test_functions_by_name_come_with_their_definitions():
    head = of_network("20-7-tanh-5-sigmoid-4-leaky-3")
    assert {"tanh", "sigmoid", "leaky", "leaky'"} <= set(head["definitions"])


def test_equal_traces_have_equal_names_and_others_other_ones():
    one, two = traced("30-4-tanh-3", label=0), traced("30-4-tanh-3", label=1)
    ids = [pack_pass(trace, label=1)[1] for trace in (one, one, two)]
    assert ids[0] == ids[1] != ids[2]


def test_another_digit_sends_no_parameter_again():
    one, two = traced("784-128-relu-10", label=0), traced("784-128-relu-10", label=1)
    assert pack_network(one.network, one.theta) == pack_network(two.network, two.theta)
    assert len(pack_pass(two)[0]) < 0.1 * len(pack_network(one.network, one.theta)[0])


def test_a_moment_says_what_was_done_by_hand_and_what_the_browser_must_keep_to():
    choice = Choice(shipped(), 321, 2, 5)
    moment = Moment.of(choice, (Edit("x", 350, 0.9),), Steps("sgd", 0.1, ((0, 7, 1),)))
    network, one_pass, name = pack_moment(moment, Place("dW1", "W1,323,8", "adam,0.1"))
    known, head = unpack(network)[0], unpack(one_pass)[0]
    assert known["bounds"] == bounds()
    assert known["start"] == {"step": "dW1", "pin": "W1,323,8", "plan": "adam,0.1"}
    assert head["of"] == known["id"]
    assert head["id"] == name
    assert head["digit"] == {"index": 321, "label": int(shipped().labels[321]), "own": False}
    assert (head["label"], head["sizes"]) == (5, {"N": 2})
    assert head["changes"] == {"edits": "x:350:0.9", "steps": "sgd,0.1,0:7:1", "epsilon": 0}
    assert head["unchanged"]["loss"] != float(moment.trace.loss)


def test_the_packet_of_a_network_is_made_once_for_all_who_have_not_trained_it():
    def packed(digit, steps=Steps()):  # noqa: B008
        moment = Moment.of(Choice(shipped(), digit, 1, 7), (), steps)
        return pack_moment(moment, Place("z1"))[0]

    assert packed(321) is packed(322)
    assert unpack(packed(321, Steps("sgd", 0.1, ((0, 7, 1),))))[1] != unpack(packed(321))[1]


def test_an_archive_holds_every_array_in_float64():
    trace = traced("20-7-tanh-4")
    with np.load(io.BytesIO(archive(trace))) as saved:
        assert set(saved) == set(named_arrays(trace))
        np.testing.assert_array_equal(saved["dW1"], named_arrays(trace)["dW1"])
