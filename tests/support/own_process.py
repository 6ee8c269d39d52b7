"""Cases tried one by one, each in a process of its own or with few others, so that what it costs is its own.

A process is forked from one that has no other thread: a lock that another one holds would never be let go in the copy.
So tests start `python -m` something that tries the cases, and do not fork the process of all tests.
"""

import gc
import os
import pickle
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

LONGEST = 120  # seconds on the clock of one case; then it is ended
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Cost:
    """What came of one case."""

    case: Any
    seconds: float  # of the processor
    memory: int  # bytes at most, beyond those that its process had before
    fault: str  # what `attempt` said was wrong, or how the process ended


def costs(cases: Iterable[Any], attempt: Callable[[Any], str], at_once: int = 2, together: int = 1) -> Iterator[Cost]:
    """Try each case in a process forked from this one; `attempt` gives the fault of a case, or nothing.

    So many go `together` in a process, one after the other. Where it ends before they do, the rest are tried alone.
    """
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    for thread in others:
        thread.join(600)  # they end by themselves, on a busy machine late
    if any(thread.is_alive() for thread in others):
        raise RuntimeError(f"A process with other threads is not forked: {others}")
    gc.collect()
    gc.freeze()  # as in a server: a collection that looked at what is loaded would copy it in each process
    following, alone, working = iter(cases), [], {}
    while True:
        while len(working) < at_once and (group := [alone.pop()] if alone else list(islice(following, together))):
            ours, theirs = os.pipe()
            child = os.fork()
            if not child:
                os.close(ours)
                _try(group, attempt, theirs)
            os.close(theirs)
            working[child] = group, ours
        if not working:
            return
        child, status = os.waitpid(next(iter(working)), 0)
        group, ours = working.pop(child)
        with os.fdopen(ours, "rb") as said:
            told = list(_read(said))
        yield from (Cost(case, *found) for case, found in zip(group, told, strict=False))
        if left := group[len(told) :]:
            if len(group) == 1:
                yield Cost(left[0], 0.0, 0, f"The process ended with status {status}.")
            else:
                alone += left


def _try(group, attempt, pipe):
    """In the forked process: what comes of each case, told through the pipe."""
    with os.fdopen(pipe, "wb") as file:
        for case in group:
            signal.alarm(LONGEST)
            before, began = _peak_from_now_on(), sum(os.times()[:4])
            try:
                fault = attempt(case)
            except BaseException as error:
                fault = f"{type(error).__name__}: {error}"
            cost = sum(os.times()[:4]) - began, max(0, _peak() - before), fault[:2_000]
            pickle.dump(cost, file)
            file.flush()
    os._exit(0)


def _read(file):
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return


def _peak() -> int:
    """The most bytes that this process has had."""
    return UNIT * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _peak_from_now_on() -> int:
    """The same, forgotten where the system can: the bytes that it has now."""
    with suppress(OSError), open("/proc/self/clear_refs", "w") as forget:
        forget.write("5")
    return _peak()
