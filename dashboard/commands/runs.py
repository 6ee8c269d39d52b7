"""`chainrule runs` lists, stops, deletes and keeps the runs of everybody, for the person at the machine."""

import argparse
from collections.abc import Callable

from dashboard.runs.faults import StoreError
from dashboard.runs.states import ACTIVE
from dashboard.runs.store import Record, Store, open_store


def runs(chosen: argparse.Namespace) -> int:
    """Do what was asked to each of the runs, and say so."""
    try:
        with open_store() as store:
            if chosen.what == "list":
                show(store.records())
                return 0
            for run in [found(store, run) for run in chosen.run]:  # all are there, or nothing is done
                print(WORDS[chosen.what](store, run))
    except StoreError as error:
        raise ValueError(str(error)) from None
    return 0


def show(records: list[Record]) -> None:
    """A line for each run, the newest first."""
    if not records:
        print("There are no runs yet.")
        return
    print(f"{'run':10}  {'status':11}  {'step':>15}  {'accuracy':>8}  {'kept':4}  name")
    for record in records:
        steps = f"{record.step:,}/{record.total:,}"
        accuracy = "" if record.test_accuracy is None else f"{record.test_accuracy:.2%}"
        kept = "yes" if record.kept else ""
        name = plain(record.name or network(record))
        print(f"{record.id:10}  {record.status:11}  {steps:>15}  {accuracy:>8}  {kept:4}  {name}".rstrip())


def network(record: Record) -> str:
    try:
        return record.settings.network
    except StoreError:
        return ""


def plain(text: str) -> str:
    """A name that somebody typed, without the signs that would command the terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def found(store: Store, run: str) -> Record:
    """The run of this id. Raises ValueError."""
    record = store.record(run)
    if record is None:
        raise ValueError(f"There is no run “{plain(run)}”. chainrule runs list shows those that there are.")
    return record


def stop(store: Store, run: Record) -> str:
    """Take a run out of the queue, or ask its worker to save it and leave."""
    if store.move(run.id, "leave"):
        return f"{run.id} has left the queue."
    now = found(store, run.id)
    if now.status not in ACTIVE:
        return f"{run.id} is not under way: it is {now.status}."
    store.ask(run.id, "stop")
    return f"{run.id} is asked to stop; it is saved first."


def delete(store: Store, run: Record) -> str:
    """Delete a run for good; a worker that trains it notices and leaves."""
    store.delete(run.id)
    return f"{run.id}, its curves and its checkpoints are deleted."


def keep(store: Store, run: Record) -> str:
    """Keep a run, however many there are."""
    store.update(run.id, kept=1)
    return f"{run.id} is kept, however many runs there are."


WORDS: dict[str, Callable[[Store, Record], str]] = {"stop": stop, "delete": delete, "keep": keep}
HELP = {
    "stop": "save runs and stop them, or take them out of the queue",
    "delete": "delete runs with their curves and checkpoints",
    "keep": "keep runs, however many there are",
}


def add(commands) -> None:
    parser = commands.add_parser("runs", help="list, stop, delete or keep the runs of the dashboard")
    words = parser.add_subparsers(title="commands", metavar="", dest="what", required=True)
    words.add_parser("list", help="list all runs, the newest first")
    for word, meaning in HELP.items():
        words.add_parser(word, help=meaning).add_argument("run", nargs="+", metavar="RUN", help="the id of a run")
    parser.set_defaults(do=runs)
