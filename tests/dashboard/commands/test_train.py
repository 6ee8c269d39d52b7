"""A training in the terminal is the dashboard's, and says how good it is."""

import numpy as np
import pytest

from core import threads
from core.datasets import read_own
from core.datasets.collection import Collection, Named
from core.storage import load_run
from dashboard.commands.cli import main
from dashboard.data.shipped import unseen_digits

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


@pytest.fixture
def ours(tmp_path):
    """Forty digits of a class."""
    digits = unseen_digits()
    np.savez(tmp_path / "ours.npz", images=digits.images[:40], labels=digits.labels[:40])
    return tmp_path / "ours.npz"


def test_a_network_learns_from_images_of_ones_own(ours, tmp_path, capsys):
    alone = ["--epochs", "30", "--batch-size", "10", "--images", str(ours), "--save", str(tmp_path / "run.npz")]
    assert main(["train", *SMALL, *alone]) == 0
    assert "It learns from ours (40 images, SHA-256 " in capsys.readouterr().out
    run = load_run(tmp_path / "run.npz")
    assert (run.step, run.config.own_place) == (30 * 4, "alone")
    own = Collection.of(read_own(ours).split("ours"))
    assert Named.read(run.config.own) == (40, own.sha256, "ours")
    assert main(["evaluate", str(tmp_path / "run.npz"), "--images", str(ours)]) == 0
    said = capsys.readouterr().out
    assert "100.00% of 40 images are read correctly" in said
    assert said.startswith("This run learns from ours (40 images, SHA-256 ")


def test_it_learns_from_them_beside_the_digits(ours, tmp_path, capsys):
    both = ["--epochs", "1", "--images", str(ours), "--beside", "--save", str(tmp_path / "run.npz")]
    assert main(["train", *SMALL, *both]) == 0
    assert "beside MNIST." in capsys.readouterr().out
    assert load_run(tmp_path / "run.npz").config.own_place == "beside"
    assert load_run(tmp_path / "run.npz").step == 41  # of 50 examples each
    assert main(["train", *SMALL, "--beside"]) == 1
    assert "name them, too" in capsys.readouterr().err


def test_the_threads_are_counted_and_change_nothing(tmp_path, monkeypatch, capsys):
    used = []
    monkeypatch.setattr(threads, "use", used.append)
    small = ["train", *SMALL, "--epochs", "1", "--examples", "100"]
    assert main([*small, "--threads", "3"]) == 0
    assert main(small) == 0
    assert used == [3, threads.most()]
    for wrong in ("0", "many", "1e3", "-1"):
        with pytest.raises(SystemExit):
            main([*small, f"--threads={wrong}"])
        assert "give a whole number from 1 to" in capsys.readouterr().err
