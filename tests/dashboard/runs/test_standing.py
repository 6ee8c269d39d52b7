"""How a run stands is said truly, in line and at work."""

import pytest

from core.config import Config
from dashboard.runs.cluster import WAITS
from dashboard.runs.standing import numbers, sentence


def standing(store, status, **columns):
    return store.record(store.submit(Config(network="784-10"), "anna", status, **columns))


@pytest.mark.parametrize(
    ("status", "columns", "place", "ahead", "words"),
    [
        ("queued", {}, 1, 0, "Starting …"),
        ("queued", {}, 1, 2, "as soon as one of the 2 runs under way ends or gives way"),
        ("queued", {}, 3, 2, "Number 3 in line"),
        ("queued", {"step": 40}, 3, 2, "saved at step 40: long runs take turns here"),
        ("queued", {"step": 40, "message": WAITS}, 1, 0, "has no workers now, or does not answer"),
        ("starting", {}, 0, 1, "Starting: "),
        ("running", {}, 0, 1, "Reading the images"),
        ("running", {"message": "Downloading a file: 1.0 of 9.0 MB."}, 0, 1, "Downloading a file"),
        ("running", {"step": 7, "total": 90, "message": "It went on."}, 0, 1, "Training: step 7 of 90. It went on."),
        ("running", {"step": 7, "total": 90}, 0, 1, "Training: step 7 of 90"),
        ("paused", {"step": 7, "total": 90}, 0, 1, "Paused after step 7 of 90, and saved there"),
    ],
)
def test_the_sentence_of_each_state(store, status, columns, place, ahead, words):
    assert words in sentence(standing(store, status, **columns), place, ahead)


def test_the_numbers_are_those_of_the_moment(store):
    told = dict(numbers(standing(store, "running", step=110, total=400, speed=250.0), 4, 0.5, 0.1, True))
    assert told == {
        "Epoch": "2 of 4",
        "Loss, last 50 batches": "0.5000",
        "Accuracy, held back, before training": "10.00\N{NO-BREAK SPACE}%",
        "Steps a second": "250",
        "Time left": "1 s",
    }
    ended = dict(numbers(standing(store, "finished", step=400, total=400, seconds=12.0), 4, 0.5, 0.9, False))
    assert ended["Training time"] == "12 s"


def test_an_imported_run_has_the_numbers_that_came_with_its_file(store):
    told = numbers(standing(store, "finished", step=400, total=400), 4, None, 0.9, False, imported=True)
    assert [label for label, _ in told] == ["Epoch", "Accuracy, held back"]
