"""The tests mirror the modules: the test of `core/layers.py` is `tests/core/test_layers.py`."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("core", "lessons", "dashboard")

# Modules that have no test of their own, each with the test that calls it. Shorter is better.
TESTED_BY = {
    "core/": "tests/core/test_storage.py",
    "core/diagnosis/": "tests/core/diagnosis/test_catalogue.py",
    "core/diagnosis/comparing.py": "tests/core/diagnosis/test_words.py",
    "core/diagnosis/following.py": "tests/core/diagnosis/test_files.py",
    "core/weights/": "tests/core/weights/test_files.py",
    "dashboard/commands/course.py": "tests/dashboard/commands/test_site.py",
    "dashboard/commands/paper.py": "tests/dashboard/commands/test_notes.py",
    "dashboard/commands/proved.py": "tests/dashboard/commands/test_site.py",
    "dashboard/components/adjustable/adjustable.py": "tests/dashboard/views/lessons/test_page.py",
    "dashboard/components/confusion/confusion.py": "tests/dashboard/views/train/look_closer/test_result.py",
    "dashboard/components/exercise/again.py": "tests/dashboard/views/lessons/test_coming_back.py",
    "dashboard/components/exercise/progress.py": "tests/dashboard/views/lessons/test_page.py",
    "dashboard/components/exercise/receipts.py": "tests/dashboard/views/classroom/test_hand_in.py",
    "dashboard/components/fitted/fitted.py": "tests/dashboard/test_app.py",
    "dashboard/components/grid/grid.py": "tests/dashboard/test_app.py",
    "dashboard/components/head/head.py": "tests/dashboard/commands/test_serving.py",
    "dashboard/components/letters/letters.py": "tests/dashboard/test_app.py",
    "dashboard/components/live/live.py": "tests/dashboard/test_app.py",
    "dashboard/components/stepper/stepper.py": "tests/dashboard/views/step/test_packet.py",
    "dashboard/components/timeline/timeline.py": "tests/dashboard/views/train/look_closer/test_rewind.py",
    "dashboard/components/walk/walk.py": "tests/dashboard/views/step/test_told.py",
    "dashboard/data/shipped.py": "tests/dashboard/data/test_image_text.py",
    "dashboard/runs/arrival.py": "tests/dashboard/runs/test_schema.py",
    "dashboard/runs/checkpoints.py": "tests/dashboard/runs/test_engine.py",
    "dashboard/runs/leases.py": "tests/dashboard/runs/test_states.py",
    "dashboard/runs/line.py": "tests/dashboard/runs/test_engine.py",
    "dashboard/runs/on_show.py": "tests/dashboard/runs/test_curves.py",
    "dashboard/runs/pool.py": "tests/dashboard/runs/test_engine.py",
    "dashboard/runs/shelf.py": "tests/dashboard/runs/test_worker.py",
    "dashboard/runs/thinning.py": "tests/dashboard/runs/test_curves.py",
    "dashboard/runs/watch.py": "tests/dashboard/runs/test_lease.py",
    "dashboard/shared/address_bar.py": "tests/dashboard/shared/test_presenting.py",
    "dashboard/shared/draft.py": "tests/dashboard/shared/test_verbatim.py",
    "dashboard/shared/navigation.py": "tests/dashboard/shared/test_verbatim.py",
    "dashboard/shared/picture_row.py": "tests/dashboard/views/step/test_own_image.py",
    "dashboard/shared/refusal.py": "tests/dashboard/shared/test_shown.py",
    "dashboard/shared/setting_field.py": "tests/dashboard/shared/test_verbatim.py",
    "dashboard/shared/theme.py": "tests/dashboard/shared/test_verbatim.py",
    "dashboard/views/classroom/board.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/door.py": "tests/dashboard/test_app.py",
    "dashboard/views/classroom/giving.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/keeping.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/questions.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/room.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/stored.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/student.py": "tests/dashboard/test_app.py",
    "dashboard/views/classroom/surveys.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/teacher.py": "tests/dashboard/views/classroom/test_view.py",
    "dashboard/views/classroom/without.py": "tests/dashboard/test_app.py",
    "dashboard/views/clinic/symptoms.py": "tests/dashboard/test_app.py",
    "dashboard/views/home/view.py": "tests/dashboard/test_app.py",
    "dashboard/views/lessons/exercises.py": "tests/dashboard/views/lessons/test_page.py",
    "dashboard/views/lessons/markup.py": "tests/dashboard/views/lessons/test_page.py",
    "dashboard/views/lessons/touches/": "tests/dashboard/views/lessons/touches/test_table.py",
    "dashboard/views/lessons/view.py": "tests/dashboard/test_app.py",
    "dashboard/views/mine/view.py": "tests/dashboard/test_app.py",
    "dashboard/views/proofs/view.py": "tests/dashboard/test_app.py",
    "dashboard/views/proofs/words.py": "tests/dashboard/commands/test_site.py",
    "dashboard/views/replay/chart.py": "tests/dashboard/views/replay/test_runs.py",
    "dashboard/views/replay/view.py": "tests/dashboard/test_app.py",
    "dashboard/views/train/": "tests/dashboard/test_app.py",
    "dashboard/views/train/form/": "tests/dashboard/shared/test_verbatim.py",
    "dashboard/views/train/look_closer/gallery.py": "tests/dashboard/views/train/look_closer/test_our_digits.py",
    "dashboard/views/train/look_closer/inside.py": "tests/dashboard/views/train/test_snapshot.py",
    "dashboard/views/train/look_closer/yours.py": "tests/dashboard/shared/test_verbatim.py",
    "lessons/published/__init__.py": "tests/lessons/published/test_figure.py",
}


@cache
def modules() -> set[str]:
    """Every module that holds code; the lessons, which are read one and all by test_lessons.py, are not among them."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if not path.name[0].isdigit()]
    return {path.relative_to(ROOT).as_posix() for path in paths if holds_code(path)}


