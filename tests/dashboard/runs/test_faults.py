"""What is wrong with a store is said in a sentence that says what to do."""

from pathlib import Path

import pytest

from dashboard.runs.faults import sentence


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(30, "Read-only file system"), "set CHAINRULE_HOME to a folder that can."),
        (PermissionError(13, "Permission denied"), "set CHAINRULE_HOME to a folder that can."),
        (OSError(28, "No space left on device"), "Free some space"),
        (OSError("database is locked"), "Try again in a moment"),
    ],
)
def test_a_fault_comes_with_its_cure(error, told):
    assert told in sentence(error, Path("home"))
