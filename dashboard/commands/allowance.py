"""What visitors of a server may take are options of `chainrule`; each has a variable of the environment as well."""

import argparse
import os
from typing import NamedTuple


class Allowance(NamedTuple):
    """One limit: its variable in the environment, the default in words, and what it bounds."""

    variable: str
    default: str
    means: str
    least: float = 0.0


ALLOWANCES = {
    "workers": Allowance("CHAINRULE_WORKERS", "one for each core", "runs that train at once", 1),
    "threads": Allowance("CHAINRULE_THREADS", "one for each core", "cores that the runs in training share", 1),
    "minutes": Allowance("CHAINRULE_MINUTES", "60", "minutes that a run may train"),
    "parameters": Allowance("CHAINRULE_PARAMETERS", "5000000", "parameters that a network may have", 1),
    "runs": Allowance("CHAINRULE_RUNS", "300", "runs that have ended which are kept; nobody's named ones are deleted"),
    "kept": Allowance("CHAINRULE_KEPT", "100", "runs that a browser may keep for good"),
    "waiting": Allowance("CHAINRULE_WAITING", "64", "runs that a browser may have in line", 1),
    "line": Allowance("CHAINRULE_LINE", "640", "runs that may be in line in all", 1),
    "quota": Allowance("CHAINRULE_BROWSER_MEGABYTES", "5000", "megabytes that the runs of a browser may take", 1),
    "class-quota": Allowance("CHAINRULE_CLASS_MEGABYTES", "10000", "megabytes that the runs of a class may take", 1),
    "disk": Allowance("CHAINRULE_SERVER_MEGABYTES", "20000", "megabytes that all runs may take", 1),
    "free": Allowance("CHAINRULE_FREE_MEGABYTES", "200", "megabytes of the disk that are left to others"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """An option for each of them."""
    group = parser.add_argument_group("what visitors may take")
    for name, one in ALLOWANCES.items():
        group.add_argument(
            f"--{name}",
            type=number_from(one.least),
            metavar="N",
            help=f"{one.means} (default {one.default}; or {one.variable})",
        )


def allow(chosen: argparse.Namespace) -> None:
    """Let this process, and all that it starts, know what was chosen."""
    for name, one in ALLOWANCES.items():
        if (value := getattr(chosen, name.replace("-", "_"), None)) is not None:
            os.environ[one.variable] = f"{value:g}" if value < 1e6 else f"{value:.0f}"


def number_from(least: float):
    """How a number that is not below `least` is read. It raises ArgumentTypeError, which argparse turns into a line."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value < float("inf"):
            raise argparse.ArgumentTypeError(f"give a number from {least:g} on, not {text!r}")
        return value

    return read
