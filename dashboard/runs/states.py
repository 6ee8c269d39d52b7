"""What can become of a run: its states, the events that change them, who may cause each, and what follows.

    queued ──claim──▶ starting ──begin──▶ running ──pause──▶ paused
     ▲ ▲ ▲                                 │   │               │
     │ │ └──────────────yield──────────────┘   │               │
     │ └────────────────go on──────────────────┼───────────────┘
     └───resume── stopped, interrupted,        └──▶ finished, stopped, diverged,
                  lost, failed                      interrupted, lost, failed

Whoever trains a run holds it by a lease: a token that nobody else knows, with a time at which it runs out unless it is
renewed. All that a holder writes asks for the token in the same statement, so one who has lost the lease, stopped,
slow or doubled, changes nothing. No event but a person's deletes a run; `clear` is the owner's word, given as a limit.
"""

from dataclasses import dataclass

ACTIVE = ("starting", "running")  # somebody holds a lease, and one of the places
ENDED = ("finished", "stopped", "diverged", "interrupted", "lost", "failed")
RESUMABLE = ("stopped", "interrupted", "lost", "failed")
STATES = ("queued", *ACTIVE, "paused", *ENDED)
GONE = ""  # no state: the run is deleted
TRIES = 3  # times that a run is taken up though no worker got on with it; then a person decides
FORGETTING = ("leave", "resume", "take up")  # events after which nothing is left of what was asked of a worker before

PERSON, OWNER, ENGINE, HOLDER = "person", "owner", "engine", "holder"  # who may cause an event


@dataclass(frozen=True)
class Event:
    """A run in one of the states `before` is in `after` once this has happened, and then `follows` is true."""

    by: str
    before: tuple[str, ...]
    after: str
    follows: str

    @property
    def held(self) -> bool:
        """Whether only the holder of the lease may cause it."""
        return self.by == HOLDER

    @property
    def ends(self) -> bool:
        """Whether nobody holds a lease afterwards."""
        return self.after not in ACTIVE


# The holder is the engine that claimed the run until its worker begins, then the worker; and again that engine, once
# the worker's process has ended: it knows the token, and that nobody uses it any more.
EVENTS = {
    "leave": Event(PERSON, ("queued", "paused"), "stopped", "it is no longer in line, and waits for nobody"),
    "go on": Event(PERSON, ("paused",), "queued", "it is in line, and what was asked of it is done first"),
    "resume": Event(PERSON, RESUMABLE, "queued", "it is in line; what was asked of it before is forgotten"),
    "delete": Event(PERSON, STATES, GONE, "its rows and files are gone; a worker that holds it notices and leaves"),
    "clear": Event(OWNER, ENDED, GONE, "the same, for a run too many that nobody keeps"),
    "take up": Event(ENGINE, ("interrupted", "lost"), "queued", "it is in line, and goes on from its last checkpoint"),
    "claim": Event(ENGINE, ("queued",), "starting", "a new lease; a worker is started with its token"),
    "expire": Event(ENGINE, ACTIVE, "lost", "no lease: it ran out, and nobody has renewed it while the engine looked"),
    "begin": Event(HOLDER, ("starting",), "running", "the worker renews the lease; a second worker cannot begin"),
    "give back": Event(HOLDER, ("starting",), "queued", "no lease; the worker was on its way out when it was named"),
    "pause": Event(HOLDER, ("running",), "paused", "no lease; saved at its last step, its place is the next one's"),
    "yield": Event(HOLDER, ("running",), "queued", "the same, and it is in line again, behind those who waited"),
    "finish": Event(HOLDER, ("running",), "finished", "no lease; it is judged on the test digits"),
    "stop": Event(HOLDER, ("running",), "stopped", "no lease; saved at its last step"),
    "diverge": Event(HOLDER, ("running",), "diverged", "no lease; its last finite moment stays saved"),
    "interrupt": Event(HOLDER, ACTIVE, "interrupted", "no lease; its server or the machine asked the worker to leave"),
    "fail": Event(HOLDER, ACTIVE, "failed", "no lease; the message says why"),
    "die": Event(HOLDER, ACTIVE, "lost", "no lease; the engine that started the worker saw its process end"),
}


def after(state: str, event: str) -> str | None:
    """The state that follows, or None where this cannot happen."""
    return EVENTS[event].after if state in EVENTS[event].before else None
