"""The README's commands are run as they stand, in a copy of the project, in new environments.

Here they run without a network: what pip would fetch is taken from the environment that runs the
tests. The clean clone that runs all checks uses the same two commands with the package index.
"""

import contextlib
import os
import re
import shutil
import signal
import site
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest

from tests.support.readme import README, commands

ROOT = README.parent
ROOMS = ["pyproject.toml", "README.md", "core", "lessons", "dashboard", "tests", ".ci", ".github"]


@pytest.fixture
def copy(tmp_path):
    """The project as a fresh clone has it."""
    for name in ROOMS:
        source, target = ROOT / name, tmp_path / "clone" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    return tmp_path / "clone"


@pytest.fixture
def offline(tmp_path):
    """An environment in which pip installs only what is in front of it."""
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.symlink_to(Path(sys.executable).resolve())
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV", "VIRTUAL_ENV"))},
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one backwards: 0 turns isolation off
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_first_command_opens_the_dashboard(copy, offline, tmp_path):
    port = free_port()
    command = f"{commands()['open']} --port {port} --no-browser"
    with (tmp_path / "log").open("w+") as log:
        process = subprocess.Popen(
            command, shell=True, cwd=copy, env=offline, stdout=log, stderr=log, start_new_session=True
        )
        try:
            answer = None
            for _ in range(1200):
                with (
                    contextlib.suppress(OSError),
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as page,
                ):
                    answer = page.status
                if answer or process.poll() is not None:
                    break
                time.sleep(0.1)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
        log.seek(0)
        assert answer == 200, log.read()[-4000:]


def test_the_second_command_runs_the_tests(copy, offline):
    chosen = {**offline, "PYTEST_ADDOPTS": "-k test_the_top_level_is_fixed"}  # not this test again
    done = subprocess.run(
        commands()["test"], shell=True, cwd=copy, env=chosen, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "1 passed" in done.stdout


def test_the_wheel_is_whole(copy, offline, tmp_path):
    """Installed from a wheel, in an empty folder, the digits, scripts and lessons are there."""
    built, installed, empty = tmp_path / "wheel", tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", "--quiet", "--wheel-dir", built, copy], env=offline, check=True, timeout=120)
    subprocess.run(
        [*pip, "install", "--quiet", "--target", installed, *built.glob("*.whl")], env=offline, check=True, timeout=120
    )
    there = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    for room in ("core", "lessons", "dashboard"):
        for path in (ROOT / room).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            checks = name.endswith((".d.ts", "biome.json", "package.json", "tsconfig.json"))  # of JavaScript, at work
            if path.is_file() and "__pycache__" not in name and not checks:
                assert name in there, f"the wheel lacks {name}"
    program = (
        "import core; from core.config import Config; from core.datasets import load; "
        "print(len(load(Config()).test), core.__file__)"
    )
    path = {**offline, "PYTHONPATH": os.pathsep.join([str(installed), offline["PYTHONPATH"]])}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=empty, env=path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["10000", str(installed / "core" / "__init__.py")]


def section(title: str) -> str:
    """What the README says under a heading of the second level."""
    return re.split(r"^## ", README.read_text(encoding="utf-8").split(f"\n## {title}\n")[1], maxsplit=1, flags=re.M)[0]


def test_the_readme_names_every_room_and_no_other():
    named = {name.rstrip("/") for name in re.findall(r"^\| `([\w/]+/)` \|", section("The house"), re.M)}
    rooms = {"core", "lessons", "dashboard", "tests"}
    for room in ("lessons", "dashboard"):
        rooms |= {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / room).glob("*/__init__.py")}
    assert named == rooms
    pages = {path.parent.name for path in (ROOT / "dashboard/views").glob("*/view.py")}
    (row,) = (line for line in section("The house").splitlines() if line.startswith("| `dashboard/views/`"))
    assert set(re.findall(r"`(\w+)/`", row.split("|")[2])) == pages


@pytest.mark.parametrize("text", [README, *sorted((ROOT / ".github").rglob("*.md"))], ids=lambda path: path.name)
def test_every_file_that_a_page_of_the_repository_names_is_there(text):
    words = text.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", words) if ":" not in link]
    rooted = re.findall(r"`((?:core|lessons|dashboard|tests|\.github|\.ci)/[\w./-]*)`", words)
    paths = [text.parent / link for link in links] + [ROOT / name for name in rooted]
    assert [str(path) for path in paths if not path.exists() and "NN" not in path.name] == []


def test_what_the_package_says_of_itself():
    """The licence is an SPDX expression, so no classifier repeats it; its text is in the README, which goes along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["license"], project["authors"]) == ("MIT", [{"name": "the Chainrule authors"}])
    assert not [line for line in project["classifiers"] if line.startswith("License")]
    assert "urls" not in project
    words = " ".join(section("Licence").split())
    assert "Copyright (c) 2026 the Chainrule authors Permission is hereby granted, free of charge" in words
    assert "THE SOFTWARE IS PROVIDED “AS IS”" in words


def test_each_python_that_is_named_runs_all_checks():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [line.rsplit(" ", 1)[1] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)]
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert re.findall(r'"(3\.\d+)"', workflow) == named
    assert project["requires-python"] == f">={named[0]}"
    assert "run: .ci/run\n" in workflow
