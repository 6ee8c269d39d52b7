"""Six hosts on this machine, as root: each a network namespace, with a cable that can be pulled out.

    python -m tests.benchmarks.hosts [RUNS] [EVENTS]

One has PostgreSQL, one the scheduler of Dask, two its workers, two dashboards. While short runs are trained, workers
and whole hosts are killed, cables pulled out, PostgreSQL and dashboards restarted. Promised: every status is true,
every change of one is in the table of states, a run goes back to its last checkpoint and no farther, each is finished
once, and θ and every loss are those of a run that nobody disturbed, bit for bit.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a worker: two threads add up in another order

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil

from core.config import Config
from core.datasets import load
from core.storage import load_run
from core.training import Run, Step, train
from dashboard.runs.comparison import parting
from dashboard.runs.states import EVENTS
from dashboard.runs.store import ACTIVE, open_store

CONFIG = Config(network="784-32-relu-10", batch_size=50, epochs=4)
HOSTS = {"base": 1, "scheduler": 2, "worker1": 3, "worker2": 4, "dashboard1": 5, "dashboard2": 6}
WORKERS = ("worker1", "worker2")
NET, HERE, PORT = "10.77.0", 254, 8786
STORE = f"postgresql://chainrule@{NET}.{HOSTS['base']}/postgres"
NOTICED = 90.0  # seconds in which every status must be true again, on a machine shared with others
PULLED = (3.0, 12.0, 25.0)  # seconds: too short to be noticed, about as long as a lease, longer than one
AUDIT = """
CREATE TABLE changes (at DOUBLE PRECISION, run TEXT, before TEXT, after TEXT, pid BIGINT);
CREATE TABLE back (run TEXT, before BIGINT, after BIGINT, kept BIGINT);
CREATE FUNCTION change() RETURNS trigger AS $$ BEGIN
    IF OLD.status <> NEW.status THEN
        INSERT INTO changes VALUES (extract(epoch FROM clock_timestamp()), NEW.id, OLD.status, NEW.status, OLD.pid);
    END IF;
    IF NEW.step < OLD.step THEN
        INSERT INTO back SELECT NEW.id, OLD.step, NEW.step, coalesce(max(step), 0) FROM files WHERE run = NEW.id;
    END IF;
    RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit AFTER UPDATE ON runs FOR EACH ROW EXECUTE FUNCTION change();
"""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


class Hosts:
    """The hosts, and what runs on each."""

    def __init__(self, folder: Path):
        self.folder, self.mark = folder, f"c{os.getpid() % 10_000}"
        folder.chmod(0o755)
        self.program = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.processes: dict[str, subprocess.Popen] = {}

    def __enter__(self):
        ip("link", "add", self.mark, "type", "bridge")
        ip("addr", "add", f"{NET}.{HERE}/24", "dev", self.mark)
        ip("link", "set", self.mark, "up")
        for name, number in HOSTS.items():
            space, cable = self.space(name), self.cable(name)
            ip("netns", "add", space)
            ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space)
            ip("link", "set", cable, "master", self.mark, "up")
            ip("-n", space, "addr", "add", f"{NET}.{number}/24", "dev", "eth0")
            ip("-n", space, "link", "set", "eth0", "up")
            ip("-n", space, "link", "set", "lo", "up")
        self.make_base()
        for name in HOSTS:
            self.start(name)
        return self

    def __exit__(self, *given) -> None:
        for name in HOSTS:
            with suppress(subprocess.CalledProcessError):
                self.kill(name)
                ip("netns", "del", self.space(name))
        with suppress(subprocess.CalledProcessError):
            ip("link", "del", self.mark)

    def space(self, name: str) -> str:
        return f"{self.mark}-{name}"

    def cable(self, name: str) -> str:
        return f"{self.mark}-{HOSTS[name]}"

    def plug(self, name: str, state: str) -> None:
        ip("link", "set", self.cable(name), state)

    def base(self, *words: str) -> None:
        """A program of PostgreSQL on its host; it refuses to run as root."""
        as_postgres = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        inside = ["ip", "netns", "exec", self.space("base"), *as_postgres]
        program, *words = [*words]
        subprocess.run([*inside, str(self.program / program), *words], check=True, stdout=subprocess.DEVNULL)

    def make_base(self) -> None:
        (place := self.folder / "base").mkdir()
        shutil.chown(place, "postgres", "postgres")
        self.base("initdb", "-D", str(place / "data"), "-A", "trust", "-U", "chainrule")
        with open(place / "data/pg_hba.conf", "a") as rules:
            rules.write(f"host all all {NET}.0/24 trust\n")

    def restart_base(self, how: str) -> None:
        self.base("pg_ctl", "-D", str(self.folder / "base/data"), "-m", how, "-w", "stop")
        self.start("base")

    def start(self, name: str) -> None:
        own = f"{NET}.{HOSTS[name]}"
        if name == "base":
            log, place = str(self.folder / "base/log"), str(self.folder / "base/data")
            self.base("pg_ctl", "-D", place, "-l", log, "-w", "-o", f"-h {own} -k ''", "start")
            return
        dask = [sys.executable, "-m", "dask"]
        command = {
            "s": [*dask, "scheduler", "--host", own, "--port", str(PORT), "--no-dashboard"],
            "w": [*dask, "worker", f"tcp://{NET}.{HOSTS['scheduler']}:{PORT}", "--host", own, "--nthreads", "1",
                  "--no-dashboard", "--local-directory", str(self.folder / name)],
            "d": [sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--host", own, "--open",
                  "--engine", f"dask://{NET}.{HOSTS['scheduler']}:{PORT}", "--store", STORE],
        }[name[0]]  # fmt: skip
        known = {key: text for key, text in os.environ.items() if not key.startswith("CHAINRULE_")}
        known |= {"CHAINRULE_HOME": str(self.folder / name / "home"), "DASK_LOGGING__DISTRIBUTED": "critical"}
        with open(self.folder / f"{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen(
                ["ip", "netns", "exec", self.space(name), *command],
                env=known, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def pids(self, name: str) -> list[int]:
        told = subprocess.run(["ip", "netns", "pids", self.space(name)], capture_output=True, text=True, check=True)
        return [int(pid) for pid in told.stdout.split()]

    def kill(self, name: str) -> None:
        """End all that runs on a host, at once and unasked."""
        while pids := self.pids(name):
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, 9)
            time.sleep(0.05)
        if name in self.processes:
            self.processes.pop(name).wait()

    def keep_up(self) -> None:
        """Start again what ended, as a system does with its services."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.start(name)


