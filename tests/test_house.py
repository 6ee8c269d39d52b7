"""The arrows between the rooms run one way, and the conventions hold everywhere."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "core": {"numpy", "core"},
    "lessons": {"numpy", "sympy", "mpmath", "typst", "core", "lessons"},
    "dashboard": {
        "numpy",
        "sympy",
        "streamlit",
        "starlette",
        "plotly",
        "platformdirs",
        "psutil",
        "tqdm",
        "PIL",
        "pooch",
        "requests",
        "core",
        "lessons",
        "dashboard",
    },
}


def imports(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_the_arrows_run_one_way(room):
    files = sorted((ROOT / room).rglob("*.py"))
    assert files
    allowed = MAY_IMPORT[room] | set(sys.stdlib_module_names)
    wrong = {str(path.relative_to(ROOT)): sorted(imports(path) - allowed) for path in files if imports(path) - allowed}
    assert wrong == {}


FLOORS = (
    ("shared",),
    ("data",),
    ("runs",),
    ("components",),
    ("views",),
    ("commands", "app"),
)  # of dashboard, bottom up
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
NOT_YET = {"views/train/look_closer/yours -> views/step/subject"}  # what both need is on its way to shared
UNTIED = (("core", "files"), ("dashboard", "files"), ("dashboard", "folders"))  # rooms without a circle of these


def imported(path: Path, root: Path = ROOT) -> Iterator[Path]:
    """The files of the project that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]  # a module of a package, or what is in one
        else:
            continue
        for name in names:
            place = root.joinpath(*name.split("."))
            found = (
                place.with_suffix(".py"),
                place / "__init__.py",
                place.parent.with_suffix(".py"),
                place.parent / "__init__.py",
            )
            yield from [file for file in found if file.is_file()][:1]


def wrong_arrows(root: Path = ROOT) -> list[str]:
    """The imports of dashboard that lead upstairs, or from one page into another."""
    dashboard, wrong = root / "dashboard", []
    for path in sorted(dashboard.rglob("*.py")):
        here = path.relative_to(dashboard).with_suffix("").parts
        for other in imported(path, root):
            if not other.is_relative_to(dashboard) or here == ("__init__",):
                continue
            there = other.relative_to(dashboard).with_suffix("").parts
            upstairs = there[0] != here[0] and FLOOR[there[0]] >= FLOOR[here[0]]
            if upstairs or (here[0] == there[0] == "views" and here[1] != there[1]):
                wrong.append(f"{'/'.join(here)} -> {'/'.join(there)}")
    return wrong


def circle(arrows: Mapping[Path, set[Path]]) -> list[Path]:
    """Some way that leads back to where it began, or nothing."""
    way, done = list[Path](), set[Path]()

    def walk(at: Path) -> list[Path]:
        if at in way:
            return [*way[way.index(at) :], at]
        if at in done:
            return []
        way.append(at)
        found = next(filter(None, map(walk, sorted(arrows[at]))), [])
        way.pop()
        done.add(at)
        return found

    return next(filter(None, map(walk, sorted(arrows))), [])


def arrows_between(room: str, files: bool, root: Path = ROOT) -> Mapping[Path, set[Path]]:
    """From each file of a room, or from each folder, to those that it imports."""
    arrows: Mapping[Path, set[Path]] = defaultdict(set)
    for path in (root / room).rglob("*.py"):
        for other in imported(path, root):
            if other.is_relative_to(root / room):
                here, there = (path, other) if files else (path.parent, other.parent)
                if here != there:
                    arrows[here.relative_to(root)].add(there.relative_to(root))
    return arrows


def test_dashboard_has_floors_and_no_page_enters_another():
    assert set(wrong_arrows()) == NOT_YET


@pytest.mark.parametrize(("room", "of"), UNTIED)
def test_there_is_no_circle(room, of):
    assert circle(arrows_between(room, files=of == "files")) == []


@pytest.mark.parametrize(
    ("file", "line", "wrong"),
    [
        ("shared/a.py", "from dashboard.runs.store import Store", "shared/a -> runs/store"),
        ("data/a.py", "def f():\n    import dashboard.runs.store", "data/a -> runs/store"),
        ("views/home/a.py", "from dashboard.views.train import view", "views/home/a -> views/train/view"),
        ("components/a.py", "from dashboard import app", "components/a -> app"),
        ("commands/a.py", "from dashboard.app import st", "commands/a -> app"),
        ("views/train/a.py", "from dashboard.runs import store", ""),
    ],
)
def test_a_planted_arrow_is_found(file, line, wrong, tmp_path):
    for name in ("runs/store.py", "views/train/view.py", "app.py", file):
        path = tmp_path / "dashboard" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line if name == file else "")
    assert wrong_arrows(tmp_path) == ([wrong] if wrong else [])


def test_a_planted_circle_is_found(tmp_path):
    for name, other in (("a/one", "b.two"), ("b/two", "b.three"), ("b/three", "a.four"), ("a/four", "")):
        path = tmp_path / "room" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"from room.{other} import it" if other else "")
    assert circle(arrows_between("room", True, tmp_path)) == []  # no file comes back to itself
    assert circle(arrows_between("room", False, tmp_path)) == [Path("room/a"), Path("room/b"), Path("room/a")]
    (tmp_path / "room/a/four.py").write_text("def late():\n    from room.a.one import it")
    assert len(circle(arrows_between("room", True, tmp_path))) == 5


def test_the_hall_of_dashboard_stays_clear():
    visible = {path.name for path in (ROOT / "dashboard").iterdir() if not path.name.startswith((".", "__pycache__"))}
    assert {name.removesuffix(".py") for name in visible} == {"__init__", *FLOOR}
    assert len(visible) <= 8


def test_the_parameters_change_on_exactly_one_line():
    """`run.theta[piece] += step` stands once, in core/training.py."""
    lines = []
    for room in MAY_IMPORT:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.AugAssign) and ".theta" in ast.unparse(node.target):
                    lines.append(path.relative_to(ROOT).as_posix())
    assert lines == ["core/training.py"]


def test_every_module_opens_with_a_sentence():
    for room in MAY_IMPORT:
        for path in (ROOT / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if text.strip() and not path.name[0].isdigit():  # a lesson opens with its title
                first = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
                assert first.rstrip().endswith((".", ":", "?")), (
                    f"{path.relative_to(ROOT)} does not open with a sentence"
                )


def test_the_top_level_is_fixed():
    tracked = {"pyproject.toml", "README.md", "dashboard", "core", "lessons", "tests"}
    left_by_tools = {"build", "dist", "chainrule.egg-info"}
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - left_by_tools == tracked
