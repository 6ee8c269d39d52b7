"""Nobody comes to Streamlit by a foreign name, from a foreign page or without the key."""

import asyncio
import re
import secrets
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from dashboard.commands import gate
from dashboard.commands.bound import ANY, LOCAL
from dashboard.commands.gate import NO_KEY, WRONG_OWNER, Gate, Policy, new_key, purpose
from dashboard.shared import secret
from dashboard.shared.secret import signed
from dashboard.shared.session import COOKIE, OWNER, owner_cookie, owns

KEY, OTHER = "abcd-efgh-jkmn", "abcd-efgh-jkmp"
HERE = "localhost:8501"
LOCKED, FREE = Policy(lambda: LOCAL, key=KEY, port=8501), Policy(lambda: LOCAL)
KINDS = ("http", "websocket")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


async def streamlit(scope, receive, send):
    """Stands for Streamlit: whoever comes here gets in."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"inside"})


class Answer:
    """What came back: the status, the cookies that were set, where it leads, and the text."""

    def __init__(self, messages):
        first = messages[0]
        refused = first["type"] == "websocket.close"
        self.status = 403 if refused else first.get("status", 101)
        self.headers = [(name.decode(), value.decode()) for name, value in first.get("headers", [])]
        self.cookies = {
            name: one.value
            for header, value in self.headers
            if header == "set-cookie"
            for name, one in SimpleCookie(value).items()
        }
        self.place = dict(self.headers).get("location", "")
        self.text = b"".join(message.get("body", b"") for message in messages[1:]).decode()
        self.is_in = messages in (INSIDE, [{"type": "websocket.accept"}])


INSIDE = [
    {"type": "http.response.start", "status": 200, "headers": []},
    {"type": "http.response.body", "body": b"inside"},
]


def ask(policy=FREE, path="/", kind="http", method="GET", host=HERE, query=(), cookies=None, scheme="", **headers):
    """The answer to a request. A host, or another header, may be a list of several."""
    several = {"host": host, **headers}
    if cookies:
        several["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": kind,
        "scheme": scheme or {"http": "http", "websocket": "ws"}[kind],
        "path": path,
        "query_string": urlencode(list(query)).encode(),
        "headers": [
            (name.encode(), one.encode("latin-1"))
            for name, given in several.items()
            for one in (given if isinstance(given, list) else [given])
        ],
    }
    if kind == "http":
        scope["method"] = method
    asyncio.run(Gate(streamlit, policy)(scope, None, send))
    return Answer(sent)


FOREIGN_HOSTS = [
    "evil.test",
    "localhost.evil.test",
    "evil-localhost",
    "127.0.0.1.evil.test:8501",
    "localhost@evil.test",
    "evil.test@localhost",
    "localhost:8501@evil.test",
    "localhost/evil.test",
    "localhost#",
    "localhost,evil.test",
    "localhost evil.test",
    "localhost:",
    "localhost:999999",
    "localhost:x",
    "::1",
    "[::1",
    "[::1]evil.test",
    "[::1]:8501:1",
    "[localhost]",
    "0.0.0.0",
    "2130706433",
    "0x7f.1",
    "127.1",
    "192.168.1.7",
    "loc\xe1lhost",
    "localhost\x00",
    "",
    [],
    ["localhost", "evil.test"],
    ["localhost", "localhost"],
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("host", FOREIGN_HOSTS, ids=repr)
def test_a_foreign_name_is_refused(host, kind):
    for path in ("/", "/_stcore/health", "/_stcore/stream", "/modules/shared/numbers.js"):
        assert ask(host=host, path=path, kind=kind).status == 403
    assert ask(LOCKED, host=host, kind=kind, query=[("key", KEY)]).cookies == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "host", ["localhost", HERE, "LOCALHOST:1", "localhost.", "127.0.0.1", "127.0.0.1:8501", "[::1]:8501"]
)
def test_a_name_of_this_machine_is_let_in_by_any_port(host, kind):
    assert ask(host=host, kind=kind).is_in


def test_a_machine_that_changes_networks_is_known_by_its_new_address():
    now = {"localhost"}
    gate_of_laptop = Gate(streamlit, Policy(lambda: frozenset(now)))

    def lets_in(host):
        return gate_of_laptop.is_ours(gate.HTTPConnection({"type": "http", "headers": [(b"host", host.encode())]}))

    assert not lets_in("192.168.1.7")
    now.add("192.168.1.7")
    assert lets_in("192.168.1.7")


FOREIGN_ORIGINS = [
    "http://evil.test",
    "http://localhost:9999",
    "http://localhost",
    "https://localhost",
    "http://127.0.0.1:8501",
    "http://localhost:8501.evil.test",
    "http://evil.test/localhost:8501",
    "http://user@localhost:8501",
    "http://localhost:8501/",
    "http://localhost:08501",
    "//localhost:8501",
    "localhost:8501",
    "ftp://localhost:8501",
    "file://",
    "chrome-extension://localhost:8501",
    "null",
    "",
    ["http://localhost:8501", "http://evil.test"],
]


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS, ids=repr)
def test_a_foreign_page_is_refused(origin):
    assert ask(kind="websocket", path="/_stcore/stream", origin=origin).status == 403
    for method in METHODS:
        for path in ("/", "/_stcore/health", "/_stcore/upload_file/a/b"):
            assert ask(path=path, method=method, origin=origin).status == 403


def test_its_own_page_is_let_in():
    for kind in KINDS:
        assert ask(kind=kind, origin=f"http://{HERE}").is_in
        assert ask(kind=kind, origin="http://[::1]:8501", host="[::1]:8501").is_in
        assert ask(kind=kind).is_in  # a program that is no browser names no page
    assert ask(origin=f"https://{HERE}").is_in  # a proxy before it speaks HTTPS


@pytest.mark.parametrize(("kind", "scheme"), [("http", "https"), ("websocket", "wss")])
def test_over_https_a_page_that_came_over_http_is_foreign(kind, scheme):
    assert ask(kind=kind, scheme=scheme, origin=f"https://{HERE}").is_in
    assert ask(kind=kind, scheme=scheme, origin=f"http://{HERE}").status == 403


PATHS = [
    "/",
    "/step",
    "/index.html",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/metrics",
    "/_stcore/health/",
    "//_stcore/health",
    "/_stcore/health/../stream",
    "/_stcore/HEALTH",
    "/x/_stcore/health",
    "/_stcore/upload_file/a/b",
    "/media/a.png",
    "/static/js/index.js",
    "/modules/shared/numbers.js",
]


@pytest.mark.parametrize("path", PATHS)
def test_without_the_key_there_is_no_way_in(path):
    for method in METHODS:
        answer = ask(LOCKED, path, method=method)
        assert (answer.status, answer.cookies) == (403, {})
        assert NO_KEY in answer.text
    assert ask(LOCKED, path, "websocket").status == 403


def test_the_health_check_needs_no_key():
    assert ask(LOCKED, "/_stcore/health").is_in


def entry(policy=LOCKED, **given):
    answer = ask(policy, query=[("key", policy.key)], **given)
    assert answer.status == 303
    return answer


def test_the_key_is_asked_for_once():
    answer = ask(LOCKED, "/step", query=[("digit", "3"), ("key", KEY), ("pin", "a b&c")])
    assert answer.status == 303
    assert answer.place == "./step?digit=3&pin=a+b%26c"
    assert KEY not in str(answer.headers)
    assert "httponly" in str(answer.headers).lower()
    for path in PATHS[:5]:
        for kind in KINDS:
            assert ask(LOCKED, path, kind, cookies=answer.cookies).is_in


def test_a_key_comes_by_the_address_of_a_page_alone():
    for method in set(METHODS) - {"GET", "HEAD"}:
        assert ask(LOCKED, method=method, query=[("key", KEY)]).status == 403
    assert ask(LOCKED, kind="websocket", query=[("key", KEY)]).status == 403


def test_whoever_tries_keys_learns_nothing():
    tried = ["", " ", "a", KEY[:-1], KEY + "a", KEY.upper(), OTHER, "é" * 14, "\udcff", "0" * 10_000, NO_KEY]
    tried += [KEY[:k] + "2" * (len(KEY) - k) for k in range(len(KEY))]
    tried += [new_key() for _ in range(200)]
    tried = [key.encode(errors="replace").decode() for key in tried]
    answers = {(a.status, str(a.headers), a.text) for a in (ask(LOCKED, query=[("key", key)]) for key in tried)}
    assert len(answers) == 1
    ((status, headers, _),) = answers
    assert status == 403
    assert "set-cookie" not in headers


def test_keys_are_compared_in_constant_time(monkeypatch):
    compared = []

    def compare(given, right):
        compared.append((given, right))
        return given == right

    monkeypatch.setattr(gate.hmac, "compare_digest", compare)
    ask(LOCKED, query=[("key", OTHER)])
    ask(LOCKED, query=[("owner", OTHER)])
    assert compared[0] == (OTHER.encode(), KEY.encode())
    assert (OTHER.encode(), LOCKED.owner.encode()) in compared


def test_a_cookie_that_was_changed_does_not_open():
    ((name, value),) = entry().cookies.items()
    for k, sign in enumerate(value):
        changed = value[:k] + ("1" if sign == "0" else "0") + value[k + 1 :]
        assert ask(LOCKED, cookies={name: changed}).status == 403
        assert ask(LOCKED, kind="websocket", cookies={name: changed}).status == 403
    forged = [
        "known",
        "known.",
        f"known.{'0' * 64}",
        value[:-1],
        f"{value}0",
        KEY,
        signed(COOKIE, "known"),
        signed(OWNER, "known"),
        signed(purpose(OTHER), "known"),
        signed(purpose(""), "known"),
    ]
    for made_up in forged:
        assert ask(LOCKED, cookies={name: made_up}).status == 403
    assert ask(LOCKED, cookies={"chainrule_key_8502": value}).status == 403  # another server's


def test_a_new_key_closes_the_door_to_those_who_knew_the_old_one():
    old = entry().cookies
    assert ask(Policy(lambda: LOCAL, key=OTHER, port=8501), cookies=old).status == 403


def test_another_home_opens_with_its_own_cookies_alone(monkeypatch, tmp_path):
    old = entry().cookies
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    secret._secret.cache_clear()
    assert ask(LOCKED, cookies=old).status == 403


@pytest.mark.parametrize(
    "path",
    ["//evil.test/a", "///evil.test", "/\\evil.test", "\\\\evil.test", "/a\r\nset-cookie: a=b", "/%2f/evil.test"],
)
def test_the_way_in_leads_nowhere_else(path):
    place = entry(path=path).place
    assert re.fullmatch(r"\./[\w.%~-]*", place)


UNDER = Policy(lambda: LOCAL, key=KEY, base="/chainrule")


def test_under_a_path_the_health_check_is_there():
    assert ask(UNDER, "/chainrule/_stcore/health").is_in
    assert ask(UNDER, "/_stcore/health").status == 403


def test_the_path_itself_ends_with_a_slash_as_its_parts_lie_below_it():
    answer = ask(UNDER, "/chainrule", query=[("digit", "3")])
    assert (answer.status, answer.place) == (307, "./chainrule/?digit=3")
    assert ask(Policy(lambda: LOCAL, base="/chainrule"), "/chainrule/").is_in


@pytest.mark.parametrize(
    ("path", "place"),
    [("/", "./"), ("/step", "./step"), ("/a/", "./"), ("/a/step", "./step"), ("//evil.test", "./evil.test")],
)
def test_the_way_in_is_beside_the_page_whatever_a_proxy_took_off_its_path(path, place):
    assert entry(path=path).place == place


def test_behind_a_proxy_any_name_is_taken_and_a_page_of_that_name_is_ours():
    behind = Policy(lambda: frozenset({ANY}))
    assert ask(behind, host="school.example").is_in
    assert ask(behind, host="school.example", origin="https://school.example").is_in
    assert ask(behind, host="school.example", origin="https://evil.test").status == 403


def test_a_proxy_that_does_not_tell_its_name_has_one_that_is_known():
    behind = Policy(lambda: LOCAL | {"school.example"}, proxies=frozenset({"school.example"}))
    assert ask(behind, origin="https://school.example").is_in
    for origin in ("https://school.example.evil.test", "https://school.example:8443", "null", "https://evil.test"):
        assert ask(behind, origin=origin).status == 403


def test_what_the_address_says_is_quoted_on_the_page_that_asks_for_the_key():
    page = ask(LOCKED, query=[('"><script>alert(1)</script>', '"><img src=x onerror=alert(1)>'), ("digit", "3")]).text
    assert "<script" not in page
    assert "<img" not in page
    assert '<input type="hidden" name="digit" value="3">' in page


def test_without_a_key_the_address_means_nothing_to_the_gate():
    assert ask(FREE, query=[("key", "anything")]).is_in


def test_the_owners_link_opens_and_is_remembered():
    for policy in (LOCKED, FREE):
        answer = ask(policy, "/runs", query=[("owner", policy.owner)])
        assert (answer.status, answer.place) == (303, "./runs")
        assert owns(answer.cookies)
    owner = {OWNER: ask(LOCKED, query=[("owner", LOCKED.owner)]).cookies[OWNER]}
    assert ask(LOCKED, cookies=owner).is_in
    assert ask(LOCKED, kind="websocket", cookies=owner).is_in


def test_a_made_up_owners_link_is_refused():
    for policy in (LOCKED, FREE):
        for text in ("", "x", policy.owner[:-1], f"{policy.owner}x", KEY, secrets.token_urlsafe(24)):
            answer = ask(policy, query=[("owner", text)])
            assert (answer.status, answer.cookies) == (403, {})
            assert WRONG_OWNER in answer.text
    assert ask(LOCKED, cookies={OWNER: "9999999999"}).status == 403


def test_a_frame_elsewhere_gets_its_cookies_over_https():
    framed = Policy(lambda: LOCAL, key=KEY, framed=True)
    sent = str(ask(framed, scheme="https", query=[("key", KEY)]).headers)
    assert "SameSite=None; Secure" in sent
    assert "SameSite=None" not in str(ask(LOCKED, scheme="https", query=[("key", KEY)]).headers)
    assert "SameSite=None; Secure" in owner_cookie({"scheme": "https"}, framed.framed)


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/x/_stcore/metrics"])
def test_there_are_no_metrics(path):
    for method in METHODS:
        assert ask(FREE, path, method=method).status == 404


def test_a_key_can_be_typed_and_not_guessed():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(re.fullmatch(r"[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){2}", key) for key in keys)
