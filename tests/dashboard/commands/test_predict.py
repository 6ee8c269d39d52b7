"""Images in, answers out: photographs, sheets, folders and tables."""

import csv

import numpy as np
import pytest

from core.config import Config
from core.datasets import Digits
from core.datasets.catalogue import FASHION
from core.storage import save_run
from core.training import Run
from dashboard.commands.cli import main
from dashboard.data.shipped import FILE, guesses, unseen_digits
from tests.support.photographs import image, ink_of, on, photograph, saved


@pytest.fixture(autouse=True)
def no_training_digits(monkeypatch):
    """Nothing is downloaded, and nothing read for a scale that is known."""
    digits = unseen_digits()
    monkeypatch.setattr("dashboard.commands.predict.digits_of", lambda config: Digits(digits, digits, digits))


def rows(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return list(csv.reader(lines))


def test_a_photograph_is_read_as_the_digit_that_it_shows_and_a_bad_file_is_named(tmp_path, capsys):
    (tmp_path / "seven.jpg").write_bytes(saved(photograph("squared paper", 0), "JPEG"))
    (tmp_path / "bad.jpg").write_bytes(b"no image")
    assert main(["predict", str(FILE), str(tmp_path / "bad.jpg"), str(tmp_path / "seven.jpg")]) == 1
    said = capsys.readouterr()
    assert "seven.jpg: 7 (9" in said.out
    assert said.err == "bad.jpg is not an image that can be read, or it is damaged.\n"


def test_each_digit_of_a_sheet_is_read(tmp_path, capsys):
    page = np.maximum(ink_of(0, 6, (0.5, 0.25)), ink_of(2, 6, (0.5, 0.75)))
    (tmp_path / "sheet.png").write_bytes(saved(image(on(200, 60, page))))
    assert main(["predict", str(FILE), str(tmp_path / "sheet.png"), "--save", str(tmp_path / "a.csv")]) == 0
    said = capsys.readouterr()
    assert "sheet.png shows 2 digits; they are read from left to right." in said.err
    assert "sheet.png, digit 1: 7 (" in said.out
    assert "sheet.png, digit 2: 1 (" in said.out
    head, *answers = rows(tmp_path / "a.csv")
    assert head == ["image", "label", "probability"]
    assert [answer[1] for answer in answers] == ["7", "1"]


def test_a_table_without_labels_becomes_what_kaggle_takes(tmp_path, capsys):
    table, images = tmp_path / "test.csv", (255 * unseen_digits().images[:30]).round().astype(int)
    head = ",".join(f"pixel{k}" for k in range(784))
    table.write_text("\n".join([head, *(",".join(map(str, row)) for row in images.tolist())]))
    assert main(["predict", str(FILE), str(table), "--save", str(tmp_path / "submission.csv")]) == 0
    said = capsys.readouterr().out
    assert "test.csv, image 10: " in said
    assert "test.csv, image 11: " not in said
    assert "And 20 more" in said
    head, *answers = rows(tmp_path / "submission.csv")
    assert head == ["ImageId", "Label"]
    assert answers == [[str(k), str(guess)] for k, guess in enumerate(guesses()[:30].argmax(axis=1), 1)]


def test_a_table_can_be_turned(tmp_path, capsys):
    images = unseen_digits().images[:1].reshape(1, 28, 28)
    np.savez(tmp_path / "set.npz", images=images.transpose(0, 2, 1))
    assert main(["predict", str(FILE), str(tmp_path / "set.npz"), "--transposed"]) == 0
    assert "set.npz, image 1: 7 (" in capsys.readouterr().out


def test_a_folder_is_read_image_by_image(tmp_path, capsys):
    (tmp_path / "a.png").write_bytes(saved(photograph("paper 160, ink 50", 0)))
    for name in ("._a.png", ".DS_Store", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert main(["predict", str(FILE), str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "a.png: 7 (" in said.out
    assert "as no images: .DS_Store, ._a.png, notes.txt." in said.err
    (tmp_path / "none").mkdir()
    assert main(["predict", str(FILE), str(tmp_path / "none")]) == 1
    assert "none has no images (PNG, JPEG …) in it." in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_refused_before_anything_is_read(tmp_path, capsys):
    assert main(["predict", str(FILE), "a.png", "--save", str(tmp_path / "no" / "a.csv")]) == 1
    assert "there is no folder" in capsys.readouterr().err


def test_a_garment_is_called_by_its_name(tmp_path, capsys):
    save_run(tmp_path / "run.npz", Run.start(Config(data="fashion-mnist")))
    garment = np.pad(np.full((28, 20), 180.0), ((0, 0), (4, 4)))
    (tmp_path / "a.png").write_bytes(saved(image(garment)))
    assert main(["predict", str(tmp_path / "run.npz"), str(tmp_path / "a.png")]) == 0
    said = capsys.readouterr().out
    assert any(f"a.png: {name} (" in said for name in FASHION)
