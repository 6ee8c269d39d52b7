"""A browser has a name of its own in a cookie, and what it asked for is its own."""

import re
import uuid
from collections.abc import Mapping

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request

COOKIE, YEAR = "chainrule_browser", 365 * 24 * 3600  # seconds
BROWSER = "browser"  # the key in a session that has no cookie


class Remember:
    """Middleware of the server: every browser has a name that it keeps for a year after its last visit."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or "text/html" not in Request(scope).headers.get("accept", ""):
            await self.app(scope, receive, send)
            return
        name = named(Request(scope).cookies) or uuid.uuid4().hex

        async def with_name(message):
            if message["type"] == "http.response.start":
                cookie = f"{COOKIE}={name}; Max-Age={YEAR}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, with_name)


def named(cookies: Mapping[str, str]) -> str:
    """The name in these cookies, or nothing."""
    name = str(cookies.get(COOKIE))
    return name if re.fullmatch("[0-9a-f]{32}", name) else ""


def browser() -> str:
    """The name of this browser, of which nobody else knows; that of this session where it takes no cookies."""
    return named(st.context.cookies) or st.session_state.setdefault(BROWSER, uuid.uuid4().hex)


def mine(session: str) -> bool:
    """Whether this browser may change what the browser of this name asked for: it is that browser, or nobody knows who
    asked."""
    return session in ("", browser())
