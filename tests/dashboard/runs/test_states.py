"""A run is in one state of the table, whatever happens to it, in whatever order, and whoever tries."""

import uuid
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.config import Config
from dashboard.runs.lease import Lease, Lost
from dashboard.runs.leases import Overdue
from dashboard.runs.states import ACTIVE, ENDED, ENGINE, EVENTS, GONE, HOLDER, OWNER, PERSON, RESUMABLE, STATES, after
from dashboard.runs.store import open_store

CONFIG = Config(network="784-10")
HELD = [name for name, event in EVENTS.items() if event.by == HOLDER]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("states")) as store:
        yield store


def happen(store, run, event, token=None):
    """Let whoever may cause an event try it, with a token where it takes one; a new token where it gives one."""
    match event:
        case "delete":
            store.delete(run)
        case "clear":
            store.clear(run)
        case "claim":
            return store.claim(run) or token
        case "expire":
            store.update(run, expires=0.0)
            record = store.connection.execute("SELECT id, token, expires FROM runs WHERE id = ?", (run,)).fetchone()
            if record:
                store.expire(Overdue(*record), "")
        case _:
            store.move(run, event, token=token)
    return token


def state(store, run):
    record = store.record(run)
    return record.status if record else GONE


def test_every_state_can_be_reached_and_left_but_the_end_of_all():
    assert {event.after for event in EVENTS.values()} >= {*STATES, GONE} - {"queued"} | {"queued"}
    for name in STATES:
        assert any(name in event.before for event in EVENTS.values())
    assert {name for name, event in EVENTS.items() if event.after == GONE} == {"delete", "clear"}
    assert [event.by for event in EVENTS.values() if event.after == GONE] == [PERSON, OWNER]
    assert all(event.by in (PERSON, OWNER, ENGINE, HOLDER) and event.follows for event in EVENTS.values())
    assert all(set(event.before) <= set(STATES) for event in EVENTS.values())
    assert EVENTS["resume"].before == RESUMABLE
    assert set(STATES) == {"queued", *ACTIVE, "paused", *ENDED}


@pytest.mark.parametrize("first", EVENTS)
@pytest.mark.parametrize("begins", STATES)
def test_every_pair_of_events_in_every_order(store, begins, first):
    """From each state, what the store does with two events is what the table says of them."""
    for second in EVENTS:
        token = "held" if begins in ACTIVE else None
        run = store.submit(CONFIG, "anna", begins, token=token)
        expected = begins
        for event in (first, second):
            token = happen(store, run, event, token)
            follows = after(expected, event)
            expected = expected if follows is None else follows
            assert state(store, run) == expected, (begins, first, second)
            if expected in ENDED or expected == "queued":
                assert not store.holds(run, token or "")
        store.delete(run)


@pytest.mark.parametrize(("begins", "event"), list(product(ACTIVE, HELD)))
def test_only_the_holder_of_the_lease_changes_a_run_under_way(store, begins, event):
    run = store.submit(CONFIG, "anna", begins, token="held")
    for other in ("late", "", None):
        assert not store.move(run, event, token=other)
    assert state(store, run) == begins
    assert store.move(run, event, token="held") == (begins in EVENTS[event].before)
    store.delete(run)


class OneRun(RuleBasedStateMachine):
    """A run, two engines, every worker that was ever started for it, and a person, all at once.

    Time passes by setting the end of the lease back. A worker may stop for as long as it likes and wake at any time.
    """

    def __init__(self):
        super().__init__()
        self.open = open_store(self.folder / uuid.uuid4().hex)
        self.store = self.open.__enter__()
        for record in self.store.records():  # one in PostgreSQL is the same for all folders
            self.store.delete(record.id)
        self.run = self.store.submit(CONFIG, "anna")
        self.expected, self.holder = "queued", None
        self.tokens = []  # of every lease that was ever given
        self.points = []  # that somebody wrote who held it
        self.seen = {}  # engine → the overdue lease that it saw, maybe long ago

    def teardown(self):
        self.open.__exit__(None, None, None)

    def follow(self, event, happened):
        follows = after(self.expected, event)
        assert happened == (follows is not None), (self.expected, event)
        if happened:
            self.expected = follows
            self.holder = self.holder if follows in ACTIVE else None
            self.points = [] if follows == GONE else self.points

    @rule(event=st.sampled_from(["leave", "resume"]))
    def person(self, event):
        self.follow(event, self.store.move(self.run, event))

    @precondition(lambda self: self.expected == GONE)
    @rule()
    def person_starts_another(self):
        self.run = self.store.submit(CONFIG, "anna")
        self.expected = "queued"

    @rule(sure=st.integers(0, 4))
    def person_deletes(self, sure):
        if sure == 0 and self.expected != GONE:
            self.store.delete(self.run)
            self.follow("delete", True)

    @rule(sure=st.integers(0, 4))
    def owner_clears(self, sure):
        if sure == 0:
            self.follow("clear", self.store.clear(self.run))

    @rule(places=st.sampled_from([0, 1, 2]))
    def engine_claims(self, places):
        token = self.store.claim(self.run, places)
        if places == 0:
            assert token is None
            return
        self.follow("claim", token is not None)
        if token:
            self.tokens.append(token)
            self.holder = token

    @rule()
    def time_passes(self):
        self.store.connection.execute("UPDATE runs SET expires = expires - 100")

    @rule(engine=st.sampled_from("AB"))
    def engine_looks(self, engine):
        self.seen[engine] = next(iter(self.store.overdue()), None)

    @rule(engine=st.sampled_from("AB"))
    def engine_judges(self, engine):
        """It may have been stopped since it looked."""
        if seen := self.seen.get(engine):
            still = seen in self.store.overdue()
            taken = self.store.expire(seen, "")
            assert taken == still
            if taken:
                self.follow("expire", True)

    @precondition(lambda self: self.tokens)
    @rule(data=st.data(), event=st.sampled_from(HELD))
    def somebody_who_was_a_holder_says(self, data, event):
        token = data.draw(st.sampled_from(self.tokens))
        happened = self.store.move(self.run, event, token=token)
        if token == self.holder:
            self.follow(event, happened)
        else:
            assert not happened

    @precondition(lambda self: self.tokens)
    @rule(data=st.data())
    def somebody_who_was_a_holder_writes(self, data):
        lease = Lease(self.store, self.run, data.draw(st.sampled_from(self.tokens)))
        value = float(len(self.points))
        try:
            with lease.writing():
                self.store.append(self.run, len(self.points) + 1, {"loss": [value]})
            self.points.append(value)
            assert lease.token == self.holder
        except Lost:
            assert lease.token != self.holder

    @precondition(lambda self: self.tokens)
    @rule(data=st.data())
    def somebody_who_was_a_holder_renews(self, data):
        token = data.draw(st.sampled_from(self.tokens))
        assert self.store.renew(self.run, token) == (token == self.holder)

    @invariant()
    def the_store_says_what_is_true(self):
        assert state(self.store, self.run) == self.expected
        token, expires = self.store.connection.execute(
            "SELECT token, expires FROM runs WHERE id = ?", (self.run,)
        ).fetchone() or (None, None)
        assert token == self.holder
        assert (token is not None) == (self.expected in ACTIVE) == (expires is not None)
        np.testing.assert_array_equal(self.store.curve(self.run, "loss"), self.points)


def test_whatever_happens_to_a_run_is_in_the_table(tmp_path):
    OneRun.folder = tmp_path
    OneRun.TestCase.settings = settings(
        max_examples=50, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    OneRun.TestCase().runTest()
