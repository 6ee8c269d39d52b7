"""The stepper as Streamlit runs it, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard

PAGE = Path(dashboard.__file__).parent / "views/step/view.py"


@pytest.fixture
def page(tmp_path, monkeypatch):
    """`page(digit="3")` opens the stepper at an address."""
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))

    def go(**query) -> AppTest:
        app = AppTest.from_file(str(PAGE), default_timeout=60)
        app.query_params.update(query)
        app.run()
        assert not app.exception
        return app

    return go
