"""A browser keeps its name."""

import asyncio
import re

from dashboard.shared.session import COOKIE, Remember, named


def visit(cookie="", accept="text/html"):
    """The cookie that a visit brings, or nothing."""
    sent = []

    async def answer(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.extend(message["headers"])

    headers = [(b"accept", accept.encode()), (b"cookie", f"{COOKIE}={cookie}".encode())]
    asyncio.run(Remember(answer)({"type": "http", "headers": headers}, None, send))
    return dict(sent).get(b"set-cookie", b"").decode()


def test_a_browser_keeps_its_name():
    first = visit()
    name = re.search(f"{COOKIE}=([0-9a-f]{{32}});", first)[1]
    assert name in visit(name)
    assert name not in visit()
    assert "Max-Age" in first
    assert named({COOKIE: name}) == name


def test_only_a_page_brings_a_name_and_a_made_up_one_is_replaced():
    assert visit(accept="*/*") == ""
    assert ".." not in visit("../../etc")
    assert named({COOKIE: "../../etc"}) == ""
