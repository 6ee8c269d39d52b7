"""What a page knows of the person in front of it, and how it speaks to them."""

import re
import uuid
from collections.abc import Mapping

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from dashboard.runs.store import Record

COOKIE, YEAR = "chainrule_browser", 365 * 24 * 3600  # seconds
NOT_YOURS = (
    "Another browser started this run, so only that browser can stop, rename or delete it. "
    "You can look at all of it, take it along, fork it, and train the same settings."
)


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
    return named(st.context.cookies) or st.session_state.setdefault("browser", uuid.uuid4().hex)


def mine(record: Record) -> bool:
    """Whether this browser may change the run: it asked for it, or nobody knows who did."""
    return record.session in ("", browser())


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def refuse(error: Exception) -> None:
    """Say why a click did nothing: what its callback draws would take the place of the page's title."""
    st.toast(str(error), icon=":material/error:", duration="infinite")


def small(text: str) -> None:
    """Words beside the point, small but not faint: captions of Streamlit are too pale for many eyes."""
    st.markdown(f":small[{text}]")
