"""A network reads in the terminal what it reads on a page."""

import numpy as np
from PIL import Image

from core.config import Config
from core.datasets import Digits
from core.datasets.catalogue import FASHION
from core.storage import save_run
from core.training import Run
from dashboard.commands.cli import main
from dashboard.data.shipped import FILE, guesses, unseen_digits


def test_evaluation_repeats_what_training_said(saved, capsys):
    assert main(["evaluate", str(saved)]) == 0
    said = capsys.readouterr().out
    assert "of 10,000 test digits are read correctly" in said
    assert float(said.split("%")[0]) > 70


def test_an_image_is_read_as_the_digit_that_it_shows(tmp_path, capsys):
    n = 0  # a 7
    photo = 255 - np.kron(unseen_digits().images[n].reshape(28, 28), np.ones((9, 9))) * 255  # dark on light, and large
    Image.fromarray(photo.astype(np.uint8)).save(tmp_path / "seven.png")
    assert main(["predict", str(FILE), str(tmp_path / "seven.png")]) == 0
    assert "seven.png: 7 (9" in capsys.readouterr().out


def test_a_garment_is_called_by_its_name(tmp_path, monkeypatch, capsys):
    digits = unseen_digits()
    monkeypatch.setattr(
        "dashboard.commands.judge.digits_of", lambda config: Digits(digits, digits, digits)
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
