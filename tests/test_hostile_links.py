"""Links and uploads as nobody honest would make them: no exception reaches a page, and each costs little.

Here are a few of each kind; `python -m tests.benchmarks.hostile` tries all of them.
"""

import ast
import os
import random
import sqlite3
import subprocess
import sys
import warnings
from itertools import islice
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import LESSONS, PAGES, RUNS, STEP, SWEEP, TRAIN, VIEWS, View
from dashboard.views.step.address import ROWS
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
DEAR = (("look", "Optimizers"),), (("look", "Landscape"), ("cut", "On a plane through three"))  # looks at a run


def links() -> list[str]:
    """What is wrong with some links, a sentence each."""
    runs = furnished()
    values = hostile_links.extremes(runs)
    chance = random.Random(0)
    kept, *_, large = runs
    some = [*FOUND, Link(STEP, (("run", kept), ("checkpoint", LONG), ("tell", "look")))]
    some += [Link(TRAIN, (("run", large), *more)) for more in DEAR]
    some += chance.sample(hostile_links.dear(values), 4) + hostile_links.pairs(values, chance, 8)
    some += hostile_links.damaged(runs, chance, 12)
    with patch("dashboard.runs.engine.start_up"):
        hostile_links.warm()
        found = list(costs(some, hostile_links.fault))
    dear = [cost for cost in found if cost.seconds > hostile_links.SECONDS or cost.memory > hostile_links.BYTES]
    return [f"{cost.case}: {cost.fault}" for cost in found if cost.fault] + [f"{cost} is dear" for cost in dear]


def uploads() -> list[str]:
    """What is wrong with the answers to some damaged files."""
    files = islice(hostile_files.damaged(random.Random(1)), 60)
    return [f"{cost.case}: {cost.fault}" for cost in costs(files, hostile_files.fault) if cost.fault]


def death() -> list[str]:
    """What is told of a process that dies."""
    return [cost.fault for cost in costs([1], lambda case: os.kill(os.getpid(), 9) or "")]


def told(kind: str) -> str:
    """What this file, started as a program, tells of a kind of case."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.test_hostile_links", kind],
        capture_output=True,
        text=True,
        timeout=500,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout.strip()


def test_no_link_raises_or_costs_much():
    assert told("links") == ""


def parameters(view: View) -> set[str]:
    """What the files of a page read from the address by name: `query_params`, and widgets that are bound to it."""
    found = set()
    for path in (VIEWS / view.file).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="query_params")), args=[name, *_]):
                    found.add(name)
                case ast.Subscript(value=ast.Attribute(attr="query_params"), slice=name):
                    found.add(name)
                case ast.Call(keywords=more) if any(word.arg == "bind" for word in more):
                    found |= {word.value for word in more if word.arg == "key"}
    return {name.value for name in found if isinstance(name, ast.Constant)}


@pytest.mark.parametrize("view", PAGES, ids=str)
def test_every_parameter_that_a_page_reads_is_tried(view):
    tried = set(hostile_links.extremes(("0" * 10, "1" * 10, "2" * 10, "3" * 10))[view])
    assert parameters(view) <= tried
    if view is STEP:
        assert {*ROWS} == tried


def test_a_store_that_cannot_be_read_is_said_where_it_is_needed(home, monkeypatch):
    """Another program keeps it to itself: no page raises, and none says that a run is gone."""
    kept, bare, sweep, _ = furnished()

    def locked(*_):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("dashboard.runs.store._connect", locked)
    asked = [(TRAIN, {}), (TRAIN, {"run": kept}), (RUNS, {"beside": f"{kept},{bare}"}), (SWEEP, {"sweep": sweep})]
    for view, query in [*asked, (STEP, {"run": kept}), (STEP, {"run": kept, "tell": "look"})]:
        page = AppTest.from_file(str(VIEWS / view.file), default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        assert "store of runs is busy" in page.error[0].value, (view.path, query)
    page = AppTest.from_file(str(VIEWS / STEP.file), default_timeout=60).run()
    assert not page.exception
    assert not page.error


def test_no_upload_is_anything_but_read_or_refused_in_a_sentence():
    assert told("uploads") == ""


def test_a_process_that_dies_is_told_as_a_fault():
    assert told("death") == "The process ended with status 9."


def test_a_lesson_is_opened_by_its_number(home):
    page = AppTest.from_file(str(VIEWS / LESSONS.file), default_timeout=60)
    page.query_params["lesson"] = "8"
    page.run()
    assert not page.exception
    assert not page.info
    ways = [link.proto.label for link in page.get("page_link")]
    assert [way.split(" ")[0] for way in ways[-2:]] == ["7", "9"]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print("\n".join({"links": links, "uploads": uploads, "death": death}[sys.argv[1]]()))
