"""Pages that need no websocket: Streamlit's own with a script of ours, and the course."""

import pytest
from starlette.middleware import Middleware

from dashboard.commands import course, plain
from dashboard.commands.gate import Gate, Policy
from dashboard.commands.headers import Headers
from dashboard.components.modules import FOLDER
from dashboard.shared.navigation import PAGES
from tests.dashboard.commands.test_live import Client

BASE = "/chainrule"


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(course, "pages", lambda: iter([("index.html", "first"), ("softmax.html", "second")]))
    return Client(plain.routes(BASE), middleware=[Middleware(Headers, "https://school.example")])


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_page_has_the_script_under_whatever_path(client, path):
    answer = client.get(f"{BASE}/{path}")
    text = answer.body.decode()
    assert answer.status == 200
    assert text.count(plain.FIRST) == 1
    assert "./static/js/" in text
    assert (FOLDER / plain.FIRST.partition("./modules/")[2].partition('"')[0]).is_file()
    assert b"script-src 'self' blob:" in answer.headers[b"content-security-policy"]


def test_the_course_is_written_page_by_page_and_once(client):
    for _ in range(2):
        for name, text in (("", b"first"), ("softmax.html", b"second"), ("index.html", b"first")):
            answer = client.get(f"{BASE}/course/{name}")
            assert (answer.status, answer.body) == (200, text)
    assert client.get(f"{BASE}/course/nothing.html").status == 404
    assert client.get(f"{BASE}/course").headers[b"location"] == b"./course/"


def test_a_page_of_the_course_asks_for_nothing_and_is_framed_by_whom_the_server_allows(client):
    policy = client.get(f"{BASE}/course/").headers[b"content-security-policy"].decode()
    assert policy.startswith("default-src 'none'; script-src 'unsafe-inline' data:;")
    assert policy.endswith("; frame-ancestors https://school.example")


def test_the_gate_stands_before_both():
    closed = Client(
        plain.routes(), middleware=[Middleware(Gate, Policy(names=lambda: frozenset({"localhost"}), key="k" * 8))]
    )
    for path in ("/", "/lessons", "/course/"):
        assert closed.get(path).status == 403
