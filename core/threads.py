"""Work that falls into pieces is done sooner by several threads, and a thread without work sleeps.

NumPy lets go of the interpreter while it computes, so threads do compute at the same time. OpenBLAS has threads of its
own, but those wait for work by spinning: two of them cost up to thirty times as much when another program runs.

How work is cut is decided by its size, and each piece writes to a place of its own. So the number of threads, and who
does which piece, change how long it takes and no bit of what comes out. So they may depend on the clock: a caller
that has to wait for a helper longer than it worked itself, because other programs want the cores, works alone for a
while.
"""

import atexit
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextvars import Context, copy_context
from queue import SimpleQueue
from time import perf_counter
from typing import Any

Job = Callable[[], None]
SHORTEST, LONGEST = 32, 2048  # jobs that a caller does alone after it had to wait
_count = 1
_pause, _alone = SHORTEST, 0  # how long the next pause is, and what is left of this one
_jobs: SimpleQueue[tuple[Context, Job] | None] = SimpleQueue()
_helpers: list[threading.Thread] = []


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def most() -> int:
    """How many threads can compute at once: one for each core; one alone where BLAS was given threads of its own."""
    return cores() if os.environ.get("OPENBLAS_NUM_THREADS", "1") == "1" else 1


def use(threads: int) -> None:
    """From now on let so many threads share the work, the caller among them. It starts with one."""
    global _count
    _count = max(1, threads)


def each(do: Callable[[Any], Any], pieces: Iterable[Any]) -> list:
    """[do(piece) for piece in pieces]; the caller takes part, and comes back when all are done.

    Raises what a piece raised. Whoever is free takes the next piece: a helper that wakes up late finds nothing left,
    and nobody waits for it.
    """
    pieces = list(pieces)
    others = min(_count, len(pieces)) - 1
    if others < 1 or _pauses():
        return [do(piece) for piece in pieces]
    left, done = deque(enumerate(pieces)), SimpleQueue[tuple[int, Any, BaseException | None]]()

    def work() -> None:
        while left:
            try:
                k, piece = left.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                done.put((k, do(piece), None))
            except BaseException as error:
                done.put((k, None, error))

    _start(others)
    for _ in _helpers[:others]:
        _jobs.put((copy_context(), work))  # NumPy keeps there what it does about an overflow
    began = perf_counter()
    work()
    worked = perf_counter()
    found = {k: (result, error) for k, result, error in (done.get() for _ in pieces)}
    _note(late=perf_counter() - worked > worked - began)
    for _, error in found.values():
        if error is not None:
            raise error
    return [found[k][0] for k in range(len(pieces))]


def _pauses() -> bool:
    global _alone
    _alone = max(0, _alone - 1)
    return _alone > 0


def _note(late: bool) -> None:
    """Twice as long a pause after each late helper, and a little shorter after each that was in time."""
    global _pause, _alone
    if late:
        _alone = _pause
    _pause = min(2 * _pause, LONGEST) if late else max(_pause - 1, SHORTEST)


def cut(n: int, shares: int, grain: int = 1) -> list[slice]:
    """0 to n in so many slices of one length, or fewer, each a multiple of `grain` but for the last."""
    length = max(1, -(-n // (shares * grain))) * grain
    return [slice(start, min(start + length, n)) for start in range(0, n, length)]


def _start(helpers: int) -> None:
    while len(_helpers) < helpers:
        helper = threading.Thread(target=_help, args=(_jobs,), name="helper", daemon=True)
        try:
            helper.start()
        except RuntimeError:  # a browser, or a system that is short of them: the caller does it all
            return
        _helpers.append(helper)


def _help(jobs) -> None:
    while (job := jobs.get()) is not None:
        context, work = job
        context.run(work)
        del job, context, work  # what it has done lives no longer than it does elsewhere


def _dismiss() -> None:
    for _ in _helpers:
        _jobs.put(None)
    for helper in _helpers:
        helper.join()
    _helpers.clear()


def _forget() -> None:
    """A process that was forked off has none of the threads, and perhaps a queue that one of them had locked."""
    global _jobs, _alone
    _jobs, _alone = SimpleQueue(), 0
    _helpers.clear()


atexit.register(_dismiss)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
