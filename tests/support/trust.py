"""Nobody is let in who is not trusted, wherever a server stands: what must hold of each, asked by plain HTTP.

`server` is asked by its own name; `known` is the cookie of somebody who came by the key, or nothing where none is
needed.
"""

import re

from tests.support.asking import NOT_THIS_MACHINE, Asking

PATHS = ("/", "/_stcore/health", "/modules/shared/numbers.js", "/nothing.js", "/_stcore/metrics", "/course/")
NO_SCRIPTS = ("modules.py", "types.d.ts", "package.json", "stepper/stepper.html")
ABOVE = ("../shared/secret.py", "%2e%2e/shared/secret.py")
FOREIGN = ("http://evil.test", "https://evil.test", "http://localhost:1", "http://8.8.8.8", "null")
CLAIMED = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "8.8.8.8", "X_Forwarded_Host": "evil.test"}


def entered(server: Asking, key: str) -> str:
    """The cookie of whoever comes by the key; the key is in no address after that."""
    status, headers, _ = server.ask(f"/?key={key}")
    assert (status, headers["location"]) == (303, "./")
    (cookie,) = headers.get_all("set-cookie")
    assert "HttpOnly" in cookie
    assert ("; Secure" in cookie) == server.secure
    return cookie.partition(";")[0]


def needs_its_key(server: Asking, known: str) -> None:
    for path in ("/", "/_stcore/host-config", "/modules/shared/numbers.js", "/course/", "/step?key=abcd-efgh-wrong"):
        assert server.ask(path)[0] == 403, path
    assert server.handshake(Origin=server.origin) == 403
    assert server.ask(Cookie=known)[0] == 200
    assert server.handshake(Origin=server.origin, Cookie=known) == 101
    name = known.partition("=")[0]
    for forged in (f"{name}=known", f"{known}0", f"chainrule_owner={known.partition('=')[2]}"):
        assert server.ask(Cookie=forged)[0] == 403
    assert server.ask("/_stcore/health")[0] == 200


def has_its_headers(server: Asking, known: str = "") -> None:
    for path in PATHS[:-1]:
        _, headers, _ = server.ask(path, Cookie=known)
        (policy,) = headers.get_all("content-security-policy")
        assert policy.startswith("default-src 'self'; "), path
        assert headers.get_all("x-content-type-options") == ["nosniff"]
        assert headers.get_all("referrer-policy") == ["same-origin"]


def shows_scripts_and_no_metrics(server: Asking, known: str = "") -> None:
    assert server.ask("/modules/shared/numbers.js", Cookie=known)[0] == 200
    for path in NO_SCRIPTS:
        assert server.ask(f"/modules/{path}", Cookie=known)[0] in (400, 404), path
    for path in ABOVE:  # a proxy may resolve it, and then ask for a page that is none of ours
        status, _, body = server.ask(f"/modules/{path}", Cookie=known)
        assert status in (400, 404) or b"<script" in body, path
    assert server.ask("/_stcore/metrics", Cookie=known)[0] == 404


def refuses_what_is_foreign(server: Asking, known: str = "") -> None:
    """A page elsewhere speaks to it neither by a request nor by a websocket, though the browser's cookies come along;
    nor is it found by a foreign name, which a page elsewhere could have led here."""
    for origin in FOREIGN:
        assert server.handshake(Origin=origin, Cookie=known) == 403, origin
        assert server.ask("/_stcore/health", Origin=origin, Cookie=known)[0] == 403, origin
        assert server.ask("/_stcore/upload_file/a/b", "PUT", Origin=origin, Cookie=known)[0] == 403, origin
    assert server.handshake(Host="evil.test", Origin="http://evil.test") != 101
    assert b"<script" not in server.ask(host="evil.test")[2]


def names_each_browser(server: Asking, known: str = "") -> None:
    """What is counted for a browser is not counted for all that come by one proxy, or from one school."""
    answers = [str(server.ask(Accept="text/html", Cookie=known)[1]) for _ in range(2)]
    assert len({re.search("chainrule_browser=[^;]+", answer)[0] for answer in answers}) == 2


def believes_no_stranger(server: Asking, known: str = "") -> None:
    """What a proxy would say of a request is not believed of anybody else."""
    _, headers, _ = server.ask("/?owner=x", whence=NOT_THIS_MACHINE, **CLAIMED)
    assert "evil.test" not in str(headers)
    _, headers, _ = server.ask(Accept="text/html", Cookie=known, whence=NOT_THIS_MACHINE, **CLAIMED)
    (cookie,) = (one for one in headers.get_all("set-cookie") if one.startswith("chainrule_browser="))
    assert ("; Secure" in cookie) == server.secure


EVERYWHERE = (has_its_headers, shows_scripts_and_no_metrics, refuses_what_is_foreign, names_each_browser)
ON_LINUX = (*EVERYWHERE, believes_no_stranger)  # which has more than one address of its own
