"""A browser keeps its name, which nobody can make up, and the owner's browser is known as that."""

import asyncio
import os
import re
import time
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared import session
from dashboard.shared.secret import NAME, signed
from dashboard.shared.session import COOKIE, MONTH, OWNER, YEAR, Remember, named, owner_cookie, owns

OLD = "0123456789abcdef" * 2  # a name that was given before cookies were signed


def visit(cookie="", accept="text/html", scheme="http", elsewhere=False):
    """The cookie that a visit brings, or nothing."""
    sent = []

    async def answer(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.extend(message["headers"])

    headers = [(b"accept", accept.encode()), (b"cookie", f"{COOKIE}={cookie}".encode())]
    asyncio.run(Remember(answer, elsewhere)({"type": "http", "scheme": scheme, "headers": headers}, None, send))
    return dict(sent).get(b"set-cookie", b"").decode()


def value(cookie: str) -> str:
    return re.match(r"\w+=([^;]*);", cookie)[1]


def test_a_browser_keeps_its_name():
    first = visit()
    name = re.search(f"{COOKIE}=([0-9a-f]{{40}})\\.[0-9a-f]{{64}};", first)[1]
    assert name in visit(value(first))
    assert name not in visit()
    assert "Max-Age" in first
    assert named({COOKIE: value(first)}) == name


def test_only_a_page_brings_a_name_and_a_made_up_one_is_replaced():
    assert visit(accept="*/*") == ""
    assert ".." not in visit("../../etc").partition(";")[0]
    assert named({COOKIE: "../../etc"}) == ""
    assert named({COOKIE: signed(COOKIE, "../../etc")}) == ""


def test_a_name_without_the_signature_is_nobodys():
    first = value(visit())
    name = first.partition(".")[0]
    for made_up in (name, f"{name}.", f"{name}.{'0' * 64}", first[:-1], f"{'0' * 40}.{first.partition('.')[2]}"):
        assert named({COOKIE: made_up}) == ""
        assert name not in visit(made_up)


def test_yesterdays_name_is_kept_and_signed_at_the_next_visit():
    renewed = value(visit(OLD))
    assert renewed == signed(COOKIE, OLD)
    assert named({COOKIE: renewed}) == OLD


def test_a_year_after_the_first_signature_no_name_comes_without_one(home):
    assert named({COOKIE: OLD}) == OLD
    long_ago = time.time() - YEAR - 1
    os.utime(home / NAME, (long_ago, long_ago))
    assert named({COOKIE: OLD}) == ""
    assert named({COOKIE: signed(COOKIE, OLD)}) == OLD


def test_a_cookie_is_for_no_script_and_over_https_for_nothing_else():
    assert {"HttpOnly", "SameSite=Lax"} <= set(visit().split("; "))
    assert "Secure" not in visit().split("; ")
    assert "Secure" in visit(scheme="https").split("; ")


def test_in_a_frame_of_another_site_a_cookie_needs_https():
    assert "SameSite=None; Secure; Partitioned" in owner_cookie({"scheme": "https"}, elsewhere=True)
    assert "SameSite=None; Secure; Partitioned" in visit(scheme="https", elsewhere=True)
    assert "SameSite=Lax" in owner_cookie({"scheme": "http"}, elsewhere=True)


def test_the_owner_is_known_for_a_month(monkeypatch):
    cookie = value(owner_cookie({}))
    assert owns({OWNER: cookie})
    later = time.time() + MONTH + 1
    monkeypatch.setattr(session, "time", SimpleNamespace(time=lambda: later))
    assert not owns({OWNER: cookie})


def test_nobody_makes_an_owner_of_himself():
    until = str(int(time.time()) + 1000)
    for made_up in (
        "",
        "1",
        until,
        f"{until}.{'0' * 64}",
        signed(COOKIE, until),
        signed(OWNER, "x"),
        signed(OWNER, ""),
    ):
        assert not owns({OWNER: made_up})
    assert not owns({})


def rights(expected):
    from dashboard.shared.session import asked_here, is_owner, mine

    assert [is_owner(), mine("somebody"), mine(""), asked_here("somebody"), asked_here("me")] == expected


@pytest.mark.parametrize("owner", [True, False])
def test_the_owner_may_change_everybodys(owner, monkeypatch):
    monkeypatch.setattr(session, "owns", lambda cookies: owner)
    page = AppTest.from_function(rights, args=([owner, owner, True, False, True],))
    page.session_state["browser"] = "me"
    assert not page.run().exception
