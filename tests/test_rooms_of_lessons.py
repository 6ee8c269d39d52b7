"""Inside lessons each folder imports only those above it, and no file imports itself by a detour."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.activations import ACTIVATIONS
from tests.support.circles import circle

ROOT = Path(__file__).parents[1]

ENGINE = ("engine/algebra", "engine/twins", "engine/forms", "engine/reasons", "engine/chain", "engine/proof")
MAY_IMPORT = {folder: ENGINE[:k] for k, folder in enumerate(ENGINE)} | {
    "exercises/typed": ("engine/algebra", "engine/forms"),
    "exercises": (*ENGINE, "exercises/typed"),
    "page": (*ENGINE, "exercises"),
    "derivations": (*ENGINE, "exercises", "page", "published"),
    "derivations/dragged": (*ENGINE, "page", "derivations"),
    "notes": ("engine/forms", "exercises", "page"),
    "walks/answers": ("page",),
    "walks": (*ENGINE, "exercises", "page", "derivations", "notes", "walks/answers"),
    "published": ("page",),
    "clinic": ("engine/forms", "engine/reasons", "engine/chain", "page", "published"),
    # the lessons and the registry
    "": (*ENGINE, "exercises", "page", "derivations", "derivations/dragged", "notes", "walks", "published"),
}


def sources() -> dict[str, str]:
    """The text of each module of lessons by its path there: "engine/chain/backward"."""
    folder = ROOT / "lessons"
    return {
        path.relative_to(folder).with_suffix("").as_posix().removesuffix("/__init__"): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.py")
    }


def arrows(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """The modules of lessons that each module imports, wherever in the file."""
    found: dict[str, set[str]] = {}
    for module, text in texts.items():
        found[module] = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "lessons":
                base = node.module.replace(".", "/").removeprefix("lessons").removeprefix("/")
                below = {f"{base}/{alias.name}".removeprefix("/") for alias in node.names}
                found[module] |= (below & set(texts)) or {base}
            elif isinstance(node, ast.Import):
                found[module] |= {a.name.replace(".", "/").removeprefix("lessons/") for a in node.names} & set(texts)
        found[module] -= {module}
    return found


def room(module: str) -> str:
    """The folder that a module lies in, or that it is."""
    return module if module in MAY_IMPORT else module.rpartition("/")[0]


def wrong_arrows(found: Mapping[str, set[str]]) -> list[str]:
    return sorted(
        f"{module} → {to}"
        for module, imported in found.items()
        for to in imported
        if room(to) != room(module) and room(to) not in MAY_IMPORT[room(module)]
    )


def test_each_folder_imports_only_those_above_it():
    assert wrong_arrows(arrows(sources())) == []


def test_the_map_itself_has_no_circle():
    assert circle({folder: set(below) for folder, below in MAY_IMPORT.items()}) == []


def test_no_file_imports_itself_by_a_detour():
    assert circle(arrows(sources())) == []


def test_every_folder_has_its_place():
    folders = {room(module) for module in sources() if "/" in module} - {"engine"}
    assert folders == set(MAY_IMPORT) - {""}


@pytest.mark.parametrize(
    ("module", "line", "arrow"),
    [
        ("page/reader", "from lessons.notes.html import fragment", "page/reader → notes/html"),
        ("exercises/number", "from lessons.page import digits", "exercises/number → page/digits"),
        ("engine/algebra/numbers", "def f():\n    from lessons.exercises import sheet", "engine/algebra/numbers → "),
        ("engine/forms/tree", "import lessons.engine.chain.equations", "engine/forms/tree → engine/chain/equations"),
        ("notes/tex", "import lessons.registry", "notes/tex → registry"),
    ],
)
def test_a_planted_arrow_is_seen(module, line, arrow):
    texts = sources()
    wrong = wrong_arrows(arrows({**texts, module: f"{texts[module]}\n{line}\n"}))
    assert len(wrong) == 1
    assert wrong[0].startswith(arrow)


def test_a_planted_circle_is_seen():
    texts = sources()
    planted = arrows({**texts, "notes/volume": f"{texts['notes/volume']}\nfrom lessons.notes.html import page\n"})
    assert {"notes/volume", "notes/html"} <= set(circle(planted))


ALSO = {  # where the word means something else: softmax's sister is a sigmoid, and NumPy and SymPy have a tanh too
    "sigmoid": {"engine/twins/losses"},
    "tanh": {"engine/forms/numpy_line", "engine/forms/tree"},
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_named_in_one_file(name):
    """Whoever adds one writes a row in core and a row in `engine/algebra/functions`. Lessons may speak of any."""
    places = {
        module
        for module, text in sources().items()
        if module.startswith(("engine", "exercises", "page", "notes"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in (name, f"{name}'")
    }
    assert places - ALSO.get(name, set()) == {"engine/algebra/functions"}


def test_every_module_has_a_test_at_the_same_path():
    modules = {path.relative_to(ROOT / "lessons") for path in (ROOT / "lessons").rglob("*.py")}
    modules = {path for path in modules if path.name != "__init__.py" and not path.name[0].isdigit()}
    missing = [str(p) for p in modules if not (ROOT / "tests/lessons" / p.with_name(f"test_{p.name}")).exists()]
    assert missing == []
