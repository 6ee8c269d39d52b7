"""The commands of the terminal do what the dashboard does, and say in a sentence what they cannot do."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from core.config import Config
from core.datasets import Digits, load
from core.datasets.catalogue import FASHION
from core.export.pytorch import safetensors
from core.storage import load_run, save_run
from core.training import Run
from dashboard.commands.cli import main
from dashboard.data.shipped import FILE, guesses, unseen_digits

SMALL = ["--network", "784-16-relu-10", "--examples", "2000", "--epochs", "2", "--batch-size", "50"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A run that the command trained and kept."""
    path = tmp_path_factory.mktemp("runs") / "run.npz"
    assert main(["train", *SMALL, "--scaling", "z-score", "--save", str(path)]) == 0
    return path


def test_a_training_is_saved_with_its_settings(saved):
    run = load_run(saved)
    assert (run.config.network, run.config.examples, run.config.scaling) == ("784-16-relu-10", 2000, "z-score")
    assert run.step == 80


def test_evaluation_repeats_what_training_said(saved, capsys):
    assert main(["evaluate", str(saved)]) == 0
    said = capsys.readouterr().out
    assert "of 10,000 test digits are read correctly" in said
    assert float(said.split("%")[0]) > 70


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


def test_an_image_is_read_as_the_digit_that_it_shows(tmp_path, capsys):
    n = 0  # a 7
    photo = 255 - np.kron(unseen_digits().images[n].reshape(28, 28), np.ones((9, 9))) * 255  # dark on light, and large
    Image.fromarray(photo.astype(np.uint8)).save(tmp_path / "seven.png")
    assert main(["predict", str(FILE), str(tmp_path / "seven.png")]) == 0
    assert "seven.png: 7 (9" in capsys.readouterr().out


def test_a_garment_is_called_by_its_name(tmp_path, monkeypatch, capsys):
    digits = unseen_digits()
    monkeypatch.setattr(
        "dashboard.commands.run.digits_of", lambda config: Digits(digits, digits, digits)
    )  # nothing is downloaded
    save_run(tmp_path / "run.npz", Run.start(Config(data="fashion-mnist")))
    Image.fromarray((digits.images[0] * 255).astype(np.uint8).reshape(28, 28)).save(tmp_path / "a.png")
    assert main(["predict", str(tmp_path / "run.npz"), str(tmp_path / "a.png")]) == 0
    said = capsys.readouterr().out
    assert any(f"a.png: {name} (" in said for name in FASHION)


def test_a_folder_of_images_is_judged(tmp_path, capsys):
    digits = unseen_digits()
    for n in range(20):
        folder = tmp_path / "mine" / str(digits.labels[n])
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray((digits.images[n] * 255).round().astype(np.uint8).reshape(28, 28)).save(folder / f"{n}.png")
    assert main(["evaluate", str(FILE), "--images", str(tmp_path / "mine")]) == 0
    right = (guesses()[:20].argmax(axis=1) == digits.labels[:20]).mean()
    assert f"{right:.2%} of 20 images are read correctly" in capsys.readouterr().out


def test_a_network_is_exported(saved, tmp_path, capsys):
    run, digits = load_run(saved), unseen_digits()
    assert main(["export", str(saved), str(tmp_path / "net.py")]) == 0
    np.save(tmp_path / "digits.npy", digits.images[:20])
    said = subprocess.run(
        [sys.executable, "net.py", "digits.npy"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    scale = load(run.config, tmp_path).scale
    p = run.network.predict(run.theta, scale.apply(digits.images[:20]))
    assert [int(line.split()[0]) for line in said.splitlines()] == p.argmax(axis=1).tolist()

    capsys.readouterr()
    for name in ("net.npz", "net.safetensors"):
        assert main(["export", str(saved), str(tmp_path / name)]) == 0
        assert "nn.Sequential(nn.Linear(784, 16), nn.ReLU(), nn.Linear(16, 10))" in capsys.readouterr().out
    with np.load(tmp_path / "net.npz") as file:
        np.testing.assert_array_equal(file["0.weight"], run.network.unpack(run.theta)[0][0].T)
    assert (tmp_path / "net.safetensors").read_bytes() == safetensors(run.network, run.theta)


@pytest.mark.parametrize("suffix", [".npz", ".py"])  # a script has its weights beside it, in an .npz of the same name
def test_an_export_does_not_write_over_its_run(suffix, saved, capsys):
    before = saved.read_bytes()
    assert main(["export", str(saved), str(saved.with_suffix(suffix))]) == 1
    assert "is the run itself" in capsys.readouterr().err
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    "command", [["evaluate"], ["predict", "x.png"], ["check"], ["export", "net.py"]], ids=lambda words: words[0]
)
def test_a_run_that_diverged_is_not_judged(command, tmp_path, capsys):
    run = Run.start(Config(network="784-5-10"))
    run.theta[7] = np.nan
    save_run(tmp_path / "run.npz", run)
    name, *rest = command
    assert main([name, *(["--run"] if name == "check" else []), str(tmp_path / "run.npz"), *rest]) == 1
    assert "run.npz holds parameters that are not numbers: its training diverged." in capsys.readouterr().err


def test_names_are_read_in_capitals_too(capsys):
    assert main(["check", "--network", "784-5-tanh-10", "--optimizer", "Adam", "--data", "MNIST"]) == 0


def test_limits_are_written_as_people_write_them(capsys):
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    said = capsys.readouterr().out
    assert "1 to 1,000,000" in said
    assert "e+0" not in said


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


def test_without_digits_held_back_nothing_is_said_of_them(capsys):
    assert main(["train", *SMALL, "--epochs", "1", "--validation", "0"]) == 0
    said = capsys.readouterr()
    assert "held back" not in said.out + said.err


def test_a_wrong_gradient_is_noticed(monkeypatch, capsys):
    from core.layers import Dense

    right = Dense._write_gradients

    def wrong(layer, places, *given):
        right(layer, places, *given)
        for place in places:
            place[...] *= 1.0001

    monkeypatch.setattr(Dense, "_write_gradients", wrong)
    assert main(["check", "--network", "784-12-tanh-10"]) == 1
    assert "The gradient is WRONG." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["train", "--network", "784-foo-10"], "is no layer"),
        (["train", "--epochs", "many"], "The epochs must be a whole number, not “many”."),
        (["train", "--save", "/no/such/folder/run.npz"], "there is no folder /no/such/folder"),
        (["train", "--learning-rate", "slow"], "The learning rate must be a number, not “slow”."),
        (["train", "--save", "/"], "/ is a folder"),
        (["export", str(FILE), "net.onnx"], "ends in “.onnx”; a network is exported to .py, .safetensors or .npz."),
        (["export", str(FILE), "/no/such/folder/net.py"], "there is no folder /no/such/folder"),
        (["export", str(FILE), "/"], "/ is a folder"),
        (["evaluate", "nothing.npz"], "nothing.npz does not exist."),
        (["evaluate", __file__], "is not a run that Chainrule saved"),
        (["check", "--digit", "9993"], "There is no test digit 9993"),
        (["notes", "1", "--save", "/no/such/folder/x.pdf"], "there is no folder /no/such/folder"),
        (["notes", "1", "--save", "/"], "is a folder"),
        (["predict", str(FILE), "nothing.png"], "nothing.png does not exist."),
        (["predict", str(FILE), __file__], "is not an image that can be read"),
        (["evaluate", str(FILE), "--images", "nowhere"], "does not exist"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(words, sentence, capsys):
    assert main(words) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
