"""`chainrule page` writes a page, or says why it cannot."""

import pytest

from dashboard.commands.cli import main


def test_a_page_is_kept(tmp_path, capsys):
    file = tmp_path / "walk.html"
    assert main(["page", "--save", str(file), "--digit", "3"]) == 0
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert f"{file} holds the page: " in capsys.readouterr().out


def test_of_a_network_that_is_not_trained(tmp_path):
    file = tmp_path / "new.html"
    assert main(["page", "--save", str(file), "--network", "784-12-tanh-10", "--seed", "4"]) == 0
    assert "784-12-tanh-10" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--digit", "10000"], "There is no test digit 10000; they are 0 to 9,999.\n"),
        (["--network", "784-600-relu-10"], "layers of up to 400,000 weights"),
        (["--network", "4-2"], "784"),
        (["--run", "none.npz"], "none.npz"),
        (["--run", "none.npz", "--seed", "3"], "leave out --seed, or --run."),
    ],
)
def test_what_cannot_be_is_a_sentence(arguments, sentence, tmp_path, capsys):
    assert main(["page", "--save", str(tmp_path / "a.html"), *arguments]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "a.html").exists()
