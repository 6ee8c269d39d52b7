"""A gradient is checked, and a wrong one is noticed."""

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

    def wrong(layer, places, *given):
        right(layer, places, *given)
        for place in places:
            place[...] *= 1.0001

    monkeypatch.setattr(Dense, "_write_gradients", wrong)
    assert main(["check", "--network", "784-12-tanh-10"]) == 1
    assert "The gradient is WRONG." in capsys.readouterr().out


def test_names_are_read_in_capitals_too(capsys):
    assert main(["check", "--network", "784-5-tanh-10", "--optimizer", "Adam", "--data", "MNIST"]) == 0
