"""The arrows between the rooms run one way, and the conventions hold everywhere."""

import ast
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
