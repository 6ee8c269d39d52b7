"""The benchmarks say which parts they have, before they import what they compare with."""

from pathlib import Path

import pytest

from tests.benchmarks.__main__ import PARTS, read


def test_help_lists_the_parts(capsys):
    with pytest.raises(SystemExit) as ended:
        read(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(f"  {name:12} {what}" in said for name, what in PARTS.items())


def test_a_part_that_is_not_there_is_named(capsys):
    with pytest.raises(SystemExit) as ended:
        read(["grid", "gird"])
    assert ended.value.code == 2
    assert "there is no part “gird”; there are grid, accuracy" in capsys.readouterr().err


def test_every_part_can_be_run():
    folder = Path(__file__).with_name("benchmarks")
    assert all("def main(" in (folder / f"{name}.py").read_text(encoding="utf-8") for name in PARTS)
    assert read([]) == list(PARTS)
    assert read(["wear", "grid"]) == ["wear", "grid"]
