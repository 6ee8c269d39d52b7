"""The sentence on a run praises nothing that was not learned."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.runs.store import EpochFigures, open_store
from dashboard.shared.folder import data_folder, home
from dashboard.shared.numbers import percent


def page(run):
    from dashboard.views.train.snapshot import snapshot
    from dashboard.views.train.status import status

    status(snapshot(run))


def headline(accuracy, losses, **settings):
    """The page with the sentence on a run that finished so."""
    with open_store() as store:
        run = store.submit(Config(network="784-10", **settings), "anna", "finished", step=len(losses) or 430, total=430)
        store.update(run, test_accuracy=accuracy)
        store.append(run, 1, dict.fromkeys(("loss", "accuracy", "seconds"), losses))
    drawn = AppTest.from_function(page, args=(run,)).run()
    assert not drawn.exception
    return drawn


def test_a_network_that_reads_digits_is_praised():
    drawn = headline(0.9811, [2.4, 0.1])
    assert "It reads **98.11\N{NO-BREAK SPACE}%**" in drawn.success[0].value


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        (
            [2.4, 1e7, 2.31, 2.31, 2.31, 2.31, 2.31],
            "rose from 2.4000 to 1.0×10⁷ on the way: the learning rate, here 5, is too large",
        ),
        ([2.31, 2.30, 2.30], "hardly moved: it needs more steps, or another learning rate"),
    ],
)
def test_a_network_that_guesses_is_said_to_guess_and_why(losses, words):
    drawn = headline(0.1135, losses, learning_rate=5.0)
    assert not drawn.success
    assert "a network that guesses reads about 10\N{NO-BREAK SPACE}%" in drawn.warning[0].value
    assert words in drawn.warning[0].value


def test_an_imported_run_that_was_trained_to_its_end_tells_no_training_time():
    words = headline(0.9811, []).success[0].value
    assert words.startswith("Imported, trained to its end.")
    assert "of training." not in words


def test_what_a_worker_said_names_no_folder_of_the_server():
    said = f"Put its files into {data_folder()}/kmnist and try again. The folder {home()} cannot be written."
    with open_store() as store:
        run = store.submit(Config(network="784-10"), "anna", "failed", message=said)
    (failed,) = AppTest.from_function(page, args=(run,), default_timeout=60).run().error
    assert "kmnist in the data folder of this server" in failed.value
    assert str(home()) not in failed.value.replace("\\", "")


@pytest.mark.parametrize(("accuracy", "guesses"), [(0.9731, False), (0.0994, True)])
def test_weights_from_elsewhere_were_judged_and_say_so(accuracy, guesses):
    with open_store() as store:
        run = store.submit(Config(network="784-10"), "anna", "stopped", total=430)
        store.update(run, test_accuracy=accuracy)
        path = store.checkpoint_path(run, 0)
        path.parent.mkdir()
        save_run(path, Run.start(Config(network="784-10")))
    drawn = AppTest.from_function(page, args=(run,)).run()
    words = drawn.info[0].value
    assert words.startswith(f"Imported, trained elsewhere. It reads **{percent(accuracy)}** of the 10,000 test digits.")
    assert ("A network that guesses reads as many." in words) == guesses


def test_a_run_that_stopped_before_its_first_step_was_not_imported():
    with open_store() as store:
        run = store.submit(Config(network="784-10"), "anna", "stopped", total=430)
        store.add_epoch(run, EpochFigures(0, 0, 2.3, 0.1))
        path = store.checkpoint_path(run, 0)
        path.parent.mkdir()
        save_run(path, Run.start(Config(network="784-10")))
    assert "Stopped after step 0 of 430." in AppTest.from_function(page, args=(run,)).run().warning[0].value
