"""A program whose reader leaves stops without a traceback."""

import subprocess
import sys

import pytest

ENDLESS = """
import itertools
from dashboard.shared.pipe import for_a_reader
with for_a_reader():
    for k in itertools.count():
        print(k)
"""


@pytest.mark.parametrize(
    "program",
    [
        [sys.executable, "-c", ENDLESS],
        [sys.executable, "-m", "dashboard.views.proofs.proving"],
        [sys.executable, "-m", "dashboard.commands.cli", "--help"],
    ],
    ids=["endless", "proofs", "command"],
)
def test_it_stops_without_a_word(program):
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)
