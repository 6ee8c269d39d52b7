"""Pages that several processes answer, with no pause between two clicks of one browser.

    python -m tests.benchmarks.processes [PROCESSES,PROCESSES,…] [SECONDS] [BROWSERS]

Browsers step through digits and read, each with the process that a proxy would keep it with. On two cores that the
browsers share; where the number of answers a second stops growing, the cores are used up.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

from tests.benchmarks.classroom import Figures, Student, free_port, open_all, wait_until_up
from tests.benchmarks.visitor import Visitor

COUNTS, SECONDS, BROWSERS = (1, 2, 4), 15.0, 16


class Hasty(Student):
    """A browser that clicks again as soon as it is answered."""

    async def work(self, end: float) -> None:
        self.visitor = await Visitor().arrive(self.address)
        while time.monotonic() < end:
            await self.chance.choices([self.step, self.read], [5, 3])[0]()
        await self.visitor.leave()


@contextmanager
def served(folder: Path, count: int) -> Iterator[tuple[list[str], psutil.Process]]:
    """So many dashboards of one home: their addresses, and the process that started them."""
    port, quiet = free_port(), subprocess.DEVNULL
    command = [sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--port", str(port)]
    told = os.environ | {"CHAINRULE_HOME": str(folder)}
    process = subprocess.Popen([*command, "--processes", str(count)], env=told, stdout=quiet, stderr=quiet)
    addresses = [f"http://127.0.0.1:{port + k}" for k in range(count)]
    try:
        for address in addresses:
            wait_until_up(address)
        yield addresses, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


async def hurry(addresses: list[str], seconds: float, browsers: int) -> Figures:
    figures, end = Figures(), time.monotonic() + seconds
    each = (Hasty(addresses[k % len(addresses)], figures, k).work(end) for k in range(browsers))
    await asyncio.gather(*each)
    return figures


def measure(count: int, seconds: float, browsers: int) -> None:
    with tempfile.TemporaryDirectory() as name, served(Path(name), count) as (addresses, process):
        for address in addresses:
            asyncio.run(open_all(address))
        figures = asyncio.run(hurry(addresses, seconds, browsers))
        family = [process, *process.children(recursive=True)]
        memory = sum(one.memory_full_info().pss for one in family) / 1e6
    middle, late = (1000 * np.quantile(figures.times, share) for share in (0.5, 0.95))
    print(
        f"{count} processes, {browsers} browsers: {len(figures.times) / seconds:.1f} pages a second, "
        f"p50 {middle:.0f} ms, p95 {late:.0f} ms, memory {memory:.0f} MB in all"
    )
    for fault in sorted(set(figures.faults)):
        print(f"  fault: {fault}")


def main(words: list[str]) -> None:
    counts = [int(word) for word in words[0].split(",")] if words else list(COUNTS)
    seconds = float(words[1]) if len(words) > 1 else SECONDS
    for count in counts:
        measure(count, seconds, int(words[2]) if len(words) > 2 else BROWSERS)


if __name__ == "__main__":
    main(sys.argv[1:])
