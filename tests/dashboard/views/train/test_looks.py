"""A run that reads training and test digits shows them apart from those held back, and says what they are not for."""

from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import EpochFigures, Look, open_store
from dashboard.views.train.looks import losses


def page(run):
    from dashboard.views.train.looks import looks
    from dashboard.views.train.snapshot import snapshot

    looks(snapshot(run))


def drawn(also_read: str, with_looks: bool = True) -> AppTest:
    with open_store() as store:
        run = store.submit(Config(network="784-10", also_read=also_read), "anna", "finished", step=20, total=20)
        for epoch in (0, 1, 2):
            store.add_epoch(run, EpochFigures(10 * epoch, epoch, 0.5, 0.9))
        for epoch in (1, 2) if with_looks else ():
            store.add_look(run, Look(10 * epoch, epoch, "training", 0.3, 0.99, 0.1))
            store.add_look(run, Look(10 * epoch, epoch, "test", 0.6, 0.88, 0.1))
    app = AppTest.from_function(page, args=(run,)).run()
    assert not app.exception
    return app


def test_all_three_are_told_and_what_they_are_not_for():
    words = " ".join(one.value for one in drawn("all three").markdown).replace("\N{NO-BREAK SPACE}", " ")
    assert "After epoch 2 it reads 99.00 % of the training digits, 88.00 % of the test digits, 90.00 %" in words
    assert "not to choose by" in words


def test_a_run_that_reads_those_held_back_alone_shows_nothing_more():
    assert not drawn("held back", with_looks=False).markdown


def test_each_has_a_line_of_its_own():
    found = {part: [Look(10, 1, part, loss, 0.9, 0.0)] for part, loss in (("training", 0.3), ("test", 0.6))}
    figure = losses(found, dark=True)
    assert [(trace.name, trace.y[0]) for trace in figure.data] == [("training digits", 0.3), ("test digits", 0.6)]
    assert len({trace.line.dash for trace in figure.data}) == 2
