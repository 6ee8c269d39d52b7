"""The script knows the pages, and a host that starts Streamlit itself finds the whole server around it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from dashboard.commands.server import SCRIPT


def test_it_opens_at_the_first_page():
    app = AppTest.from_file(SCRIPT, default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value


def test_streamlit_finds_the_application():
    found = discover_asgi_app(Path(__file__).parents[3] / "dashboard/app.py")
    assert found.import_string == "app:app"
