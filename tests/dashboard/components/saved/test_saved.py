"""A page in one file holds all that it needs, asks nobody for anything, and takes what comes from outside as text."""

import base64
import json
import re

from dashboard.components.modules import FOLDER
from dashboard.components.saved.saved import BOOT, modules, saved_page, theme
from tests.dashboard.components.test_modules import IMPORT, imports

PACKET = (2).to_bytes(4, "little") + b"{}"
HEAD = b'{"equations": [{"name": "z1", "lesson": {"number": 2}}], "id": "a"}'
NETWORK = len(HEAD).to_bytes(4, "little") + HEAD + b"rest"


def page(title="Test digit 3", story=None) -> str:
    return saved_page(title, NETWORK, PACKET, story, {"z1": "look"})


def test_every_module_that_is_asked_for_is_inside():
    arrows, reached, waiting = imports(FOLDER), set(), [BOOT]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += arrows[name]
    assert set(modules()) == reached
    table = json.loads(re.search(r'<script type="importmap">(.*?)</script>', page(), re.DOTALL)[1])["imports"]
    for name, text in modules().items():
        kept = base64.b64decode(table[f"chainrule/{name}"].partition(",")[2]).decode()
        assert kept == text
        assert {hit["path"] or hit["bare"] for hit in IMPORT.finditer(kept)} == {
            f"chainrule/{target}" for target in arrows[name]
        }


def test_nothing_is_asked_of_a_network():
    policy = re.search(r'content="([^"]*)"', page().partition("Content-Security-Policy")[2])[1]
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"https?://(?!www\.w3\.org/)", page())


def test_there_is_no_lesson_to_go_to_and_nobody_to_ask():
    content = json.loads(re.search(r'id="saved">(.*?)</script>', page(), re.DOTALL)[1])
    packet = base64.b64decode(content["network"])
    length = int.from_bytes(packet[:4], "little")
    assert json.loads(packet[4 : 4 + length]) == {"equations": [{"name": "z1"}], "id": "a", "alone": True}
    assert packet[4 + length :] == b"rest"


def test_what_comes_from_outside_is_text():
    text = page("</title><script>alert(1)</script>", {"says": "</script><script>alert(2)</script>"})
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_colours_are_those_of_the_dashboard():
    assert "--st-background-color: #ffffff" in theme()
    assert "prefers-color-scheme: dark" in theme()
