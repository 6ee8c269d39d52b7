"""What the owner of a server allows, from its environment."""

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from core import threads
from core.config import Config


@dataclass(frozen=True)
class Limits:
    """How many runs train at once, on how many cores, and how large, how long and how many a person may ask for."""

    workers: int
    threads: int  # that all runs in training share
    parameters: int
    minutes: float
    waiting: int  # runs in line, for one browser
    line: int  # runs in line, for all of them: a browser without its cookie is a new one
    browser: float  # bytes that the runs of one browser may take
    of_class: float  # bytes that the runs of one class may take
    server: float  # bytes that all runs may take
    free: float  # bytes of the disk that runs leave to others
    runs: int  # that have ended; others are deleted unless somebody wants them
    kept: int  # runs that one browser may keep, however many there are

    @classmethod
    def from_environment(cls) -> "Limits":
        return cls(
            workers=max(1, int(_number("CHAINRULE_WORKERS", threads.cores()))),
            threads=max(1, int(_number("CHAINRULE_THREADS", threads.most()))),
            parameters=int(_number("CHAINRULE_PARAMETERS", 5_000_000)),
            minutes=_number("CHAINRULE_MINUTES", 60),
            waiting=int(_number("CHAINRULE_WAITING", 64)),
            line=int(_number("CHAINRULE_LINE", 640)),
            browser=1e6 * _number("CHAINRULE_BROWSER_MEGABYTES", 5_000),
            of_class=1e6 * _number("CHAINRULE_CLASS_MEGABYTES", 10_000),
            server=1e6 * _number("CHAINRULE_SERVER_MEGABYTES", 20_000),
            free=1e6 * _number("CHAINRULE_FREE_MEGABYTES", 200),
            runs=int(_number("CHAINRULE_RUNS", 300)),
            kept=int(_number("CHAINRULE_KEPT", 100)),
        )

    def objection(self, config: Config) -> str:
        """Why this server does not train such a network, or nothing."""
        size = config.build_network().size
        if size > self.parameters:
            return (
                f"This server trains networks of up to {self.parameters:,} parameters; this one has {size:,}. Make "
                "a layer smaller."
            )
        return ""


def ask_for_space(folder: Path, size: float) -> None:
    """Raise the error of a full disk before it is full: what others on this machine need to write still fits."""
    if shutil.disk_usage(folder).free < size + Limits.from_environment().free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _number(name, default):
    try:
        return float(os.environ[name])
    except (KeyError, ValueError):
        return default or 1
