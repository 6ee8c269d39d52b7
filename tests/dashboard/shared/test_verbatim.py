"""What came from outside is shown as typed, in every place that shows any (in a browser: tests/browser)."""

import json
import re
from threading import Thread

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store
from dashboard.runs.sweeping import UNITS, grid, read_axis, submit_sweep
from dashboard.shared.navigation import LESSONS, RUNS, SWEEP, TRAIN, VIEWS
from dashboard.shared.settings_link import read_config
from dashboard.shared.verbatim import verbatim, verbatim_in_plotly
from tests.support.payloads import PAYLOADS

SMALL = Config(network="784-8-relu-10")
APART = "\N{ZERO WIDTH SPACE}"


def test_what_was_typed_is_shown_as_it_was_typed():
    assert (
        verbatim("*bold* a_b [x](y) $a$ :red[b] Größe 1 · ½")
        == r"\*bold\* a\_b \[x\]\(y\) \$a\$ \:red\[b\] Größe 1 · ½"
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_sign_is_lost(text):
    said = " ".join(text.split())
    assert verbatim_in_plotly(text).replace(APART, "") == said
    assert re.sub(r"\\([!-/:-@[-`{-~])", r"\1", verbatim(text).replace(APART, "")) == said


def markdown(page: AppTest) -> list[str]:
    """All that this page hands to Streamlit as Markdown."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success", "toast")
    texts = [element.value for kind in kinds for element in page.get(kind)]
    texts += [element.proto.label for kind in ("page_link", "expander") for element in page.get(kind)]
    return [*texts, *(element.label for kind in ("button", "radio", "selectbox") for element in page.get(kind))]


def check(page: AppTest, text: str) -> None:
    """The text stands on the page sign by sign, and nowhere in any other way."""
    assert not page.exception
    said = " ".join(text.split())
    assert any(verbatim(text) in element for element in markdown(page)), (text, markdown(page))
    others = [element.replace(verbatim(text), "") for element in markdown(page)]
    assert [element for element in others if said in element or text in element] == []


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """Pages without what takes its time and shows nothing from outside: nothing is trained, drawn or read ahead."""
    monkeypatch.setattr("dashboard.runs.engine.start_up", lambda: None)
    monkeypatch.setattr("dashboard.views.train.run_page.closer", lambda run, chosen: None)
    monkeypatch.setattr("dashboard.views.train.form.setup.portrait", lambda config: None)
    monkeypatch.setattr("dashboard.views.train.form.setup.start", lambda config: None)
    monkeypatch.setattr("dashboard.views.lessons.page.card", lambda lesson, dark: None)
    monkeypatch.setattr("dashboard.views.lessons.page.reading_ahead", Thread)


def opened(view, **query) -> AppTest:
    page = AppTest.from_file(VIEWS / view.file, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def packed(most: int) -> list[str]:
    """The payloads one after another, in as few texts of so many characters as hold them: each text is drawn once."""
    texts = [""]
    for payload in PAYLOADS:
        together = f"{texts[-1]} {payload}".strip()
        texts[-1:] = [together] if len(together) <= most else [texts[-1], payload]
    return [text[:most] for text in texts if text]


NAMES = pytest.mark.parametrize("text", packed(80), ids=range(len(packed(80))))  # as long as a name may be
SHORT = pytest.mark.parametrize("text", packed(40), ids=range(len(packed(40))))  # as much of a link as is quoted
LONG = pytest.mark.parametrize("text", packed(10_000), ids=["all"])


def submitted(text: str, status: str = "stopped", **columns) -> str:
    """A run of this name, with a curve."""
    with open_store() as store:
        run = store.submit(SMALL, "", status, name=text[:80], step=2, total=2, **columns)
        store.append(run, 1, {name: [1.0, 0.5] for name in ("loss", "accuracy", "seconds")})
        return run


@NAMES
def test_a_name_on_the_page_of_its_run_and_in_the_list_of_the_newest(text):
    run = submitted(text)
    check(opened(TRAIN, run=run), text)


def newest():
    from dashboard.views.train.newest_runs import newest_runs

    newest_runs()


@NAMES
def test_a_name_in_the_list_of_the_newest_runs(text):
    submitted(text)
    check(AppTest.from_function(newest).run(), text)


@NAMES
def test_a_name_in_the_list_of_runs_and_in_the_legend_of_their_curves(text):
    one, other = submitted(text), submitted("another")
    page = opened(RUNS, beside=f"{one},{other}")
    assert not page.exception
    assert text in page.dataframe[0].value["name"].tolist()  # cells of a table are text
    (chart,) = page.get("plotly_chart")
    names = {trace["name"] for trace in json.loads(chart.proto.spec)["data"]}
    assert names == {verbatim_in_plotly(text), "another"}
    assert [element for element in markdown(page) if " ".join(text.split()) in element] == []


@NAMES
def test_a_name_beside_the_grid_of_its_sweep(text):
    with open_store() as store:
        cells = grid(SMALL, read_axis("seed", "1, 2"), read_axis(UNITS, "8"))
        sweep = submit_sweep(store, cells, ("seed", UNITS), "")
        store.update(store.records()[0].id, name=text)
    page = opened(SWEEP, sweep=sweep)
    assert not page.exception
    assert not [words for words in markdown(page) if text in words]  # the grid writes it as text, in the browser
    (drawn,) = (json.loads(one.proto.json) for one in page.get("bidi_component") if "across" in one.proto.json)
    assert [cell["name"] for row in drawn["cells"] for cell in row] == ["", text]


@LONG
def test_what_a_worker_said_of_a_run(text):
    run = submitted("a run", "failed", message=text)
    check(opened(TRAIN, run=run), text)


@NAMES
def test_settings_in_a_link_to_the_form(text):
    page = opened(TRAIN, learning_rate=text, network=text, optimizer=text)
    assert not page.exception
    (complaint,) = page.warning
    assert verbatim(read_config({"learning_rate": text, "network": text, "optimizer": text})[1]) == complaint.value


@SHORT
def test_a_lesson_that_is_asked_for(text):
    check(opened(LESSONS, lesson=text), text)


def swept(text):
    from core.config import Config
    from dashboard.runs.sweeping import grid, read_axis
    from dashboard.shared.shown import shown

    with shown():
        grid(Config(), read_axis("learning_rate", text), read_axis("seed", "1"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_values_of_a_sweep(text):
    page = AppTest.from_function(swept, args=(text,)).run()
    assert not page.exception
    (refusal,) = page.error
    said = text.split(",")[0].strip()[:20]
    assert said not in refusal.value.replace(verbatim(said), "")


def form():
    from dashboard.views.train.form.setup import form, take_link

    take_link()
    form()


@NAMES
def test_layers_typed_into_the_form(text):
    page = AppTest.from_function(form, default_timeout=60)
    page.session_state["more"] = True
    page.run()
    page.session_state["set_network"] = text
    page.run()
    assert not page.exception
    assert page.error
    assert " ".join(text.split()) not in page.error[0].value.replace(verbatim(text), "")


def import_of(name):
    from dashboard.runs.export import take_in
    from dashboard.runs.store import open_store
    from dashboard.shared.shown import shown, shown_as_toast

    with shown(), open_store() as store:
        take_in(store, b"", name, "")
    with shown_as_toast(), open_store() as store:
        take_in(store, b"", name, "")


@NAMES
def test_the_name_of_a_file_that_is_refused(text):
    name = text.replace("/", "")  # what stands before the last one is a folder
    page = AppTest.from_function(import_of, args=(name,)).run()
    check(page, name[:80])
    assert len(page.toast) == 1


def uploaded(name):
    import numpy as np

    from dashboard.data.uploaded import Uploaded
    from dashboard.views.train.look_closer.yours import gallery

    images = Uploaded(np.zeros((1, 784), np.uint8), None, (name,), ())
    gallery(images, np.eye(10)[:1], [0], [str(k) for k in range(10)], "")


@LONG
def test_the_name_of_an_image(text):
    check(AppTest.from_function(uploaded, args=(text,)).run(), text)


def panel(run):
    from dashboard.views.train.look_closer.keep import keep

    keep(run)


@NAMES
def test_a_note_of_somebody_else_is_text(text):
    with open_store() as store:
        run = store.submit(SMALL, "somebody", "stopped", name=text, note=text)
    page = AppTest.from_function(panel, args=(run,)).run()
    assert not page.exception
    assert [note.value for note in page.text] == [text]
    assert [element for element in markdown(page) if text in element] == []
