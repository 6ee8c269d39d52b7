"""A network reads in the terminal what it reads on a page."""

import numpy as np
import pytest
from PIL import Image

from core.datasets import Digits
from dashboard.commands.cli import main
from dashboard.data.shipped import FILE, guesses, unseen_digits


def test_evaluation_repeats_what_training_said(saved, capsys):
    assert main(["evaluate", str(saved)]) == 0
    said = capsys.readouterr().out
    assert "of 10,000 test digits are read correctly" in said
    assert float(said.split("%")[0]) > 70


@pytest.fixture
def no_training_digits(monkeypatch):
    """The shipped network knows the scale of its digits: nothing is to be read for it."""
    digits = unseen_digits()
    monkeypatch.setattr("dashboard.commands.judge.digits_of", lambda config: Digits(digits, digits, digits))


def test_a_folder_of_images_is_judged_whatever_else_is_in_it(tmp_path, no_training_digits, capsys):
    digits = unseen_digits()
    for n in range(20):
        folder = tmp_path / "mine" / str(digits.labels[n])
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray((digits.images[n] * 255).round().astype(np.uint8).reshape(28, 28)).save(folder / f"{n}.png")
    (tmp_path / "mine" / "7" / "bad.png").write_bytes(b"no image")
    (tmp_path / "mine" / ".DS_Store").write_bytes(b"")
    assert main(["evaluate", str(FILE), "--images", str(tmp_path / "mine")]) == 0
    right = (guesses()[:20].argmax(axis=1) == digits.labels[:20]).mean()
    said = capsys.readouterr()
    assert f"{right:.2%} of 20 images are read correctly" in said.out
    assert "Passed over in mine, as no images: .DS_Store." in said.out
    assert "1 file in mine could not be read." in said.out
    assert said.err == "7/bad.png is not an image that can be read, or it is damaged.\n"


def test_a_table_that_lies_on_its_side_says_so_and_can_be_turned(tmp_path, no_training_digits, capsys):
    digits, file = unseen_digits(), tmp_path / "set.npz"
    np.savez(file, images=digits.images[:60].reshape(-1, 28, 28).transpose(0, 2, 1), labels=digits.labels[:60])
    assert main(["evaluate", str(FILE), "--images", str(file)]) == 0
    assert "the images read better transposed: 98% against" in (said := capsys.readouterr().out)
    assert "Add `--transposed` to judge them so." in said
    assert main(["evaluate", str(FILE), "--images", str(file), "--transposed"]) == 0
    assert capsys.readouterr().out.startswith("98.33% of 60 images are read correctly")


def test_what_has_no_labels_gets_no_score(tmp_path, no_training_digits, capsys):
    np.savez(tmp_path / "set.npz", images=unseen_digits().images[:5])
    assert main(["evaluate", str(FILE), "--images", str(tmp_path / "set.npz")]) == 1
    assert "set.npz has no labels, so there is no score" in capsys.readouterr().err
    Image.new("L", (50, 50)).save(tmp_path / "a.png")
    assert main(["evaluate", str(FILE), "--images", str(tmp_path / "a.png")]) == 1
    assert "a.png is one image, without a label: `chainrule predict RUN a.png`" in capsys.readouterr().err
