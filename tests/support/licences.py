"""Whose work Chainrule stands on, and under which licence: read from what is installed.

`python -m tests.support.licences` writes the table of `.github/LICENCES.md` anew.
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TABLE = Path(__file__).parents[2] / ".github/LICENCES.md"
EXTRAS = ("", "heic", "keras", "cluster")  # of what people install; tools of the tests are not handed on
TOP = """# Licences of what Chainrule needs

Chainrule is under the MIT licence. With it come these packages, each under its own; so their makers say in what they
publish. `python -m tests.support.licences` writes this table from what is installed, and a test compares it.

| package | licence |
|---|---|
"""
CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")
SAME = {  # as SPDX writes them
    "BSD-3-Clause": ("BSD", "BSD License", "BSD 3-Clause License", "3-Clause BSD License"),
    "BSD-2-Clause": ("BSD-2-Clause License",),
    "Apache-2.0": (
        "Apache Software License",
        "Apache License 2.0",
        "Apache License, Version 2.0",
        "Apache-2",
        "Apache 2.0",
    ),
    "Apache-2.0 OR BSD-3-Clause": ("Dual License",),
    "MIT": ("MIT License", "The MIT License"),
    "MPL-2.0": ("Mozilla Public License 2.0 (MPL 2.0)",),
    "PSF-2.0": ("Python Software Foundation License",),
}
SPDX = {word: name for name, words in SAME.items() for word in words}


def needed() -> dict[str, Distribution]:
    """What is installed of all that Chainrule asks for, and of what that asks for in turn, by name."""
    found: dict[str, Distribution] = {}
    waiting = [("chainrule", extra) for extra in EXTRAS]
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        try:
            it = distribution(name)
        except PackageNotFoundError:  # an extra that is not installed here
            continue
        found[canonicalize_name(name)] = it
        for text in it.requires or ():
            asked = Requirement(text)
            if asked.marker is None or asked.marker.evaluate({"extra": extra}):
                for more in ("", *asked.extras):
                    if (one := (canonicalize_name(asked.name), more)) not in seen:
                        seen.add(one)
                        waiting.append(one)
    del found["chainrule"]
    return dict(sorted(found.items()))


def licence(it: Distribution) -> str:
    """What a package says of its licence, as SPDX writes it where that is known."""
    said = it.metadata.get("License-Expression") or (it.metadata.get("License") or "").strip()
    if not said or "\n" in said or len(said) > 60:  # the whole text stands there
        named = [hit[1] for line in it.metadata.get_all("Classifier", []) if (hit := CLASSIFIER.fullmatch(line))]
        said = " AND ".join(SPDX.get(name, name) for name in named) or "not said"
    return SPDX.get(said, said)


def listed() -> dict[str, str]:
    """The table as it stands."""
    return dict(re.findall(r"^\| ([\w.-]+) \| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)[1:])


if __name__ == "__main__":
    rows = "".join(f"| {name} | {licence(it)} |\n" for name, it in needed().items())
    TABLE.write_text(TOP + rows, encoding="utf-8")
