"""`chainrule diagnose` compares a backward pass that somebody worked out with core's, and names the mistake in it."""

import argparse
import sys

from core.diagnosis.files import diagnose_file
from dashboard.commands.options import path
from dashboard.commands.runs import plain

UNREADABLE = 2  # the exit code; 0 where all agrees, 1 where something differs


def diagnose(chosen: argparse.Namespace) -> int:
    """Say which array is the first that differs, and what is wrong with it."""
    try:
        found = diagnose_file(chosen.file)
    except FileNotFoundError:
        return _unreadable(f"{chosen.file} does not exist.")
    except (ValueError, OSError) as error:
        return _unreadable(str(error))
    for line in found.lines():
        print(plain(line))
    return 0 if found.agrees else 1


def _unreadable(sentence: str) -> int:
    print(plain(sentence), file=sys.stderr)
    return UNREADABLE


def add(commands) -> None:
    parser = commands.add_parser(
        "diagnose",
        help="find what is wrong with a backward pass of your own",
        description="Compare a backward pass of your own with core's. The exit code is 0 where all agrees, 1 where "
        "something differs, 2 where the file cannot be read.",
    )
    parser.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help="an .npz file: network (text), W1, b1 …, x, labels, and any of z1, a1, p, loss, dz1, dW1, db1 …, by these "
        "names or PyTorch's (0.weight, 0.weight.grad)",
    )
    parser.set_defaults(do=diagnose)
