"""A browser has a name of its own in a cookie, and what it asked for is its own; the owner of the server may change
everybody's."""

import re
import secrets
import time
from collections.abc import Mapping

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

from dashboard.shared.secret import age, signed, verified

COOKIE, YEAR = "chainrule_browser", 365 * 24 * 3600  # seconds
OWNER, MONTH = "chainrule_owner", 30 * 24 * 3600
BROWSER = "browser"  # the key in a session that has no cookie


class Remember:
    """Middleware of the server: every browser has a name that it keeps for a year after its last visit."""

    def __init__(self, app, elsewhere: bool = False):
        self.app, self.elsewhere = app, elsewhere

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or "text/html" not in HTTPConnection(scope).headers.get("accept", ""):
            await self.app(scope, receive, send)
            return
        name = named(HTTPConnection(scope).cookies) or new_name()

        async def with_name(message):
            if message["type"] == "http.response.start":
                remembered = cookie(COOKIE, signed(COOKIE, name), YEAR, scope, self.elsewhere)
                MutableHeaders(scope=message).append("set-cookie", remembered)
            await send(message)

        await self.app(scope, receive, with_name)


def cookie(name: str, value: str, seconds: int, scope, elsewhere: bool = False) -> str:
    """A cookie that no script reads, and that never leaves HTTPS once it came over it. With `elsewhere` it comes along
    when another site shows this one in a frame, which browsers allow over HTTPS alone, and to each such site apart
    (`Partitioned`), so that none follows a person to the next."""
    secure = scope.get("scheme") == "https"
    site = ("None; Secure; Partitioned" if elsewhere else "Lax; Secure") if secure else "Lax"
    return f"{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite={site}"


def new_name() -> str:
    """Twenty random bytes. The names before cookies were signed had sixteen, so each tells by its length whether it
    may come without a signature."""
    return secrets.token_hex(20)


def named(cookies: Mapping[str, str]) -> str:
    """The name in these cookies, or nothing.

    A name that was given before cookies were signed may come without a signature for a year after the home's secret was
    made: by then the last such cookie is gone. Until then it is as secret as it ever was, and the next page signs it.
    """
    value = str(cookies.get(COOKIE))
    if re.fullmatch("[0-9a-f]{32}", value) and age() < YEAR:
        return value
    name = verified(COOKIE, value)
    return name if re.fullmatch("[0-9a-f]{32}|[0-9a-f]{40}", name) else ""


def browser() -> str:
    """The name of this browser, of which nobody else knows; that of this session where it takes no cookies."""
    return named(st.context.cookies) or st.session_state.setdefault(BROWSER, new_name())


def owner_cookie(scope, elsewhere: bool = False) -> str:
    """The cookie by which a browser is known as the owner's for a month."""
    return cookie(OWNER, signed(OWNER, str(int(time.time()) + MONTH)), MONTH, scope, elsewhere)


def owns(cookies: Mapping[str, str]) -> bool:
    """Whether these cookies are those of the owner of the server."""
    until = verified(OWNER, str(cookies.get(OWNER, "")))
    return until.isdecimal() and time.time() < int(until)


def is_owner() -> bool:
    """Whether this browser has opened the owner's link, which the server prints when it starts."""
    return owns(st.context.cookies)


def askers() -> tuple[str, str]:
    """The names of whoever counts as this browser: nobody, where it is not known who asked, and itself."""
    return "", browser()


def asked_here(session: str) -> bool:
    """Whether this browser asked for what the browser of this name did, or nobody knows who asked."""
    return session in askers()


def mine(session: str) -> bool:
    """Whether this browser may change what the browser of this name asked for: it is that browser, or the owner's, or
    nobody knows who asked."""
    return asked_here(session) or is_owner()
