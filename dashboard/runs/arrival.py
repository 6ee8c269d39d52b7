"""What a worker says and hears while images are downloaded, before there is anything to train on."""

import time
from math import inf
from typing import Any

from dashboard.runs.notice import Leave

TOLD = 0.1  # seconds


class Arrival:
    """Says on the run's page how much of a file has been downloaded, and ends the download when that is asked."""

    def __init__(self, worker: Any):
        self.worker, self.total, self.here, self.told = worker, 0, 0, -inf

    def reset(self) -> None:
        self.here = 0

    def update(self, n: int) -> None:
        self.here += n
        if time.monotonic() - self.told < TOLD:
            return
        self.told, worker = time.monotonic(), self.worker
        worker.notice.check("images were downloaded")
        worker.heard += (asked := worker.requests())  # the rest is done once there are images
        if any(word == "stop" for word, _ in asked):
            raise Leave("stop", "The download was stopped.")
        arrived = f"{min(self.here, self.total) / 1e6:.1f} of {self.total / 1e6:.1f} MB"
        with worker.lease.writing():
            worker.store.update(worker.id, message=f"Downloading a file: {arrived}.", heartbeat=time.time())

    def close(self) -> None:
        self.told = -inf
