"""What several readers want is worked out once: whoever needs the next part of it does that part, for all of them."""

import threading
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class SharedWork(Generic[T]):
    """The parts of `source`, for any number of readers in any threads; none of them is worked out twice.

    An error of the source is told to every reader that comes so far.
    """

    def __init__(self, source: Iterable[T]):
        self._source = iter(source)
        self._parts: list[T] = []
        self._end: BaseException | None = None
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[T]:
        at = 0
        while self._has(at):
            yield self._parts[at]
            at += 1

    def _has(self, at: int) -> bool:
        """Whether there is such a part; it is worked out if it is the next one."""
        with self._lock:
            if at == len(self._parts) and self._end is None:
                try:
                    self._parts.append(next(self._source))
                except Exception as end:
                    self._end = end
            if at < len(self._parts):
                return True
            if not isinstance(self._end, StopIteration):
                raise self._end  # type: ignore[misc]
            return False
