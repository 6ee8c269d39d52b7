"""`chainrule notes` puts lessons on paper."""

import argparse

from dashboard.commands.options import path


def notes(chosen: argparse.Namespace) -> int:
    """Write what was asked for, and say where it is."""
    from dashboard.commands.paper import write  # here, because SymPy takes its time to load

    return write(chosen)


def add(commands) -> None:
    parser = commands.add_parser("notes", help="write lessons as PDF, HTML or notebooks")
    parser.add_argument(
        "lesson", nargs="*", metavar="LESSON", help="a number or a name, such as 6 or softmax (default: all lessons)"
    )
    parser.add_argument("--format", choices=("pdf", "html", "ipynb"), default="pdf", help="what to write (default pdf)")
    parser.add_argument("--exercises", action="store_true", help="the exercises alone, with their key at the end")
    parser.add_argument(
        "--sheets", type=int, default=0, metavar="…", help="so many sheets of exercises, each with numbers of its own"
    )
    parser.add_argument(
        "--digit", type=int, default=0, metavar="…", help="work on the first misread test digit from this one on"
    )
    parser.add_argument(
        "--host",
        default="",
        metavar="URL",
        help="where your dashboard is, such as https://course.example.edu: links lead there",
    )
    parser.add_argument("--save", type=path, metavar="FILE", help="where to write it; notebooks go into this folder")
    parser.set_defaults(do=notes)