def holds_code(path: Path) -> bool:
    """Is there more in it than a docstring, imports and the list of what is handed on?"""
    words = (ast.Import, ast.ImportFrom, ast.Expr)
    return any(
        not isinstance(node, words) and ast.unparse(node).split(" = ")[0] != "__all__"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
    )


def own_test(module: str) -> str:
    """Where the test of a module stands."""
    path = Path(module)
    named = path.parent if path.name == "__init__.py" else path.with_suffix("")
    return (Path("tests") / named.parent / f"test_{named.name}.py").as_posix()


@cache
def imported(path: str) -> set[str]:
    """The modules, as paths, that a file imports itself."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    paths = {name.replace(".", "/") for name in found}
    return {f"{path}{end}" for path in paths for end in (".py", "/__init__.py") if (ROOT / f"{path}{end}").exists()}


@cache
def called(test: str) -> set[str]:
    """The modules that a test imports, and every page if it walks the pages."""
    walks = 'parametrize("page", PAGES' in (ROOT / test).read_text(encoding="utf-8")
    return imported(test) | ({page for page in modules() if page.endswith("/view.py")} if walks else set())


@cache
def distance(test: str, module: str) -> int | None:
    """1 where a test calls a module, 2 where it calls one that imports the module, else None."""
    if module in called(test):
        return 1
    return 2 if any(module in imported(between) for between in called(test)) else None


@cache
def files() -> tuple[str, ...]:
    paths = [path for room in ROOMS for path in (ROOT / "tests" / room).rglob("test_*.py")]
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in paths))


def best_test(module: str) -> str | None:
    """Of the tests that call a module, the one that does so most directly, stands nearest and imports least."""

    def order(test):
        steps = zip(Path(test).parts[1:], Path(module).parts, strict=False)
        shared = next((k for k, (a, b) in enumerate(steps) if a != b), 0)
        return shared == 0, distance(test, module), -shared, len(imported(test)), test

    return min((test for test in files() if distance(test, module)), key=order, default=None)


def test_every_test_stands_where_its_module_does():
    astray = []
    for test in files():
        place, name = Path(*Path(test).parts[1:-1]), Path(test).stem.removeprefix("test_")
        of_a_module = any((ROOT / place / f"{name}{end}").exists() for end in (".py", ".js", ""))
        if not of_a_module and place.name != name:
            astray.append(f"{test}: there is no {place.as_posix()}/{name}.py")
    assert not astray, "\n".join(astray)


def alone() -> list[str]:
    """The modules without a test of their own."""
    return [module for module in sorted(modules()) if not (ROOT / own_test(module)).exists()]


def covering(module: str) -> str | None:
    """The row of the table that speaks for a module: its own, or that of its folder."""
    return next((row for row in (module, f"{Path(module).parent.as_posix()}/") if row in TESTED_BY), None)


def is_true(row: str, module: str) -> bool:
    return (ROOT / TESTED_BY[row]).exists() and distance(TESTED_BY[row], module) is not None


def test_every_module_has_a_test_of_its_own_or_says_which_one_calls_it():
    lines = []
    for module in alone():
        row, test = covering(module), best_test(module)
        if row and not is_true(row, module):
            lines.append(f'remove  "{row}": "{TESTED_BY[row]}",  # that test does not call {module}')
        if not row or not is_true(row, module):
            lines.append(f'add     "{module}": "{test}",' if test else f"write   {own_test(module)}: no test calls it")
    for row, test in TESTED_BY.items():
        if row not in map(covering, alone()):
            lines.append(f'remove  "{row}": "{test}",  # it is gone, or has a test of its own by now')
    anew = "`python -m tests.test_mirror` prints the whole table anew."
    assert not lines, "\n".join(["TESTED_BY in tests/test_mirror.py:", *lines, anew])


def test_the_table_stands_in_order():
    assert list(TESTED_BY) == sorted(TESTED_BY)


def table() -> dict[str, str]:
    """A short table for the tree as it is: one row for a folder where one test calls all that is alone in it."""
    rows = {}
    folders = {Path(module).parent.as_posix() for module in alone()}
    for folder in folders:
        members = [module for module in alone() if Path(module).parent.as_posix() == folder]
        best = {module: test for module in members if (test := best_test(module))}
        room = f"tests/{folder.split('/')[0]}/"
        shared = [t for t in files() if t.startswith(room) and all(distance(t, module) for module in members)]
        if len(members) > 1 and shared:
            rows[f"{folder}/"] = min(shared, key=lambda t: (sum(distance(t, m) for m in members), t))
        else:
            rows |= best
    return dict(sorted(rows.items()))


if __name__ == "__main__":
    print(*(f'    "{row}": "{test}",' for row, test in table().items()), sep="\n")
