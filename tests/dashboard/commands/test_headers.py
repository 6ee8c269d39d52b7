"""Every answer says that nothing is fetched from elsewhere."""

import asyncio

from dashboard.commands.headers import INDEX, INLINE, Headers, content_policy, partitioned


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_no_source_is_elsewhere_and_text_is_never_run():
    allowed = {"'self'", "'none'", "data:", "blob:", "'wasm-unsafe-eval'"}
    for name, sources in directives(content_policy()).items():
        more = {"'unsafe-inline'"} if name == "style-src" else set()
        assert {one for one in sources if not one.startswith("'sha256-")} <= allowed | more
    scripts = directives(content_policy())["script-src"]
    assert "data:" not in scripts
    assert "'unsafe-eval'" not in scripts


def test_the_lines_of_script_in_streamlits_page_are_named_one_by_one():
    page = INDEX.read_text(encoding="utf-8")
    assert len(INLINE.findall(page)) == page.count("<script>") > 0
    one = directives(content_policy(page="<script>a()</script><script src=x></script>"))["script-src"]
    assert one[-1] == "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"
    assert sum(part.startswith("'sha256-") for part in one) == 1


def test_other_pages_show_it_in_a_frame_where_that_was_allowed_alone():
    assert directives(content_policy())["frame-ancestors"] == ["'self'"]
    assert directives(content_policy("https://school.example"))["frame-ancestors"] == ["https://school.example"]


def test_they_stand_on_every_answer_and_once():
    async def answer(scope, receive, send):
        await send({"type": "http.response.start", "status": 500, "headers": [(b"x-content-type-options", b"old")]})

    sent = []

    async def send(message):
        sent.extend(message["headers"])

    asyncio.run(Headers(answer, "'none'")({"type": "http"}, None, send))
    found = {name.decode(): value.decode() for name, value in sent}
    assert len(sent) == len(found) == 3
    assert found["content-security-policy"].endswith("frame-ancestors 'none'")
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "same-origin"


def test_a_cookie_for_frames_is_kept_apart_for_each_site():
    for value, sent in (
        (b"a=b; SameSite=None; Secure", b"a=b; SameSite=None; Secure; Partitioned"),
        (b"a=b; SameSite=None; Secure; Partitioned", b"a=b; SameSite=None; Secure; Partitioned"),
        (b"a=b; SameSite=Lax", b"a=b; SameSite=Lax"),
    ):
        assert partitioned(b"set-cookie", value) == (b"set-cookie", sent)
    assert partitioned(b"x-told", b"SameSite=None") == (b"x-told", b"SameSite=None")
