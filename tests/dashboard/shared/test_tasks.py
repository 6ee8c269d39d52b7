"""A task survives its way through a link, and a damaged one is refused without harm."""

import base64
import json
import zlib

import pytest

from dashboard.shared.tasks import Goal, Task, goal_of, read_task, tidied

TASK = Task("Find a rate.\nThen tell.", ("learning_rate", "look"), ("reach 97 %", "solve softmax-derive1"))


def packed(value) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(value).encode())).decode().rstrip("=")


def test_a_task_comes_back_as_it_was():
    assert read_task(TASK.written()) == TASK
    assert len(TASK.written()) < 150


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nonsense",
        TASK.written()[:-9],
        TASK.written() + "!",
        "A" * 4_001,
        packed([1, [], []]),
        packed(["x", [1], []]),
        packed(["x"]),
        packed({}),
        packed(["a" * 10_000_000, [], []]),  # small in the link, large when it is unpacked
    ],
)
def test_what_is_no_task_is_none(written):
    assert read_task(written) is None


def test_what_is_typed_is_bounded():
    task = tidied("x" * 9_999, (), "\n".join(["y" * 999] * 99))
    assert (len(task.text), len(task.due), len(task.due[0])) == (600, 12, 160)


@pytest.mark.parametrize(
    ("line", "goal"),
    [
        ("reach 97 %", Goal(0.97)),
        ("Reach 97.5% with at most 10,000 parameters.", Goal(0.975, 10_000)),
        ("reach 95 % with up to 8000 parameters", Goal(0.95, 8_000)),
        ("solve softmax-derive1", Goal(exercise="softmax-derive1")),
        ("reach 970 %", None),
        ("reach the sky", None),
        ("tell your neighbour why", None),
    ],
)
def test_what_can_be_looked_up_is_known_by_its_words(line, goal):
    found = goal_of(line)
    assert (found is None) == (goal is None)
    if goal:
        assert (found.accuracy, found.parameters, found.exercise) == (
            pytest.approx(goal.accuracy),
            goal.parameters,
            goal.exercise,
        )
