"""Links and uploads as nobody honest would make them: no exception reaches a page, and each costs little.

Here are a few of each kind; `python -m tests.benchmarks.hostile` tries all of them.
"""

import os
import random
from itertools import islice

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import LESSONS, RUNS, STEP, SWEEP, TRAIN, VIEWS
from tests.benchmarks.hostile import furnished
from tests.support import hostile_files, hostile_links
from tests.support.hostile_links import LONG, NETWORKS, Link
from tests.support.own_process import costs

FOUND = [  # each of these once raised, or cost seconds
    Link(LESSONS, (("lesson", "the-chain-rule"), ("digit", LONG))),
    Link(LESSONS, (("lesson", "8"), ("digit", "²"))),
    Link(STEP, (("digit", "inf"),)),
    Link(STEP, (("edits", f"x:{LONG}:1"),)),
    Link(STEP, (("network", NETWORKS[13]), ("batch", "16"))),
    Link(STEP, (("tell", "look"), ("network", NETWORKS[1]))),
    *(Link(view, (("run", text),)) for view in (STEP, TRAIN) for text in ("**", "../../../outside/secret")),
    *(Link(TRAIN, ((name, text),)) for name in ("learning_rate", "seed", "epochs") for text in ("nan", "1e309", LONG)),
    Link(RUNS, (("beside", "**,*"),)),
    Link(SWEEP, (("sweep", "**"),)),
]


@pytest.fixture
def home(monkeypatch, home):
    monkeypatch.setattr("dashboard.runs.engine.start_up", lambda: None)
    return home


@pytest.mark.filterwarnings("ignore")
def test_no_link_raises_or_costs_much(home):
    values = hostile_links.extremes(furnished())
    chance = random.Random(0)
    kept = next(iter(values[TRAIN]["run"]))
    links = [*FOUND, Link(STEP, (("run", kept), ("checkpoint", LONG), ("tell", "look")))]
    links += chance.sample(hostile_links.dear(values), 4) + hostile_links.pairs(values, chance, 12)
    hostile_links.warm()
    found = list(costs(links, hostile_links.fault))
    assert [f"{cost.case}: {cost.fault}" for cost in found if cost.fault] == []
    dear = [cost for cost in found if cost.seconds > hostile_links.SECONDS or cost.memory > hostile_links.BYTES]
    assert dear == []


def test_no_upload_is_anything_but_read_or_refused_in_a_sentence():
    files = islice(hostile_files.damaged(random.Random(1)), 60)
    assert [f"{cost.case}: {cost.fault}" for cost in costs(files, hostile_files.fault) if cost.fault] == []


def test_a_lesson_is_opened_by_its_number(home):
    page = AppTest.from_file(str(VIEWS / LESSONS.file), default_timeout=60)
    page.query_params["lesson"] = "8"
    page.run()
    assert not page.exception
    assert not page.info
    ways = [link.proto.label for link in page.get("page_link")]
    assert [way.split(" ")[0] for way in ways[-2:]] == ["7", "9"]


def test_a_process_that_dies_is_told_as_a_fault():
    (cost,) = costs([1], lambda case: os.kill(os.getpid(), 9) or "")
    assert cost.fault == "The process ended with status 9."