class Test:
    """Runs that are trained on these hosts, and what happens to them."""

    def __init__(self, hosts: Hosts, runs: int, chance: random.Random):
        self.hosts, self.chance = hosts, chance
        self.noticed: list[float] = []
        self.connections = 0  # at most, of all dashboards and workers and this test
        with open_store(patience=60) as store:
            for statement in AUDIT.split(";\nCREATE T"):
                store.connection.connection.execute(statement if statement.startswith("\n") else f"CREATE T{statement}")
            self.runs = [store.submit(CONFIG, f"class {k % 30}") for k in range(runs)]

    def ask(self, query: str) -> list[tuple]:
        with open_store(patience=60) as store:
            return store.connection.execute(query).fetchall()

    def disturb(self) -> str:
        chance, hosts = self.chance, self.hosts
        events = ["worker", "dask worker", "host", "cable", "restart", "crash", "dashboard", "scheduler's cable"]
        match event := chance.choices(events, [4, 3, 5, 4, 2, 1, 2, 1])[0]:
            case "worker":
                pids = [pid for (pid,) in self.ask("SELECT pid FROM runs WHERE status = 'running' AND pid IS NOT NULL")]
                for pid in pids[:1]:
                    with suppress(ProcessLookupError):
                        os.kill(pid, 9)
            case "dask worker":
                name = chance.choice(WORKERS)
                own = [psutil.Process(pid) for pid in hosts.pids(name)]
                for process in own:
                    with suppress(psutil.Error):
                        if "spawn_main" in " ".join(process.cmdline()):
                            process.kill()
            case "host":
                event = f"{event}: {self.lose(chance.choice(WORKERS))}"
            case "cable" | "scheduler's cable":
                name = "scheduler" if event[0] == "s" else chance.choice([*WORKERS, "dashboard1", "dashboard2"])
                seconds = chance.choice(PULLED)
                hosts.plug(name, "down")
                time.sleep(seconds)
                hosts.plug(name, "up")
                event = f"cable of {name}, {seconds:g} s"
            case "restart":
                hosts.restart_base("fast")
            case "crash":
                hosts.restart_base("immediate")
            case "dashboard":
                hosts.kill(name := chance.choice(["dashboard1", "dashboard2"]))
                hosts.start(name)
        return event

    def lose(self, name: str) -> str:
        """Lose a worker's host without a word, and wait until its run is taken from it; how long that took."""
        here = self.hosts.pids(name)
        held = dict(self.ask("SELECT pid, id FROM runs WHERE status = 'running' AND pid IS NOT NULL"))
        lost = [(pid, run) for pid, run in held.items() if pid in here]
        self.hosts.plug(name, "down")
        self.hosts.kill(name)
        died = time.time()  # all hosts are this machine: they have one clock
        words = "it trained nothing"
        for pid, run in lost:
            query = f"SELECT min(at) FROM changes WHERE run = '{run}' AND pid = {pid} AND before = 'running'"
            deadline = time.monotonic() + NOTICED
            while not (at := self.ask(query)[0][0]):
                assert time.monotonic() < deadline, f"nobody noticed that the host of run {run} is gone"
                time.sleep(0.2)
            self.noticed.append(at - died)
            words = f"noticed after {at - died:.1f} s"
        self.hosts.plug(name, "up")
        self.hosts.start(name)
        return words

    def check(self) -> None:
        """Every status is true, and soon: who is said to train does."""
        many = self.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'chainrule'")[0][0]
        self.connections = max(self.connections, many)
        deadline = time.monotonic() + NOTICED
        while untrue := self.untrue():
            assert time.monotonic() < deadline, untrue
            self.hosts.keep_up()
            time.sleep(0.5)

    def untrue(self) -> str:
        for run, pid in self.ask("SELECT id, pid FROM runs WHERE status = 'running' AND pid IS NOT NULL"):
            if not psutil.pid_exists(pid):
                return f"run {run} is running, but its process is gone"
        found = dict(self.ask("SELECT status, count(*) FROM runs GROUP BY status"))
        waiting, active = "queued" in found, {*ACTIVE} & {*found}
        return "runs are in line and nothing trains" if waiting and not active else ""

    def finish(self) -> None:
        left, deadline = len(self.runs), time.monotonic() + 60
        while left:
            now = self.ask("SELECT count(*) FROM runs WHERE status <> 'finished'")[0][0]
            deadline = time.monotonic() + NOTICED if now < left else deadline
            assert time.monotonic() < deadline, self.ask("SELECT id, status, message FROM runs WHERE step < total")
            left = now
            self.hosts.keep_up()
            time.sleep(0.5)

    def judge(self) -> None:
        allowed = {(state, event.after) for event in EVENTS.values() for state in event.before}
        changes = self.ask("SELECT run, before, after FROM changes ORDER BY at")
        assert {(before, after) for _, before, after in changes} <= allowed
        finished = Counter(run for run, _, after in changes if after == "finished")
        assert finished == dict.fromkeys(self.runs, 1), "a run was finished twice, or never"
        for run, before, after, kept in self.ask("SELECT run, before, after, kept FROM back"):
            assert after == kept, f"run {run} went from step {before} back to {after}, and was saved at {kept}"
        expected, digits = Run.start(CONFIG), load(CONFIG)
        losses = [event.loss for event in train(expected, digits) if isinstance(event, Step)]
        with open_store(patience=60) as store:
            for run in self.runs:
                found = store.curve(run, "loss")
                assert len(found) == len(losses)
                assert parting(found, losses) is None, f"run {run} is not that of an undisturbed one"
                final = load_run(store.checkpoints(run)[store.record(run).step])
                assert np.array_equal(final.theta, expected.theta)
            assert not store.records(*ACTIVE)
        lost = Counter(after for _, before, after in changes if before in ACTIVE and after not in (*ACTIVE, "finished"))
        moved = defaultdict(int)
        for run, before, after in changes:
            moved[run] += before == "starting" and after == "running"
        again = sum(n > 1 for n in moved.values())
        print(f"Ways out of training before the end: {dict(lost)}; {again} runs were begun more than once.")


def main(runs: int = 200, events: int = 20, seed: int = 0) -> None:
    chance, began = random.Random(seed), time.monotonic()
    os.environ["CHAINRULE_STORE"] = STORE
    with tempfile.TemporaryDirectory() as name:
        os.environ["CHAINRULE_HOME"] = f"{name}/here"
        with Hosts(Path(name)) as hosts:
            test = Test(hosts, runs, chance)
            while not test.ask("SELECT 1 FROM runs WHERE step > 0"):
                time.sleep(0.5)
            for k in range(events):
                time.sleep(chance.uniform(1, 6))
                done = test.disturb()
                test.check()
                counts = dict(test.ask("SELECT status, count(*) FROM runs GROUP BY status"))
                print(f"{time.monotonic() - began:5.0f} s, {k + 1:2}: {done:32} {counts}", flush=True)
            test.finish()
            test.judge()
    seconds, took = ", ".join(f"{one:.1f}" for one in sorted(test.noticed)), time.monotonic() - began
    print(f"{events} events on {runs} runs in {took:.0f} s, {test.connections} connections at most.")
    print(f"A dead host was noticed after {seconds or '–'} s.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
