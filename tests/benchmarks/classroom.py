"""A class at once: students who train, step through digits and read, at one click in five seconds each.

    python -m tests.benchmarks.classroom [STUDENTS,STUDENTS,…] [SECONDS]

Speaks Streamlit's own protocol over websockets, and asks for news of its runs as a browser does, on this machine only.
Two long runs train all the while, so that those of the students share the places. For each size of class it prints how
long a click takes, how long a run waits for its first step, and what the server spends: processor, memory, disk, bytes.
Alone on the machine it takes as many minutes as there are sizes, more or less; the target is that of 60 students.
"""

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import psutil

from core.config import Config
from dashboard.runs.states import ENDED
from dashboard.runs.store import open_store
from tests.benchmarks.visitor import Visitor

SETTLED = 0.2  # of the time: from then on memory need not grow
THINK = 5.0  # seconds between two clicks of one student, on average
SIZES, SECONDS = (3, 30, 60), 60.0
PACES = {"running": 0.5, "starting": 0.25, "queued": 1.0}  # seconds between two questions, as the page's own
SHORT = {"network": "784-32-relu-10", "epochs": "1", "batch_size": "500"}
LONG = Config(epochs=500)
LESSONS = [str(number) for number in range(1, 19)]
STEPS = ["z1", "a1", "z2", "p", "L", "dz2", "dW2", "da1", "dz1", "dW1"]


@dataclass
class Figures:
    """What a class measured, all in seconds and bytes."""

    clicks: dict[str, list[float]] = field(default_factory=dict)  # by what was clicked
    waits: list[float] = field(default_factory=list)  # from Train to the first step
    polls: int = 0
    received: int = 0
    faults: list[str] = field(default_factory=list)

    def note(self, what: str, seconds: float) -> None:
        self.clicks.setdefault(what, []).append(seconds)

    @property
    def times(self) -> list[float]:
        return [seconds for each in self.clicks.values() for seconds in each]


class Student:
    """One browser: what it does next is chance, from a seed of its own."""

    def __init__(self, address: str, figures: Figures, seed: int):
        self.address, self.figures, self.chance = address, figures, random.Random(seed)
        self.watching: asyncio.Task | None = None

    async def work(self, end: float) -> None:
        """Click until the lesson is over."""
        self.visitor = await Visitor().arrive(self.address)
        try:
            await asyncio.sleep(self.chance.random() * THINK)
            while time.monotonic() < end:
                act = self.chance.choices([self.step, self.read, self.train], [5, 3, 2])[0]
                await act()
                await asyncio.sleep(self.chance.expovariate(1 / THINK))
        finally:
            if self.watching:
                self.watching.cancel()
            self.figures.received += self.visitor.received
            await self.visitor.leave()

    async def click(self, what: str, page: str, query: dict[str, str], button: str = "") -> str:
        """The address that the page has after it."""
        answer = await self.visitor.look(page, query, button)
        self.figures.note(what, answer.seconds)
        self.figures.faults += answer.faults
        return answer.query

    async def step(self) -> None:
        digit, step = str(self.chance.randrange(500)), self.chance.choice(STEPS)
        await self.click("step", "step", {"digit": digit, "step": step})

    async def read(self) -> None:
        await self.click("read", "lessons", {"lesson": self.chance.choice(LESSONS)})

    async def train(self) -> None:
        """Open the form, press Train, and look on while the next clicks are made elsewhere."""
        settings = SHORT | {"seed": str(self.chance.randrange(1000))}
        await self.click("form", "train", settings)
        pressed = time.monotonic()
        query = await self.click("train", "train", settings, "Train")
        run = parse_qs(query).get("run", [""])[0]
        if not run:
            self.figures.faults.append(f"Train led to “{query}”")
            return
        if self.watching:
            self.watching.cancel()
        self.watching = asyncio.create_task(self.watch(run, pressed))

    async def watch(self, run: str, pressed: float) -> None:
        """Ask for news of a run as its page does, until it has ended."""
        since = epochs = 0
        waited = False
        while True:
            news = await self.ask(f"/live/run/{run}?since={since}&epochs={epochs}")
            if not waited and (news.get("step") or news.get("mark", "").split(" ")[0] in ENDED):
                waited = True
                self.figures.waits.append(time.monotonic() - pressed)
            if news.get("status") not in PACES:
                return
            since, epochs = news.get("taken", 0), epochs + len(news.get("epochs", ()))
            await asyncio.sleep(PACES[news["status"]])

    async def ask(self, path: str) -> dict:
        host, _, port = self.address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        self.figures.polls += 1
        self.figures.received += len(answer)
        return json.loads(answer.partition(b"\r\n\r\n")[2])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(address: str) -> None:
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A server of its own home: its address, and its process."""
    port = free_port()
    command = [sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=os.environ | {"CHAINRULE_HOME": str(folder)}, stdout=quiet, stderr=quiet)
    try:
        wait_until_up(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


async def open_all(address: str) -> None:
    """Look at every page once: what the first visitor of a server waits for is no class's business."""
    pages = [("train", SHORT), *(("lessons", {"lesson": lesson}) for lesson in LESSONS)]
    pages += [("step", {"digit": "1", "step": step}) for step in STEPS]
    visitor = await Visitor().arrive(address)
    for page, query in pages:
        await visitor.look(page, query)
    await visitor.leave()


