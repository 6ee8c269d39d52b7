"""What a task leaves on a page is there under the key that the table says."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared.controls_of_pages import ALL, CONTROLS, controls_of, places
from dashboard.shared.navigation import PAGES, VIEWS


def test_every_page_of_the_table_is_a_page():
    assert set(CONTROLS) <= {page.path for page in PAGES}
    for page in PAGES:
        names = [control.name for control in controls_of(page.path)]
        assert len(set(names)) == len(names)


def test_a_setting_brings_its_button_and_one_behind_more_settings_brings_the_way_to_it():
    rate, momentum = places("train", ("learning_rate",)), places("train", ("momentum",))
    assert ".st-key-train-button" in rate.whole
    assert ".st-key-set_learning_rate" in rate.whole
    assert rate.opened == []
    assert momentum.opened == [".st-key-more"]
    assert '[class*="st-key-size"]' in places("train", ("network",)).whole
    assert places("train", (ALL.name, "network")) is None
    assert places("proofs", ()) == ([], [])


@pytest.mark.parametrize("path", ["train", "sweep", "step", "mine"])
def test_the_keys_of_the_table_are_those_of_the_page(path):
    page = next(page for page in PAGES if page.path == path)
    app = AppTest.from_file(VIEWS / page.file, default_timeout=30)
    app.query_params["digit" if path == "step" else "nothing"] = "3"
    app.run()
    assert not app.exception
    keys = str([element.proto for element in _all(app.main)])
    for name in ("learning_rate", "preset") if path == "train" else [c.name for c in CONTROLS[path]]:
        control = next(one for one in CONTROLS[path] if one.name == name)
        for place in control.places:
            key = place.strip("*+").replace("previous-digit", "previous digit").replace("next-digit", "next digit")
            if key != "run-controls" and not (path == "mine" and key == "array-of"):
                assert key in keys, (name, place)


def _all(block):
    """Every element and block below."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from _all(child)
