"""What CI installs is written down, version by version; what comes with Chainrule is listed with its licence."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.licences import licence, listed, needed

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED_EXTRAS = re.findall(r"--extra (\w+)", (ROOT / ".ci/lock").read_text(encoding="utf-8"))
DECLARED = [
    *PROJECT["dependencies"],
    *(one for name in LOCKED_EXTRAS for one in PROJECT["optional-dependencies"][name]),
]
FREE = {"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "MPL-2.0", "PSF-2.0", "Zlib", "CC0-1.0"}
FREE |= {"LGPL-3.0-only"}  # of a library that is installed beside Chainrule, as it is


def locked() -> dict[str, set[str]]:
    """The versions of each package: a newer Python may have a newer one."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / ".ci/lock.txt").read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition(";")[0].strip().partition("==")
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@pytest.mark.parametrize("text", DECLARED)
def test_what_is_declared_is_locked(text):
    """After a change of pyproject.toml: `.ci/lock`."""
    asked = Requirement(text)
    versions = locked().get(canonicalize_name(asked.name))
    assert versions, f"{asked.name} is not in .ci/lock.txt"
    assert all(asked.specifier.contains(version) for version in versions)


def test_ci_installs_what_is_locked():
    assert 'export PIP_CONSTRAINT="$PWD/.ci/lock.txt"' in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert {"test", "browser", "lint"} <= set(LOCKED_EXTRAS)


def test_every_licence_is_listed_as_its_makers_say_it():
    """After a change: `python -m tests.support.licences`."""
    known, versions = listed(), locked()
    for name, it in needed().items():
        assert name in known
        if it.version in versions.get(name, ()):  # an older one may say it in other words
            assert known[name] == licence(it)


def test_every_licence_lets_people_use_it_and_hand_it_on():
    for name, said in listed().items():
        assert set(re.split(r" (?:AND|OR) |[()]", said)) - {"", " AND "} <= FREE, name
