"""A process that is stopped in the middle of a write keeps all others from writing until it goes on.

Where it is a worker of this server, the server wakes it, and ends it if it does not wake: what it wrote is undone, and
its run goes on from its last checkpoint. Anybody else's process is only named: whoever stopped it had a reason.
"""

import os
import signal
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from dashboard.runs.faults import busy
from dashboard.runs.who_writes import who_writes

LOOK = 1.0  # seconds between two looks: who waits for the store does so for five
WAKE, END = 0.5, 4.0  # seconds after which it is woken, and ended


class Stuck:
    """Whom this server found stopped in the middle of a write, and since when."""

    def __init__(self) -> None:
        self.pid, self.since, self.done = 0, 0.0, 0.0

    def look(self, folder: Path, own: Collection[int], now: float) -> None:
        """Wake or end the writer of the store in `folder` where it is one of our `own`; name it where it is not.
        `now` is in seconds."""
        writer = who_writes(folder)
        if writer is None or not writer.stopped:
            self.pid = 0
            return
        if writer.pid != self.pid:
            self.pid, self.since, self.done = writer.pid, now, 0.0
        if writer.pid not in own:
            if not self.done:
                self.done = END
                print(busy(writer), file=sys.stderr)
            return
        for after, sign in ((WAKE, signal.SIGCONT), (END, signal.SIGKILL)):
            if self.done < after <= now - self.since:
                self.done = after
                with suppress(ProcessLookupError):
                    os.kill(writer.pid, sign)
