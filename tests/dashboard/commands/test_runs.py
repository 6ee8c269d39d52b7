"""The person at the machine lists, stops, deletes and keeps everybody's runs."""

import pytest

from core.config import Config
from dashboard.commands.cli import main
from dashboard.runs.store import open_store


@pytest.fixture
def submit():
    def submitted(status="queued", **columns):
        with open_store() as store:
            return store.submit(Config(network="784-10"), "anna", status, **columns)

    return submitted


def record(run):
    with open_store() as store:
        return store.record(run)


def test_there_is_nothing_to_list(capsys):
    assert main(["runs", "list"]) == 0
    assert capsys.readouterr().out == "There are no runs yet.\n"


def test_the_list_has_a_line_for_each_run(submit, capsys):
    first = submit("finished", step=1718, total=1718, test_accuracy=0.9231, kept=1, name="wide")
    second = submit(total=10)
    assert main(["runs", "list"]) == 0
    _, *lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        [second, "queued", "0/10", "784-10"],
        [first, "finished", "1,718/1,718", "92.31%", "yes", "wide"],
    ]


def test_a_name_cannot_command_the_terminal(submit, capsys):
    submit(name="a\x1b]0;owned\x07\nb\u202e")
    main(["runs", "list"])
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 2
    assert all(sign.isprintable() or sign == "\n" for sign in said)


def test_a_run_in_the_queue_leaves_it_and_one_that_trains_is_asked_to(submit, capsys):
    waiting, training, over = submit(), submit("running"), submit("finished")
    assert main(["runs", "stop", waiting, training, over]) == 0
    assert record(waiting).status == "stopped"
    assert record(training).status == "running"
    with open_store() as store:
        assert store.take_requests(training) == [("stop", None)]
        assert store.take_requests(over) == []
    assert f"{over} is not under way: it is finished." in capsys.readouterr().out


def test_a_run_is_deleted_on_a_persons_word(submit, capsys):
    runs = submit(), submit("running"), submit("stopped")
    other = submit("stopped")
    assert main(["runs", "delete", *runs]) == 0
    assert [record(run) for run in runs] == [None] * 3
    assert record(other) is not None
    assert capsys.readouterr().out.count("are deleted.") == 3


def test_a_run_is_kept(submit):
    run = submit("finished")
    assert main(["runs", "keep", run]) == 0
    assert record(run).kept == 1


@pytest.mark.parametrize("word", ["stop", "delete", "keep"])
@pytest.mark.parametrize("wrong", ["*", "../x", "0123456789", "", "a\x1b[2J"])
def test_a_run_that_is_not_there_changes_nothing(word, wrong, submit, capsys):
    run = submit()
    assert main(["runs", word, run, wrong]) == 1
    assert (record(run).status, record(run).kept) == ("queued", 0)
    said = capsys.readouterr().err
    assert "There is no run" in said
    assert "\x1b" not in said


def test_a_store_that_cannot_be_read_is_a_sentence(home, capsys):
    home.joinpath("runs.sqlite").write_bytes(b"no database" * 100)
    assert main(["runs", "list"]) == 1
    assert "damaged" in capsys.readouterr().err
