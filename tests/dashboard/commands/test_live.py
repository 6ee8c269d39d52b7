"""Those who wait are answered from one store, which is opened once, and behind the gate."""

import asyncio
import json
import shutil
from typing import NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from core.config import Config
from dashboard.commands.gate import Gate, Policy
from dashboard.commands.live import Live
from dashboard.commands.pulse import Pulse
from dashboard.runs import store as stores
from dashboard.runs.classes.classes import create, join, show
from dashboard.runs.store import open_store
from dashboard.shared.secret import signed
from dashboard.shared.session import COOKIE

CONFIG = Config(network="784-10")


@pytest.fixture
def live(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    live = Live(Pulse())
    yield live
    live.close()


class Answer(NamedTuple):
    status: int
    headers: dict[bytes, bytes]
    body: bytes

    def json(self):
        return json.loads(self.body)


class Client:
    """A browser of the application, in this process."""

    def __init__(self, routes, **more):
        self.app = Starlette(routes=routes, **more)

    def get(self, address: str, cookie: str = "") -> Answer:
        sent = []

        async def send(message):
            sent.append(message)

        path, _, query = address.partition("?")
        headers = [(b"host", b"localhost"), (b"cookie", cookie.encode())]
        scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": query.encode()}
        asyncio.run(self.app(scope, None, send))
        return Answer(sent[0]["status"], dict(sent[0]["headers"]), sent[1].get("body", b""))


@pytest.fixture
def client(live):
    return Client(live.routes())


def test_a_run_and_a_sweep_are_told_and_never_kept_by_a_browser(client):
    with open_store() as store:
        run = store.submit(CONFIG, "anna", sweep="s.lr.units")
    answer = client.get(f"/live/run/{run}?since=0&epochs=0")
    assert answer.json()["sentence"] == "Starting …"
    assert answer.headers[b"cache-control"] == b"no-store"
    assert client.get("/live/sweep/s.lr.units").json() == {"mark": "queued 1 0"}
    with open_store() as store:
        store.delete(run)
    assert client.get(f"/live/run/{run}").json() == {"mark": ""}


def test_a_student_who_waits_asks_about_the_class_in_the_same_question(client):
    ada = "a" * 40
    with open_store() as store:
        run = store.submit(CONFIG, ada)
        code, _ = create(store, "Tuesday", "teacher")
        join(store, code, "Ada", ada)
        show(store, code, bring={"place": "/step", "words": "δ²", "take": False, "at": 1.0}, take=True)
    cookie = f"{COOKIE}={signed(COOKIE, ada)}"
    for path in (f"run/{run}", "sweep/nothing"):
        told = client.get(f"/live/{path}?class={code}&at=/train", cookie).json()
        assert told["class"]["status"] == 200
        assert told["class"]["shown"]["bring"]["words"] == "δ²"
        assert "mark" in told
        assert client.get(f"/live/{path}?class={code}").json()["class"] == {"status": 404, "shown": {}}
        assert "class" not in client.get(f"/live/{path}", cookie).json()


@pytest.mark.parametrize("query", ["since=-1", "since=nan", "epochs=1e9", "since=99999999999999", "since=²&epochs="])
def test_nonsense_in_the_address_counts_for_nothing(client, query):
    with open_store() as store:
        run = store.submit(CONFIG, "anna", "running", step=1, total=9)
    assert client.get(f"/live/run/{run}?{query}").json()["again"] is True


def test_the_store_is_opened_once_and_anew_where_it_was_lost(client, monkeypatch, tmp_path):
    opened, connect = [], stores._connect
    monkeypatch.setattr(stores, "_connect", lambda *given: opened.append(1) or connect(*given))
    for _ in range(5):
        assert client.get("/live/run/0123456789").status == 200
    assert len(opened) == 1
    shutil.rmtree(tmp_path)
    assert client.get("/live/run/0123456789").json() == {"mark": ""}
    assert len(opened) == 2


def test_a_store_that_cannot_be_read_is_no_fault_of_the_server(client, tmp_path):
    (tmp_path / "runs.sqlite").write_bytes(b"no store at all" * 100)
    assert client.get("/live/run/0123456789").status == 503


def test_who_may_not_enter_is_told_nothing(live):
    policy = Policy(lambda: frozenset({"localhost"}), key="right-key-of-12")
    assert Client(live.routes(), middleware=[Middleware(Gate, policy)]).get("/live/run/0123456789").status == 403
