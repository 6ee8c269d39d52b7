"""A page asks how others reach it, and hears the link and its code."""

import asyncio
import json
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from dashboard.commands.link import link
from dashboard.shared import reach


@pytest.fixture
def ask(monkeypatch):
    monkeypatch.setattr(reach, "_announced", reach.Reach())

    def ask(**query):
        headers = [(b"host", b"localhost:8501")]
        scope = {"type": "http", "scheme": "http", "path": "/link", "query_string": urlencode(query).encode()}
        return json.loads(asyncio.run(link(Request({**scope, "headers": headers}))).body)

    return ask


def test_the_address_that_was_announced_and_its_key(ask):
    reach.announce("http://192.168.1.7:8501", "abcd")
    found = ask(to="/step?digit=3")
    assert found["link"] == "http://192.168.1.7:8501/step?digit=3&key=abcd"
    assert found["svg"].startswith("<svg")


def test_a_server_that_was_not_told_its_address_has_that_of_the_request(ask):
    assert ask(to="/runs")["link"] == "http://localhost:8501/runs"
    assert ask(to="/runs", root="http://evil.test")["link"] == "http://localhost:8501/runs"
    assert ask(to="/runs", root="https://localhost:8501/lab")["link"] == "https://localhost:8501/lab/runs"  # a proxy's


def test_a_place_that_is_too_long_has_a_link_and_no_code(ask):
    assert ask(to="/step?own=" + "A" * 5_000)["svg"] == ""
