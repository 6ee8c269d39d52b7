"""The commands say in a sentence what they cannot do."""

import numpy as np
import pytest

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.commands.cli import main
from dashboard.data.shipped import FILE


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


def test_limits_are_written_as_people_write_them(capsys):
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    said = capsys.readouterr().out
    assert "1 to 1,000,000" in said
    assert "e+0" not in said


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
