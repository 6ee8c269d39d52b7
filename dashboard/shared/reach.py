"""Others reach this server by one address, and where it has a key, with the key in their link."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

SECRETS = ("key", "owner", "teach")  # of a link: the first is added where others need it, the others are nobody's else


@dataclass(frozen=True)
class Reach:
    """How others come here: `http://192.168.1.7:8501`, and the key, or nothing where none is needed."""

    base: str = ""
    key: str = ""

    def link(self, place: str, own: str = "") -> str:
        """The link to a place such as `/step?digit=3` that another machine can open. `own` is how the browser that asks
        calls this server; it holds where the server was not told its address."""
        found = urlsplit(place)
        query = [(name, value) for name, value in parse_qsl(found.query, True) if name not in SECRETS]
        query += [("key", self.key)] if self.key else []
        path = "/" + found.path.lstrip("/")  # two slashes would lead to another server
        base = (self.base or own).rstrip("/")
        return f"{base}{path}?{urlencode(query)}" if query else f"{base}{path}"


_announced = Reach()


def announce(base: str, key: str) -> None:
    """The server says at its start how others reach it."""
    global _announced
    _announced = Reach(base, key)


def reach() -> Reach:
    return _announced


def own_root() -> str:
    """How this browser calls the server, seen from one of its pages: `http://localhost:8501`, with the path that a
    proxy may have given it."""
    page = (st.context.url or "http://localhost/").partition("?")[0]
    return page.rpartition("/")[0]
