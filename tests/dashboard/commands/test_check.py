"""A gradient is checked, and a wrong one is noticed."""

import numpy as np
import pytest

from dashboard.commands.cli import main


def test_a_gradient_is_checked(capsys):
    assert main(["check", "--network", "784-12-tanh-10", "--digit", "5"]) == 0
    said = capsys.readouterr().out
    assert "The gradient is right." in said
    assert [line.split()[0] for line in said.splitlines() if line.strip()[:2] in ("W1", "b1", "W2", "b2")] == [
        "W1",
        "b1",
        "W2",
        "b2",
    ]


def test_gradients_that_are_all_zero_prove_nothing(capsys):
    assert main(["check", "--network", "784-12-relu-10", "--initializer", "zeros"]) == 0
    assert "That says little of W1, b1: there" in capsys.readouterr().out


def test_a_wrong_gradient_is_noticed(monkeypatch, capsys):
    from core.layers import Dense

    right = Dense._write_gradients

    def wrong(layer, *given, out):
        right(layer, *given, out)
        for place in out:
            place[...] *= 1.0001

    monkeypatch.setattr(Dense, "_write_gradients", wrong)
    assert main(["check", "--network", "784-12-tanh-10"]) == 1
    assert "The gradient is WRONG." in capsys.readouterr().out


def test_names_are_read_in_capitals_too(capsys):
    assert main(["check", "--network", "784-5-tanh-10", "--initializer", "Xavier", "--data", "MNIST"]) == 0


@pytest.mark.parametrize("network", ["4-10-relu-3", "2-2-2", "784-5-tanh-7", "1x4x4-conv2x3x3-relu-flatten-2"])
def test_a_network_of_any_size_is_checked(network, capsys):
    assert main(["check", "--network", network]) == 0
    said = capsys.readouterr().out
    assert f"{network}, cross-entropy, 1 example, drawn from the seed: labels, x, W1" in said
    assert "The gradient is right." in said


def test_numbers_of_ones_own_are_checked_from_a_file_and_from_a_text(tmp_path, capsys):
    np.savez(tmp_path / "mine.npz", network="2-2-sigmoid-2", loss="quadratic", x=np.ones((3, 2)), labels=[0, 1, 1])
    assert main(["check", "--given", str(tmp_path / "mine.npz")]) == 0
    assert "2-2-sigmoid-2, quadratic, 3 examples, drawn from the seed: W1, b1, W2, b2" in capsys.readouterr().out
    given = "x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3~b1:0.35,0.35~W2:0.4,0.5,0.45,0.55~b2:0.6,0.6"
    assert main(["check", "--network", "2-2-sigmoid-2-sigmoid", "--loss", "quadratic", "--given", given]) == 0
    assert "2-2-sigmoid-2-sigmoid, quadratic, 1 example, float64" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--given", "x:1,2"], "Which network are these numbers of?"),
        (["--given", "x:1,2", "--network", "3-2"], "x is 2 numbers; each example of it has 3 here."),
        (["--given", "nothing.npz"], "nothing.npz does not exist."),
        (["--given", "x:1", "--network", "1-2", "--loss", "hinge"], "The loss must be one of cross-entropy"),
        (["--given", "x:1", "--network", "1-2", "--seed", "-1"], "The seed must be a whole number"),
        (["--given", "x:1", "--run", "run.npz"], "leave out --run, or --given"),
    ],
)
def test_numbers_that_fit_nothing_are_refused_in_a_sentence(arguments, words, capsys):
    assert main(["check", *arguments]) == 1
    assert words in capsys.readouterr().err


SMOOTH = ["--l1", "0.001", "--l2", "0.01", "--label-smoothing", "0.1"]


def test_penalty_and_smoothing_are_part_of_what_is_checked(capsys, monkeypatch):
    words = ["check", "--network", "784-6-relu-10", "--batch-size", "4"]
    assert main([*words, *SMOOTH]) == 0
    assert "L1 0.001 and L2 0.01 on weights, labels smoothed by 0.1" in capsys.readouterr().out
    monkeypatch.setattr("core.regularizers.Penalty.gradient", lambda self, network, theta: 7 * theta)
    assert main([*words, *SMOOTH]) == 1
    assert "The gradient is WRONG." in capsys.readouterr().out


def test_what_is_left_out_is_said(capsys):
    assert main(["check", "--network", "784-3-10", "--batch-size", "1000"]) == 0
    assert "Of a batch of 1,000 digits the first 128 are taken." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["check", "--optimizer", "adam"])  # no gradient depends on it


def test_a_runs_own_settings_are_not_overruled_in_silence(saved, capsys):
    assert main(["check", "--run", str(saved), "--l2", "0.1"]) == 1
    assert "leave out --l2, or --run" in capsys.readouterr().err
