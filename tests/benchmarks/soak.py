"""What wears a server down: `python -m tests.benchmarks.soak [troubles SECONDS] [sessions NUMBER] [clicks SECONDS]`.

`troubles` are a full disk, a locked store and a dead network in turn, while runs train and pages are clicked: no page
raises or hangs, no run is lost to a lock, every run ends true and can be brought to its end afterwards. The disk is a
small one of memory, for which the right to mount is needed (`unshare --map-root-user --mount` gives it).
`sessions` are opened and closed, `clicks` go on in a few of them: the server's memory stays where it was.
"""

import asyncio
import itertools
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import psutil

from core.config import Config
from dashboard.runs.store import ACTIVE, ENDED, RESUMABLE, Store, open_store
from tests.benchmarks.visitor import Visitor
from tests.browser.conftest import serving

COMMAND = ("-m", "dashboard.commands.cli", "--no-browser", "--port", "PORT")
DISK, SPARED = 400, 20  # megabytes of the small disk, and of it what runs leave to others
PAGES = [
    ("", {}),
    ("step", {"digit": "321", "step": "dW1"}),
    ("step", {"digit": "9", "tell": "look"}),
    ("train", {"network": "784-32-relu-10"}),
    ("runs", {}),
    ("sweep", {}),
    ("lessons", {"lesson": "the-chain-rule"}),
]
RUN = {"network": "784-32-relu-10", "epochs": "12", "batch_size": "50"}  # some twenty seconds
LONG = RUN | {"epochs": "40"}
THINK = 0.5  # seconds between two clicks
RISE = 0.05  # the share by which memory may grow


@contextmanager
def small_disk(folder: Path):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def full(folder: Path):
    """Not a byte is left, and what is freed is taken as well."""
    path = folder / "filling"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1_000_000))
    with path.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    try:
        yield
    finally:
        path.unlink()


