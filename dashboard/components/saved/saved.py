"""A page in one file: what the walk and the stepper need is inside, and nothing is asked of a network."""

import base64
import json
import re
import tomllib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from dashboard.components.modules import FOLDER, parts
from dashboard.components.stepper import stepper
from dashboard.components.walk import walk

IMPORT = re.compile(r'^((?:import|export|\})[^;"]*?)"(\.{1,2}/[^"]+\.js)";', re.MULTILINE)
BOOT = "saved/saved.js"
ROOM = "chainrule"  # the modules' first name in the page
SOURCES = (  # nothing is asked of a network, whatever stands in the page
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; img-src data: blob:"
)
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{SOURCES}">'
THEME = {
    "primaryColor": "primary-color",
    "backgroundColor": "background-color",
    "secondaryBackgroundColor": "secondary-background-color",
    "textColor": "text-color",
    "linkColor": "link-color",
}
CONFIG = FOLDER.parent / ".streamlit/config.toml"


def saved_page(
    title: str, network: bytes, one_pass: bytes, story: Mapping[str, Any] | None, stops: Mapping[str, str]
) -> str:
    """The page as HTML. `network` and `one_pass` are the stepper's packets; `story` is the walk of this digit, where it
    is told, and `stops` says for each step which of its stops tells of it."""
    content = {
        "walk": story and {**story, "alone": False, "saved": True},
        "stops": stops,
        "network": base64.b64encode(_alone(network)).decode(),
        "pass": base64.b64encode(one_pass).decode(),
        "components": components(stepper=stepper.PARTS, walk=walk.PARTS),
    }
    filled = {
        "TITLE": escape(f"{title} · Chainrule"),
        "WHAT": escape(title),
        "POLICY": POLICY,
        "THEME": theme(),
        "LOOK": (FOLDER / "saved/saved.css").read_text(encoding="utf-8"),
        "SCRIPTS": scripts(content, BOOT),
    }
    page = (FOLDER / "saved/saved.html").read_text(encoding="utf-8")
    return re.sub("|".join(filled), lambda hit: filled[hit[0]], page)


def scripts(content: Any, first: str) -> str:
    """What a page needs at its end so that the module `first` finds its content, and all that it imports."""
    imports = {"imports": {f"{ROOM}/{name}": _address(text) for name, text in modules(first).items()}}
    return (
        f'<script type="importmap">{_within_script(imports)}</script>\n'
        f'<script type="application/json" id="saved">{_within_script(content)}</script>\n'
        f'<script type="module">import "{ROOM}/{first}";</script>\n'
    )


def components(**named: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The page and the look of each component."""
    return {name: dict(zip(("page", "look"), parts(*those), strict=True)) for name, those in named.items()}


def modules(first: str = BOOT) -> dict[str, str]:
    """The module `first` and all that it leads to, by their paths; each imports the others by their full names."""
    found: dict[str, str] = {}
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue

        def by_full_name(hit: re.Match, folder: Path = Path(name).parent) -> str:
            target = (FOLDER / folder / hit[2]).resolve().relative_to(FOLDER.resolve()).as_posix()
            waiting.append(target)
            return f'{hit[1]}"{ROOM}/{target}";'

        found[name] = IMPORT.sub(by_full_name, (FOLDER / name).read_text(encoding="utf-8"))
    return found


def theme() -> str:
    """The colours of the light and the dark theme, as the dashboard has them."""
    told = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    light, dark = (
        " ".join(f"--st-{name}: {told[shade][key]};" for key, name in THEME.items()) for shade in ("light", "dark")
    )
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


def _alone(packet: bytes) -> bytes:
    """The packet of a network for a page without Chainrule behind it: no lesson to go to, and nobody to ask."""
    length = int.from_bytes(packet[:4], "little")
    head = json.loads(packet[4 : 4 + length])
    head["alone"] = True
    for equation in head["equations"]:
        equation.pop("lesson", None)
    text = json.dumps(head, ensure_ascii=False).encode()
    return len(text).to_bytes(4, "little") + text + packet[4 + length :]


def _address(module: str) -> str:
    return f"data:text/javascript;base64,{base64.b64encode(module.encode()).decode()}"


def _within_script(content: Any) -> str:
    """JSON that ends no script: what comes from outside is in it."""
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
