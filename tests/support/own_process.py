"""Cases tried one by one, each in a process of its own, so that what it costs is its own.

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
from dataclasses import dataclass
from typing import Any

LONGEST = 120  # seconds on the clock of one case; then it is ended
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Cost:
    """What came of one case."""

    case: Any
    seconds: float  # of the processor
    memory: int  # bytes at most, beyond those of the process that it was forked from
    fault: str  # what `attempt` said was wrong, or how the process ended


def costs(cases: Iterable[Any], attempt: Callable[[Any], str], at_once: int = 2) -> Iterator[Cost]:
    """Try each case in a process forked from this one; `attempt` gives the fault of a case, or nothing."""
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    for thread in others:
        thread.join(60)
    if any(thread.is_alive() for thread in others):
        raise RuntimeError(f"A process with other threads is not forked: {others}")
    gc.collect()
    gc.freeze()  # as in a server: a collection that looked at what is loaded would copy it in each process
    following, working = iter(cases), {}
    while True:
        while len(working) < at_once and (case := next(following, None)) is not None:
            ours, theirs = os.pipe()
            child = os.fork()
            if not child:
                os.close(ours)
                _try(case, attempt, theirs)
            os.close(theirs)
            working[child] = case, ours
        if not working:
            return
        child, status, usage = os.wait4(next(iter(working)), 0)
        case, ours = working.pop(child)
        with os.fdopen(ours, "rb") as said:
            told = said.read()
        before, fault = pickle.loads(told) if told else (0, f"The process ended with status {status}.")
        yield Cost(case, usage.ru_utime + usage.ru_stime, max(0, UNIT * usage.ru_maxrss - before), fault)


def _try(case, attempt, pipe):
    """In the forked process: what comes of the case, told through the pipe."""
    signal.alarm(LONGEST)
    before = UNIT * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        fault = attempt(case)
    except BaseException as error:
        fault = f"{type(error).__name__}: {error}"
    with os.fdopen(pipe, "wb") as file:
        pickle.dump((before, fault[:2_000]), file)
    os._exit(0)
