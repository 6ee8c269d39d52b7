"""The opening picture shows what core computes, and refuses what is no drawing."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from dashboard.components.flow.flow import chosen, passed_drawing, pictures
from dashboard.data.drawing import read_drawing
from dashboard.data.normalised import centred
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


def png(grey) -> str:
    """Grey levels (H, W) as the pad of a browser sends them."""
    file = io.BytesIO()
    Image.fromarray(np.asarray(grey, np.uint8)).convert("RGBA").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def drawing():
    """Grey levels of an upright stroke on the left, 100 × 10, and a dot beside its foot."""
    pad = np.zeros((280, 280))
    pad[60:160, 30:40] = 255
    pad[150:160, 70:80] = 128
    return pad


def test_a_drawing_passes_through_the_same_network_normalised_as_an_image_of_ones_own_is():
    drawn = passed_drawing(read_drawing(png(drawing())))
    pixels = centred(drawing() / 255, "it").pixels
    run = trained()
    network = run.config.build_network()
    p = network.loss.output(network.forward(run.theta.astype(np.float64), pixels[None])[-1])[0]
    assert drawn["p"] == p.round(5).tolist()
    assert base64.b64decode(drawn["pixels"]) == (255 * pixels).round().astype(np.uint8).tobytes()


def test_a_test_digit_that_is_drawn_again_is_read_as_it_was():
    for n in range(20):
        large = (255 * unseen_digits().images[n]).reshape(28, 28).repeat(10, 0).repeat(10, 1)
        assert np.argmax(passed_drawing(read_drawing(png(large)))["p"]) == guesses()[n].argmax()


def test_the_place_that_a_drawing_came_from_leads_back_to_it():
    """The stroke is 100 pixels high, so one of its 20 rows is 5 of them."""
    drawn = passed_drawing(read_drawing(png(drawing())))
    assert drawn["from"]["scale"] == pytest.approx(28 * 5 / 280)
    ink = np.frombuffer(base64.b64decode(drawn["pixels"]), np.uint8).reshape(28, 28) > 99
    first_row, first_column = np.flatnonzero(ink.any(axis=1))[0], np.flatnonzero(ink.any(axis=0))[0]
    assert 280 * drawn["from"]["top"] + 5 * first_row == pytest.approx(60)
    assert 280 * drawn["from"]["left"] + 5 * first_column == pytest.approx(30)
