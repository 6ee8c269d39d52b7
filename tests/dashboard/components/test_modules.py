"""The JavaScript has its rooms, the server offers it and nothing beside it, and its fixtures are true."""

import asyncio
import base64
import json
import os
import re
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from dashboard.components.modules import FOLDER, Modules
from tests.js import fixtures
from tests.support.circles import circle

MAY_IMPORT = {
    "shared": {"shared"},
    "equation": {"shared", "equation"},
    "picture": {"shared", "equation", "picture"},
    "network": {"shared", "network"},
    "stepper": {"shared", "equation", "picture", "network", "stepper"},
    "flow": {"shared", "flow"},
    "grid": {"shared", "grid"},
    "walk": {"shared", "network", "walk"},
    "adjustable": {"shared", "adjustable"},
    "fitted": {"shared", "fitted"},
    "letters": {"shared", "letters"},
    "live": {"shared", "live"},
    "connection": {"shared", "connection"},
    "timeline": {"shared", "timeline"},
    "confusion": {"shared", "confusion"},
    "exercise": {"shared", "exercise"},
    "pad": {"shared", "pad"},
    "saved": {"shared", "flow", "stepper", "walk", "adjustable", "exercise", "saved"},
    "head": {"shared", "head"},
}
IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?\bfrom "(?P<path>[^"]+)";|^import "(?P<bare>[^"]+)";""", re.M)
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def imports(folder: Path) -> dict[str, set[str]]:
    """For each module of a folder those that it imports, all by their paths in it."""
    found = {}
    for path in sorted(folder.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        targets = [path.parent / (hit["path"] or hit["bare"]) for hit in IMPORT.finditer(text)]
        name = path.relative_to(folder).as_posix()
        found[name] = {Path(os.path.normpath(target)).relative_to(folder).as_posix() for target in targets}
    return found


def wrong_arrows(arrows: dict[str, set[str]]) -> list[str]:
    """Imports that lead into a room which theirs may not know, or to no module."""
    return [
        f"{name} → {target}"
        for name, targets in arrows.items()
        for target in sorted(targets)
        if target not in arrows or target.split("/")[0] not in MAY_IMPORT.get(name.split("/")[0], set())
    ]


def test_the_arrows_between_the_rooms_run_one_way():
    arrows = imports(FOLDER)
    assert {name.split("/")[0] for name in arrows} == set(MAY_IMPORT)
    assert sum(map(len, arrows.values())) > 50
    assert wrong_arrows(arrows) == []
    assert circle(arrows) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("shared/numbers.js", 'import { Trace } from "../equation/trace.js";'),
        ("picture/svg.js", 'import {\n  Stage,\n} from "../stepper/stage.js";'),
        ("flow/net.js", 'export { opinions } from "../timeline/opinions.js";'),
        ("flow/net.js", 'import "./gone.js";'),
    ],
)
def test_a_wrong_arrow_is_seen(tmp_path, name, line):
    for known in ("shared/numbers.js", "equation/trace.js", "picture/svg.js", "stepper/stage.js", "flow/net.js"):
        (tmp_path / known).parent.mkdir(exist_ok=True)
        (tmp_path / known).write_text("")
    (tmp_path / "timeline").mkdir()
    (tmp_path / "timeline/opinions.js").write_text("")
    assert wrong_arrows(imports(tmp_path)) == []
    (tmp_path / name).write_text(f"// a planted arrow\n\n{line}\n")
    assert len(wrong_arrows(imports(tmp_path))) == 1


def test_a_circle_is_seen():
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}


def test_what_is_exported_has_an_importer_or_is_what_streamlit_mounts():
    paths = [*FOLDER.rglob("*.js"), *(Path(fixtures.__file__).parent).rglob("*.mjs")]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    unused = []
    for path, text in texts.items():
        for name in re.findall(r"^export (?:async )?(?:function\*? |const |class )(\w+)", text, re.M):
            others = (other for place, other in texts.items() if place != path)
            if not any(re.search(rf"\b{name}\b", hit[0]) for other in others for hit in IMPORT.finditer(other)) and (
                not any(re.search(rf"\bmarks\.{name}\b", other) for other in texts.values())
            ):
                unused.append(f"{path.name}: {name}")
    assert unused == []


def test_no_colour_is_typed_outside_the_palette():
    typed = [
        f"{path.relative_to(FOLDER)}: {colour}"
        for ending in ("js", "css", "html")
        for path in FOLDER.rglob(f"*.{ending}")
        for colour in HEX.findall(path.read_text(encoding="utf-8"))
    ]
    assert typed == []


def test_no_line_is_longer_than_120_signs():
    long = [
        f"{path.name}:{number}"
        for path in FOLDER.rglob("*.js")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    ]
    assert long == []


def offered(path: str):
    """What the server answers where somebody asks for a path under its route."""
    return asyncio.run(Modules().get_response(path, {"type": "http", "method": "GET", "headers": []}))


def test_the_server_offers_modules():
    answer = offered("stepper/stepper.js")
    assert answer.status_code == 200
    assert "javascript" in answer.media_type
    assert Path(answer.path) == FOLDER / "stepper/stepper.js"


@pytest.mark.parametrize(
    "path", ["modules.py", "stepper/stepper.html", "tsconfig.json", "types.d.ts", "../app.py", "", "stepper", "gone.js"]
)
def test_the_server_offers_nothing_beside_them(path):
    with pytest.raises(HTTPException) as refusal:
        offered(path)
    assert refusal.value.status_code == 404


def test_the_fixtures_are_what_python_writes():
    """After a change of derivations, packets or colours: `python -m tests.js.fixtures`."""
    kept = json.loads((fixtures.FOLDER / "packets.json").read_text(encoding="utf-8"))
    for name, own in fixtures.passes().items():
        assert kept[name]["arrays"] == {array: pytest.approx(numbers) for array, numbers in own["arrays"].items()}
        for packet in ("network", "pass"):
            assert text(kept[name][packet]) == text(own[packet])
    told = json.loads((fixtures.FOLDER / "sentences.json").read_text(encoding="utf-8"))
    for one, own in zip(told, fixtures.sentences(), strict=True):
        assert [one[key] for key in ("text", "loss", "layers")] == [own[key] for key in ("text", "loss", "layers")]
        for packet in ("network", "pass"):
            assert text(fixtures.inflated(one[packet])) == text(fixtures.inflated(own[packet]))
    assert json.loads((fixtures.FOLDER / "colours.json").read_text(encoding="utf-8")) == fixtures.colours()
    assert json.loads((fixtures.FOLDER / "drawings.json").read_text(encoding="utf-8")) == fixtures.drawings()


def text(packet: str) -> dict:
    """The text of a packet, but for a loss and a probability, whose last digit may depend on the machine."""
    content = base64.b64decode(packet)
    head = json.loads(content[4 : 4 + int.from_bytes(content[:4], "little")])
    return {key: value for key, value in head.items() if key != "unchanged"}
