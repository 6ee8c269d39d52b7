"""The walk of any network tells the truth: every sum in its prose comes out, and every slope is what the loss does."""

import re

import numpy as np
import pytest

from dashboard.views.step.address import read
from lessons.page.stop import Box, Sheets
from tests.lessons.walks.networks import NETWORKS, walk
from tests.support.told_sums import prose, sums


@pytest.fixture(params=NETWORKS)
def told(request):
    return walk(request.param)


def test_every_sum_comes_out(told):
    found = [one for stop in told[1].values() for one in sums(prose(stop))]
    assert [one for one in found if not one.holds] == []
    assert len(found) >= 4


def test_a_wrong_digit_in_a_result_is_seen():
    seen = 0
    for name in NETWORKS:
        for stop in walk(name)[1].values():
            for one in sums(prose(stop)):
                first = re.search(r"[1-9]", one.text.rpartition("= ")[2] or one.text)
                if first is None:
                    continue
                at = len(one.text) - len(one.text.rpartition("= ")[2]) + first.start()
                wrong = one.text[:at] + str((int(one.text[at]) + 4) % 9 + 1) + one.text[at + 1 :]
                assert any(not planted.holds for planted in sums(wrong)), wrong
                seen += 1
    assert seen > 120


def test_every_pinned_gradient_of_a_weight_is_what_the_loss_does(told):
    story, stops = told
    found = 0
    for stop in stops.values():
        name, _, entry = stop.pin.partition(",")
        parameter = next((q for q in story.network.parameters if f"d{q.name}" == name), None)
        if parameter is None or not entry:
            continue
        at = tuple(map(int, entry.split(",")))
        up, down = (story.loss_with(parameter.name, at, by) for by in (1e-6, -1e-6))
        assert (up - down) / 2e-6 == pytest.approx(story.arrays[name][at], rel=1e-4, abs=1e-8), stop.key
        found += 1
    assert found


def test_a_stop_names_a_step_and_an_entry_that_there_are(told):
    story, stops = told
    equations = story.digit.equations
    for stop in stops.values():
        assert stop.step in {"", *equations}, stop.step
        assert all(name in equations for name in stop.equations), stop.equations
        name, _, entry = stop.pin.partition(",")
        if entry:
            assert np.shape(story.arrays[name][tuple(map(int, entry.split(",")))]) == (), stop.pin


def test_a_sheet_shows_the_numbers_of_the_network(told):
    story, stops = told
    for stop in stops.values():
        assert isinstance(stop.scene, Sheets)
        for sheet in stop.scene.sheets:
            assert len(sheet.values) == len(sheet.shown) <= sheet.of
            assert set(sheet.rings) <= set(sheet.shown), stop.key
            assert {box.map for box in sheet.boxes} <= set(sheet.shown), stop.key
            assert np.abs(sheet.values).max() <= sheet.most * (1 + 1e-9)
        for gap, strands in enumerate(stop.scene.strands):
            for line in strands:
                for end, sheet in zip((line.source, line.target), stop.scene.sheets[gap:], strict=False):
                    assert (end.map if isinstance(end, Box) else end) in sheet.shown, stop.key
        assert -1 <= stop.scene.at < len(story.parts)


def test_a_stop_can_stand_in_a_link(told):
    assert all(read("tell", key) == key for key in told[1])


def test_every_kind_of_layer_is_told_of(told):
    story, stops = told
    begun = {key.partition("-")[0] for key in stops}
    wanted = {"Dense": "weights", "Conv": "filter", "MaxPool": "winner", "AveragePool": "winner", "Flatten": "moved"}
    wanted |= {"BatchNorm": "meet", "LayerNorm": "meet", "Dropout": "dropped", "Activate": "gate"}
    assert {wanted[kind] for layer in story.layers if (kind := type(layer).__name__) in wanted} <= begun


def test_the_prose_has_one_idea_a_stop(told):
    titles = [stop.title for stop in told[1].values()]
    for stop in told[1].values():
        words = prose(stop).split()
        assert 25 <= len(words) <= 190, f"{stop.key}: {len(words)} words"
        assert not re.search(r"\b(simply|just as easily|obviously|of course)\b|\bnan\b", prose(stop))
    assert len(titles) == len(told[1])
