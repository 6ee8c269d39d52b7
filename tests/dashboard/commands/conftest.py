"""A run that the command trained, for the tests of the other commands."""

import pytest

from dashboard.commands.cli import main
from tests.dashboard.commands.test_train import SMALL


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """A run that the command trained and kept."""
    path = tmp_path_factory.mktemp("runs") / "run.npz"
    assert main(["train", *SMALL, "--scaling", "z-score", "--save", str(path)]) == 0
    return path
