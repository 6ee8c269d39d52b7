"""The arrows between the rooms run one way, and the conventions hold everywhere."""

import ast
import re
import sys
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


def of_the_project(*suffixes: str) -> list[Path]:
    """The files of the project with these endings, without what tools leave behind."""
    top = [ROOT / name for name in (*MAY_IMPORT, "tests", ".github", ".ci")]
    found = [path for folder in top for path in folder.rglob("*") if path.suffix in suffixes]
    found += [path for path in ROOT.iterdir() if path.suffix in suffixes and path.is_file()]
    return sorted(path for path in found if "node_modules" not in path.parts)
