"""The opening picture shows what core computes, and refuses what is no drawing."""

import base64

import numpy as np
import pytest

from dashboard.components.flow.flow import chosen, passed, pictures, read_drawing
from dashboard.data.shipped import guesses, trained, unseen_digits


def test_the_picture_shows_the_numbers_of_the_trace():
    run, digits = trained(), unseen_digits()
    for one in pictures()["digits"]:
        n = one["index"]
        trace = run.config.build_network().trace(
            run.theta.astype(float), digits.images[n : n + 1], digits.labels[n : n + 1]
        )
        assert one["layers"] == [trace.values[2][0].round(4).tolist(), trace.values[4][0].round(4).tolist()]
        assert one["p"] == trace.p[0].round(5).tolist()
        assert one["label"] == digits.labels[n]


def test_it_starts_with_all_classes_read_right_and_ends_with_mistakes():
    numbers, labels = chosen(), unseen_digits().labels
    assert sorted(labels[numbers[:10]]) == list(range(10))
    right = guesses().argmax(axis=1) == labels
    assert right[numbers[:10]].all()
    assert not right[numbers[10:]].any()


def test_the_shipped_network_is_as_good_as_it_says():
    assert (guesses().argmax(axis=1) == unseen_digits().labels).mean() == pytest.approx(0.968, abs=0.001)


def test_a_drawing_passes_through_the_same_network():
    sent = base64.b64encode((unseen_digits().images[0] * 255).round().astype(np.uint8).tobytes()).decode()
    assert passed(read_drawing(sent))[0]["p"] == guesses()[0].round(5).tolist()


@pytest.mark.parametrize("sent", [None, "", "!!!", "AAAA", "é", base64.b64encode(bytes(785)).decode(), 7])
def test_what_is_no_drawing_is_nothing(sent):
    assert read_drawing(sent) is None
