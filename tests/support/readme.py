"""The commands that the README promises, read from the README."""

import re
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def commands() -> dict[str, str]:
    """The command that opens the dashboard and the one that runs the tests."""
    found = re.findall(r"^```sh\n(.+?)\n```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return dict(zip(("open", "test"), found, strict=True))


if __name__ == "__main__":
    print(commands()[sys.argv[1]])
