"""JupyterLab finds Chainrule, and starts it by options that it has."""

import argparse
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

from dashboard.commands import serving
from dashboard.commands.jupyter import setup

GROUP = "jupyter_serverproxy_servers"


def test_the_launcher_finds_it():
    declared = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    (place,) = declared["project"]["entry-points"][GROUP].values()
    assert EntryPoint("chainrule", place, GROUP).load() is setup


def test_it_is_started_by_options_that_it_has():
    parser = argparse.ArgumentParser()
    serving.add(parser)
    command = setup()["command"]
    chosen = parser.parse_args([part.format(port=8123) for part in command[3:]])
    assert (chosen.port, chosen.allowed_hosts, chosen.no_browser) == (8123, ("*",), True)


def test_its_picture_is_there():
    assert Path(setup()["launcher_entry"]["icon_path"]).is_file()
