"""The gate stands before Streamlit: who comes by a foreign name, from a foreign page or without the key, is refused."""

import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from dashboard.commands.bound import ANY
from dashboard.shared.secret import readable, signed, verified
from dashboard.shared.session import MONTH, cookie, owner_cookie, owns

HEALTH, METRICS = "/_stcore/health", "/_stcore/metrics"
HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::[0-9]{1,5})?")
PAGE = (Path(__file__).parent / "gate.html").read_text(encoding="utf-8")

FOREIGN_HOST = (
    "Chainrule was not started for this address. Whoever started it can allow it with the option --allowed-hosts.\n"
)
FOREIGN_PAGE = "This request comes from a page of another address. Open Chainrule itself in a window of its own.\n"
NO_KEY = "Whoever started this Chainrule has a link with its key. Open that link, or type the key here."
WRONG_KEY = "That is not the key of this Chainrule. It is in the link that was printed when it started; type it here."
WRONG_OWNER = (
    "That is not the owner's link of this Chainrule. The link changes whenever it starts; the newest is printed there."
)


def new_key() -> str:
    """A key that a person can read from a board and type: twelve signs of 31, some 59 bits."""
    return "-".join(readable(4) for _ in range(3))


@dataclass(frozen=True)
class Policy:
    """Whom a server lets in."""

    names: Callable[[], frozenset[str]]  # by which it may be called
    key: str = ""  # nothing: whoever reaches it
    owner: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    base: str = ""  # the path that the server is under, as /chainrule
    port: int = 0  # browsers send the cookies of one port to all: it tells whose a key is
    proxies: frozenset[str] = frozenset()  # names that a proxy before it has, and may not tell
    framed: bool = False  # by a page of another site

    @property
    def cookie(self) -> str:
        return f"chainrule_key_{self.port}"


class Gate:
    """Middleware of the server, outside of all that looks at a request or a websocket."""

    def __init__(self, app, policy: Policy):
        self.app, self.policy = app, policy
        self.known: frozenset[str] = frozenset()

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        answer = self.answer(HTTPConnection(scope))
        if answer is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})  # before it is accepted: HTTP's 403
        else:
            await answer(scope, receive, send)

    def answer(self, asked: HTTPConnection) -> Response | None:
        """What is answered in place of Streamlit, or nothing where it may look at the request."""
        if not self.is_ours(asked):
            return PlainTextResponse(FOREIGN_HOST, 403, {"cache-control": "no-store"})
        if not is_from_here(asked, self.policy.proxies):
            return PlainTextResponse(FOREIGN_PAGE, 403, {"cache-control": "no-store"})
        path = asked.scope["path"]
        if path and path == self.policy.base:
            return RedirectResponse(beside(path, asked.query_params.multi_items(), "/"), 307)  # its parts lie below it
        if path == self.policy.base + HEALTH:
            return None
        if answer := self.admission(asked):
            return answer
        return PlainTextResponse("Not found.\n", 404) if path.rstrip("/").endswith(METRICS) else None

    def is_ours(self, asked: HTTPConnection) -> bool:
        """Whether it calls this server by a name of its own: a page elsewhere whose name was led here does not."""
        hosts = asked.headers.getlist("host")
        found = HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        if found is None:
            return False
        name = found["six"] or found["name"].rstrip(".")
        if not self.known & {name, ANY}:  # the machine may have another address by now
            self.known = self.policy.names()
        return bool(self.known & {name, ANY})

    def admission(self, asked: HTTPConnection) -> Response | None:
        """Nothing for who may enter; else the page that says what to do, or the way in for who brings a key."""
        policy, query = self.policy, asked.query_params
        if asked.scope["type"] == "http" and asked.scope["method"] in ("GET", "HEAD"):
            if "owner" in query:
                if not same(query["owner"], policy.owner):
                    return refusal(asked, WRONG_OWNER, field=False)
                return entered(asked, [owner_cookie(asked.scope, policy.framed), *self.key_cookies(asked)])
            if policy.key and "key" in query:
                if not same(query["key"].strip(), policy.key):
                    return refusal(asked, WRONG_KEY)
                return entered(asked, self.key_cookies(asked))
        if not policy.key or verified(purpose(policy.key), asked.cookies.get(policy.cookie, "")) or owns(asked.cookies):
            return None
        return refusal(asked, NO_KEY)

    def key_cookies(self, asked: HTTPConnection) -> list[str]:
        """The cookie that says that the key was known; it holds for this key alone, and does not tell it."""
        policy = self.policy
        value = signed(purpose(policy.key), "known")
        return [cookie(policy.cookie, value, MONTH, asked.scope, policy.framed)] if policy.key else []


def purpose(key: str) -> str:
    return f"key {key}"


def is_from_here(asked: HTTPConnection, proxies: frozenset[str] = frozenset()) -> bool:
    """Whether it names no page that it comes from, or one of this very address and port, or of a proxy's name; another
    port of this machine is a stranger's."""
    origins = asked.headers.getlist("origin")
    if not origins:
        return True
    scheme, _, host = origins[0].partition("://")
    secure = asked.scope.get("scheme") in ("https", "wss")
    allowed = ("https",) if secure else ("http", "https")  # a proxy before us may speak HTTPS
    return len(origins) == 1 and scheme in allowed and (host == asked.headers["host"] or host in proxies)


def same(given: str, right: str) -> bool:
    """Whether two texts are equal; how long it takes does not tell where they differ."""
    return hmac.compare_digest(given.encode(errors="replace"), right.encode(errors="replace"))


def without_keys(asked: HTTPConnection) -> list[tuple[str, str]]:
    return [(name, value) for name, value in asked.query_params.multi_items() if name not in ("key", "owner")]


def entered(asked: HTTPConnection, cookies: list[str]) -> Response:
    """On to the same page, without the key in the address, where others would see it."""
    place = beside(asked.scope["path"], without_keys(asked))
    answer = RedirectResponse(place, 303, {"cache-control": "no-store"})
    for one in cookies:
        answer.headers.append("set-cookie", one)
    return answer


def beside(path: str, query: list[tuple[str, str]], slash: str = "") -> str:
    """A link to a page by the last name of its path, which is the same whatever a proxy took off before it, and leads
    to no other server."""
    return f"./{quote(path.rpartition('/')[2])}{slash}{'?' if query else ''}{urlencode(query)}"


def refusal(asked: HTTPConnection, sentence: str, field: bool = True) -> Response:
    """The page that says what to do, with a field for the key."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in without_keys(asked)
    )
    page = PAGE.replace("SENTENCE", sentence).replace("HIDDEN", "" if field else " hidden").replace("KEPT", kept)
    return HTMLResponse(page, 403, {"cache-control": "no-store"})