async def lesson(address: str, students: int, seconds: float, server: psutil.Process) -> tuple[Figures, int]:
    """What `students` measure who work for `seconds`, and the bytes of the server when all have worked a while."""
    figures = Figures()
    end = time.monotonic() + seconds

    async def settled() -> int:
        await asyncio.sleep(SETTLED * seconds)
        return server.memory_info().rss

    lessons = (Student(address, figures, seed).work(end) for seed in range(students))
    memory, *_ = await asyncio.gather(settled(), *lessons)
    return figures, memory


def spent(process: psutil.Process) -> float:
    """Seconds of the processor that the server itself has used; its workers are other processes."""
    times = process.cpu_times()
    return times.user + times.system


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(students: int, seconds: float) -> None:
    """One class, and what it measured in a few lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with served(folder) as (address, process):
            with open_store(folder) as store:
                for k in range(2):
                    store.submit(LONG, f"long {k}", total=430_000)
                while not store.records("running"):
                    time.sleep(0.1)
            asyncio.run(open_all(address))
            before, memory = spent(process), process.memory_info().rss
            figures, settled = asyncio.run(lesson(address, students, seconds, process))
            used, now = spent(process) - before, process.memory_info().rss
            grown = settled / memory - 1, now / settled - 1
            disk = size_of(folder)
    report(students, seconds, figures, used, grown, disk)


def report(students: int, seconds: float, figures: Figures, used: float, grown: tuple[float, float], disk: int) -> None:
    print(f"{students} students, {seconds:.0f} s: {len(figures.times)} clicks, {figures.polls} questions for news")
    for what, times in [("all", figures.times), *sorted(figures.clicks.items())]:
        middle, late = (1000 * np.quantile(times, share) for share in (0.5, 0.95))
        print(f"  {what:6} p50 {middle:5.0f} ms   p95 {late:5.0f} ms   max {1000 * max(times):5.0f} ms")
    if figures.waits:
        middle, late = (np.quantile(figures.waits, share) for share in (0.5, 0.95))
        print(f"  first step after Train: p50 {middle:.2f} s, p95 {late:.2f} s, max {max(figures.waits):.2f} s")
    each = 1000 * used / max(1, len(figures.times))
    print(f"  server: {used / seconds:.0%} of a core, {each:.1f} ms a click")
    print(f"  memory {grown[0]:+.0%} as they came, {grown[1]:+.0%} since")
    print(f"  disk {disk / 1e6:.0f} MB, sent {figures.received / 1e6:.1f} MB")
    for fault in sorted(set(figures.faults)):
        print(f"  fault: {fault}")


def main(words: list[str]) -> None:
    sizes = [int(size) for size in words[0].split(",")] if words else list(SIZES)
    for size in sizes:
        with suppress(KeyboardInterrupt):
            measure(size, float(words[1]) if len(words) > 1 else SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
