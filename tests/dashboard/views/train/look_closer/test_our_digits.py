"""A class's digits: what was typed becomes labels, the score comes with its doubt, and what goes out comes back."""

import io

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from core.datasets.catalogue import DATASETS
from core.datasets.collection import Collection
from dashboard.data.shipped import unseen_digits
from dashboard.data.uploaded import read_uploaded
from dashboard.runs.kept_images import place
from dashboard.runs.store import open_store
from dashboard.views.train.look_closer.our_digits import MEMORY, keep, kept, labelled, ours

DIGITS = DATASETS["mnist"].names
TEST = unseen_digits()
SOME = Collection(np.round(255 * TEST.images[:40]).astype(np.uint8), TEST.labels[:40].astype(np.uint8))


@pytest.mark.parametrize(
    ("text", "labels"), [("701", [7, 0, 1]), ("7 0, 1", [7, 0, 1]), ("7?1", [7, None, 1]), ("7x", [7, None]), ("", [])]
)
def test_a_sign_is_a_label(text, labels):
    assert labelled(text, DIGITS) == labels


def page(wrong: int):
    import numpy as np

    from core.config import Config
    from dashboard.views.train.look_closer.our_digits import ours, read_us

    def predict(levels):
        labels = ours("mnist").labels.astype(int)
        p = np.full((len(levels), 10), 0.01)
        p[np.arange(len(levels)), (labels + (np.arange(len(levels)) < wrong)) % 10] = 0.91
        return p

    read_us(Config(epochs=1), predict, "", "0123456789")


def shown(collection: Collection | None = SOME, wrong: int = 3) -> AppTest:
    app = AppTest.from_function(page, args=(wrong,), default_timeout=60)
    app.session_state["browser"] = "anna"
    kept().clear()
    if collection is not None:
        kept()["anna", "mnist"] = collection
    app.run()
    assert not app.exception
    return app


def words(app) -> str:
    return " ".join(one.value for one in app.markdown)


def test_before_there_are_any_it_says_how_to_collect_them():
    assert "Collect digits of your class here" in words(shown(None))


def test_the_score_comes_with_its_interval():
    said = words(shown()).replace("\N{NO-BREAK SPACE}", " ")
    assert "It reads **92 %** of ours: 37 of 40. With 95 % confidence" in said
    assert "between 80 % and 97 %." in said  # Wilson's interval of 37 of 40
    assert "So few tell little" not in said
    assert "So few tell little" in words(shown(Collection(SOME.levels[:5], SOME.labels[:5])))


def test_the_last_one_is_taken_back_and_all_are_emptied():
    app = shown()
    next(button for button in app.button if button.label == "Take back the last one").click().run()
    assert len(kept()["anna", "mnist"]) == 39
    next(button for button in app.button if button.label == "Empty the collection").click().run()
    assert "Collect digits of your class here" in words(app)


def test_what_is_saved_is_the_collection_when_it_comes_back():
    content = io.BytesIO()
    np.savez_compressed(content, images=SOME.levels.reshape(-1, 28, 28), labels=SOME.labels)
    back = read_uploaded([("our-digits.npz", content.getvalue())])
    assert Collection(back.levels, back.labels.astype(np.uint8)).sha256 == SOME.sha256


def test_a_run_is_set_up_on_them(monkeypatch):
    gone: dict = {}
    monkeypatch.setattr("streamlit.switch_page", lambda page, query_params: gone.update(query_params))
    app = shown()
    app.text_input[0].input("class 3b").run()
    next(button for button in app.button if button.label == "Set up a run").click().run()
    assert not app.exception
    config = Config.from_query(gone)
    assert config.own == str(SOME.named("class 3b"))
    assert (config.epochs, config.own_place) == (1, "beside")
    with open_store() as store:
        assert place(store.folder, SOME.sha256).exists()


def test_a_page_that_is_loaded_anew_finds_them_and_another_browser_does_not(monkeypatch):
    kept().clear()
    who = iter(["anna", "anna", "bert", "anna"])
    monkeypatch.setattr("dashboard.views.train.look_closer.our_digits.browser", lambda: next(who))
    keep("mnist", SOME)
    assert len(ours("mnist")) == 40
    assert len(ours("mnist")) == 0
    assert len(ours("kmnist")) == 0


def test_whose_have_waited_longest_go_where_there_are_too_many(monkeypatch):
    kept().clear()
    monkeypatch.setattr("dashboard.views.train.look_closer.our_digits.MEMORY", 2.5 * SOME.levels.nbytes)
    for name in ("anna", "bert", "anna", "cleo"):
        monkeypatch.setattr("dashboard.views.train.look_closer.our_digits.browser", lambda name=name: name)
        keep("mnist", SOME)
    assert [name for name, _ in kept()] == ["anna", "cleo"]
    assert 1_000 * SOME.levels.nbytes < MEMORY
