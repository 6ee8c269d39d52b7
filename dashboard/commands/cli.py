"""The command `chainrule`: without more words it opens the dashboard in a browser."""

import argparse
import io
import os
import sys
import tempfile
from pathlib import Path


def live_somewhere() -> None:
    """A container may run under a number that has no home: Streamlit looks for one when it starts, and then finds that
    there is none for its settings. Runs are kept there only as long as the container lasts."""
    try:
        Path.home()
    except RuntimeError:
        try:
            os.environ["HOME"] = tempfile.gettempdir()
        except OSError:  # nothing can be written anywhere, which is said where somebody wants to train
            os.environ["HOME"] = os.sep


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported: a page must not take every core
    live_somewhere()
    from dashboard.commands import check, diagnose, export, judge, notes, page, predict, runs, serving, site, train
    from dashboard.shared.pipe import for_a_reader

    parser = argparse.ArgumentParser(
        prog="chainrule",
        description="Learn backpropagation on real handwritten digits. Without a command it opens the dashboard.",
    )
    serving.add(parser)
    parser.set_defaults(do=serving.serve)
    commands = parser.add_subparsers(title="commands", metavar="")
    for command in (train, judge, predict, export, check, diagnose, notes, page, site, runs):
        command.add(commands)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that a code page lacks, as ✓, is written by its name
            stream.reconfigure(errors="namereplace")
    chosen = parser.parse_args(arguments)
    try:
        with for_a_reader():
            return chosen.do(chosen)
    except (ValueError, OSError) as error:  # what core refuses, it refuses with a sentence
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
