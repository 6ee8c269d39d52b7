"""The arrows between the rooms run one way, and the conventions hold everywhere."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.circles import circle

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
        "segno",
        "h5py",
        "psycopg",
        "distributed",
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


def is_theta(node) -> bool:
    """Whether an expression is `theta`, something's `.theta`, or a part of one: `theta[k]`, `p.of(run.theta)[0]`."""
    match node:
        case ast.Name("theta") | ast.Attribute(attr="theta"):
            return True
        case ast.Subscript(value=whole) | ast.Starred(value=whole):
            return is_theta(whole)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return any(map(is_theta, parts))
        case ast.Call(
            func=ast.Attribute(value=owner, attr=method), args=given
        ):  # a view: p.of(theta), theta.reshape(…)
            return (method == "of" and any(map(is_theta, given))) or (method in VIEWS and is_theta(owner))
    return False


VIEWS = {"reshape", "ravel", "view", "transpose"}
INTO_THE_FIRST = {
    "copyto",
    "put",
    "place",
    "putmask",
    "put_along_axis",
    "at",
}  # np.copyto(theta, …), np.add.at(theta, …)
IN_PLACE = {"fill", "put", "sort", "partition", "itemset", "__iadd__", "__isub__", "__imul__", "__setitem__"}


def changes_theta(node) -> bool:
    """Whether a statement or a call gives θ other numbers, in place or as the sum of itself and a step."""
    match node:
        case ast.AugAssign(target=target):
            return is_theta(target)
        case ast.Assign(targets=targets, value=ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right)) if any(
            map(is_theta, targets)
        ):
            return is_theta(left) or is_theta(right)
        case ast.Assign(targets=targets):
            parts = [part for t in targets for part in (t.elts if isinstance(t, ast.Tuple | ast.List) else [t])]
            return any(is_theta(part) and isinstance(part, ast.Subscript) for part in parts)
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=given, keywords=named):
            into = [k.value for k in named if k.arg == "out"] + given[:1] * (
                method in INTO_THE_FIRST and ast.unparse(owner).startswith("np")
            )
            return any(map(is_theta, into)) or (method in IN_PLACE and is_theta(owner))
    return False


FLOORS = (
    ("shared",),
    ("data",),
    ("runs",),
    ("components",),
    ("views",),
    ("commands",),
    ("app",),
)  # of dashboard, bottom up
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
UNTIED = tuple(
    (room, of) for room in ("core", "lessons", "dashboard") for of in ("files", "folders")
)  # rooms without a circle of these


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
    assert wrong_arrows() == []


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
    """`theta += step` stands once, in core/optimizers.py: who trains, trains by it."""
    lines = []
    for room in MAY_IMPORT:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if changes_theta(node):
                    lines.append((path.relative_to(ROOT).as_posix(), ast.unparse(node)))
    assert lines == [("core/optimizers.py", "theta += step")]


@pytest.mark.parametrize(
    "line",
    [
        "theta += step",
        "theta -= lr * g",
        "run.theta[piece] += step",
        "theta[:] = theta - lr * g",
        "theta[k], before = value, theta[k]",
        "self.run.theta[2:5] = 0",
        "theta = theta + optimizer.step(g, memory, t, lr, theta)",
        "run.theta = run.theta - lr * g",
        "np.add(theta, step, out=theta)",
        "np.subtract(run.theta, lr * g, out=run.theta)",
        "np.multiply(theta[a:b], 0.9, out=theta[a:b])",
        "np.copyto(theta, found)",
        "np.add.at(theta, where, step)",
        "theta.fill(0)",
        "parameter.of(theta)[...] *= 2",
        "parameter.of(run.theta)[:, 0] = 0",
        "theta.reshape(2, -1)[0] = 0",
    ],
)
def test_a_second_line_would_be_seen(line):
    assert any(map(changes_theta, ast.walk(ast.parse(line))))


@pytest.mark.parametrize(
    "line", ["theta = run.theta.copy()", "after = theta + step", "moved[theta] = 1", "np.add(theta, step, out=moved)"]
)
def test_another_vector_may_be_made_of_it(line):
    assert not any(map(changes_theta, ast.walk(ast.parse(line))))


def test_every_module_opens_with_a_sentence():
    for room in MAY_IMPORT:
        for path in (ROOT / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if text.strip() and not text.startswith(("# %%", "# ---")):  # a lesson or a walk opens with its title
                first = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
                assert first.rstrip().endswith((".", ":", "?")), (
                    f"{path.relative_to(ROOT)} does not open with a sentence"
                )


def test_the_top_level_is_fixed():
    tracked = {"pyproject.toml", "README.md", "dashboard", "core", "lessons", "tests"}
    left_by_tools = {"build", "dist", "chainrule.egg-info"}
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - left_by_tools == tracked


def test_no_line_is_too_long_to_be_read_in_one_breath():
    """At most 120 characters, in every language, where a line can be broken at all."""
    whole = {".md": r"\|.*", ".html": r' *[\w-]+="[^"]*"[^" ]*'}  # the row of a table, a lone attribute
    long = []
    for path in of_the_project(".py", ".js", ".css", ".html", ".md", ".yml", ".yaml", ".toml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = line.split("  # noqa")[0]
            if len(line) > 120 and not re.fullmatch(whole.get(path.suffix, r" *\S+"), line):
                long.append(f"{path.relative_to(ROOT)}:{number}: {len(line)}")
    assert not long, "\n".join(long)


def test_no_test_holds_a_time():
    """A machine that is busy would fail it. How long a thing takes is measured in tests/benchmarks, beside another."""
    clocks = re.compile(r"\b(perf_counter|process_time|thread_time)(_ns)?\(")
    files = [path for path in (ROOT / "tests").rglob("*.py") if "benchmarks" not in path.parts]
    assert [str(path.relative_to(ROOT)) for path in files if clocks.search(path.read_text(encoding="utf-8"))] == []


def of_the_project(*suffixes: str) -> list[Path]:
    """The files of the project with these endings, without what tools leave behind."""
    top = [ROOT / name for name in (*MAY_IMPORT, "tests", ".github", ".ci")]
    found = [path for folder in top for path in folder.rglob("*") if path.suffix in suffixes]
    found += [path for path in ROOT.iterdir() if path.suffix in suffixes and path.is_file()]
    return sorted(path for path in found if "node_modules" not in path.parts)
