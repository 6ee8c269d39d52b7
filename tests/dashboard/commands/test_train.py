"""A training in the terminal is the dashboard's, and says how good it is."""

from core.storage import load_run
from dashboard.commands.cli import main

SMALL = ["--network", "784-16-relu-10", "--examples", "2000", "--epochs", "2", "--batch-size", "50"]


def test_a_training_is_saved_with_its_settings(saved):
    run = load_run(saved)
    assert (run.config.network, run.config.examples, run.config.scaling) == ("784-16-relu-10", 2000, "z-score")
    assert run.step == 80


def test_a_run_that_diverges_says_why(capsys):
    assert (
        main(
            [
                "train",
                *SMALL,
                "--learning-rate",
                "100",
                "--optimizer",
                "sgd",
                "--schedule",
                "constant",
                "--loss",
                "quadratic",
            ]
        )
        == 1
    )
    assert "A learning rate that is too large is the usual cause." in capsys.readouterr().out


def test_without_digits_held_back_nothing_is_said_of_them(capsys):
    assert main(["train", *SMALL, "--epochs", "1", "--validation", "0"]) == 0
    said = capsys.readouterr()
    assert "held back" not in said.out + said.err