@contextmanager
def locked(folder: Path):
    other = sqlite3.connect(folder / "runs.sqlite", timeout=60, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.close()


class DeadNetwork:
    """The proxy that every request would have to go through: it takes a call and says nothing, then hangs up."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.calls = 0

    @property
    def environment(self) -> dict[str, str]:
        address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        return dict.fromkeys(names, address) | {"no_proxy": "127.0.0.1"}

    async def answer(self) -> None:
        self.server.setblocking(False)
        while True:
            caller, _ = await asyncio.get_running_loop().sock_accept(self.server)
            self.calls += 1
            await asyncio.sleep(2)
            caller.close()


class Soak:
    """A server with visitors, and what they were told."""

    def __init__(self, address: str, folder: Path):
        self.address, self.folder = address, folder
        self.told, self.slowest, self.looks = Counter[str](), 0.0, 0
        self.chance = random.Random(0)

    def note(self, answer, where: str) -> None:
        assert not answer.faults, (where, answer.faults)
        self.looks += 1
        self.slowest = max(self.slowest, answer.seconds)
        self.told.update(text[:90] for text in answer.said)

    async def wander(self, until: float) -> None:
        visitor = await Visitor().arrive(self.address)
        while time.monotonic() < until:
            page, query = self.chance.choice(PAGES)
            self.note(await visitor.look(page, query), page)
            await asyncio.sleep(self.chance.expovariate(1 / THINK))
        await visitor.leave()

    async def ask_for_runs(self, until: float, **settings: str) -> None:
        """Click on Train, and look at the run while it trains."""
        visitor = await Visitor().arrive(self.address)
        seed = self.chance.randrange(10_000)
        while time.monotonic() < until:
            seed += 1
            self.note(await visitor.look("train", RUN | settings | {"seed": str(seed)}), "the form")
            answer = await visitor.look("train", RUN | settings | {"seed": str(seed)}, click="Train")
            self.note(answer, "Train")
            assert answer.said or "run=" in answer.query, "a click on Train led to nothing"
            for _ in range(8):
                if "run=" in answer.query and time.monotonic() < until:
                    self.note(await visitor.look("train", {"run": answer.query.partition("run=")[2]}), "a run")
                    await asyncio.sleep(2 * THINK)
        await visitor.leave()

    async def turn(self, seconds: float, trouble=lambda folder: nullcontext(), **settings: str) -> None:
        """The trouble comes while a run trains."""
        with open_store(self.folder, patience=60) as store:
            run = store.submit(Config.from_query(LONG), "soak")
            while store.record(run).step == 0:  # type: ignore[union-attr]
                await asyncio.sleep(0.2)
        with trouble(self.folder):
            until = time.monotonic() + seconds
            await asyncio.gather(self.wander(until), self.wander(until), self.ask_for_runs(until, **settings))


def troubles(seconds: float = 600) -> None:
    """A quarter of the time each: all is well, the disk is full, the store is locked, the network is dead."""
    network = DeadNetwork()
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name)):
        os.environ |= {"CHAINRULE_HOME": name, "CHAINRULE_FREE_MEGABYTES": str(SPARED), **network.environment}
        with open_store(), _server(name) as address:
            asyncio.run(_troubles(Soak(address, Path(name)), network, seconds / 4))


async def _troubles(soak: Soak, network: DeadNetwork, each: float) -> None:
    calls = asyncio.create_task(network.answer())
    await soak.turn(each)
    _tell(soak, "all is well")
    await soak.turn(each, full)
    _tell(soak, "full disk")
    before = _ended(soak)
    await soak.turn(each, locked)
    await asyncio.sleep(15)
    _tell(soak, "locked store")
    new = {run: status for run, status in _ended(soak).items() if run not in before}
    assert not [status for status in new.values() if status in ("lost", "failed")], f"lost to a lock: {new}"
    assert not network.calls, "somebody called the network"
    await soak.turn(each, data="kmnist")
    assert network.calls, "nobody called the network"
    _tell(soak, "dead network")
    await _bring_to_the_end(soak)
    calls.cancel()
    print(f"{soak.looks:,} pages, 0 exceptions, slowest {soak.slowest:.1f} s; {network.calls} calls went nowhere")


def _ended(soak: Soak) -> dict[str, str]:
    with open_store(soak.folder) as store:
        return {record.id: f"{record.status}" for record in store.records(*ENDED)}


def _tell(soak: Soak, turn: str) -> None:
    with open_store(soak.folder) as store:
        found = Counter(f"{record.status}: {record.message[:80]}" for record in store.records())
    print(f"\n{turn}: {soak.looks:,} pages so far, slowest {soak.slowest:.1f} s", flush=True)
    for words, times in [*found.items(), *soak.told.items()]:
        print(f"  {times:5} × {words}", flush=True)
    soak.told.clear()


async def _bring_to_the_end(soak: Soak) -> None:
    """Every run whose images are here can be brought to its end."""
    deadline = time.monotonic() + 900
    with open_store(soak.folder, patience=60) as store:
        while left := _unfinished(store):
            assert time.monotonic() < deadline, f"runs do not come to an end: {left}"
            for run in left:
                if store.record(run).status in RESUMABLE:  # type: ignore[union-attr]
                    store.move(run, "resume")
            await asyncio.sleep(0.5)
        while store.records("queued", *ACTIVE):
            assert time.monotonic() < deadline, "a run does not end"
            await asyncio.sleep(0.5)
        assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for record in store.records("finished"):
            assert len(store.curve(record.id, "loss")) == record.step == record.total, record.id


def _unfinished(store: Store) -> list[str]:
    return [r.id for r in store.records() if r.status not in ("finished", "diverged") and r.settings.data == "mnist"]


def server_memory(address: str) -> float:
    """Megabytes of the process that listens there; what it gave back counts no longer."""
    port = int(address.rpartition(":")[2])
    (pid,) = {c.pid for c in psutil.net_connections("tcp") if c.laddr.port == port and c.status == psutil.CONN_LISTEN}
    return psutil.Process(pid).memory_full_info().uss / 1e6


def _grown(kind: str, seen: list[float]) -> None:
    """Compare the memory after a third, when what is kept for later visitors is full, with that at the end."""
    few = max(1, len(seen) // 10)
    before, after = statistics.median(seen[len(seen) // 3 :][:few]), statistics.median(seen[-few:])
    print(f"  MB at each tenth: {', '.join(f'{one:.0f}' for one in seen[:: max(1, len(seen) // 10)])}")
    print(f"{kind}: {before:.0f} MB after a third, {after:.0f} MB at the end: {after / before - 1:+.1%}", flush=True)
    assert after / before - 1 <= RISE, f"memory grew by {after / before - 1:.1%}"


def sessions(number: float = 500) -> None:
    """Each opens three pages and leaves."""

    async def visit(address: str) -> None:
        seen, pages = [], itertools.cycle(PAGES)
        for k in range(int(number)):
            visitor = await Visitor().arrive(address)
            for page, query in itertools.islice(pages, 3):
                answer = await visitor.look(page, query)
                assert not answer.faults, answer.faults
            await visitor.leave()
            if k % 5 == 4:
                seen.append(server_memory(address))
            if k % 50 == 49:
                print(f"  {k + 1} sessions: {seen[-1]:.0f} MB", flush=True)
        _grown(f"{int(number)} sessions", seen)

    _serve(visit)


def clicks(seconds: float = 3_600) -> None:
    """Four sessions that stay, and go from page to page."""

    async def visit(address: str) -> None:
        soak, seen, end = Soak(address, Path()), [], time.monotonic() + seconds

        async def watch() -> None:
            while time.monotonic() < end:
                await asyncio.sleep(seconds / 100)
                seen.append(server_memory(address))

        await asyncio.gather(watch(), *(soak.wander(end) for _ in range(4)))
        _grown(f"{soak.looks:,} pages in {seconds:.0f} s, slowest {soak.slowest:.1f} s", seen)

    _serve(visit)


@contextmanager
def _server(home: str):
    """A server as a user starts it; in the end its log must hold no traceback."""
    with tempfile.TemporaryDirectory() as log, serving(Path(log), Path(home), *COMMAND) as address:
        yield address


def _serve(visit) -> None:
    with tempfile.TemporaryDirectory() as home, _server(home) as address:
        asyncio.run(visit(address))


KINDS = {"troubles": troubles, "sessions": sessions, "clicks": clicks}


def main(*words: str) -> None:
    """All kinds, or those that are named, each with its length behind it if there is one."""
    chosen = words or tuple(KINDS)
    for word, number in zip(chosen, (*chosen[1:], ""), strict=True):
        if word in KINDS:
            KINDS[word](*([float(number)] if number.isdecimal() else []))


if __name__ == "__main__":
    main(*sys.argv[1:])
