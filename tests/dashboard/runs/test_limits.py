"""What the owner of a server allows is read from its environment, and said where it is too little."""

import pytest

from core.config import Config
from dashboard.runs.limits import Limits, ask_for_space

CONFIG = Config(network="784-10")


def test_limits_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("CHAINRULE_PARAMETERS", "1000")
    monkeypatch.setenv("CHAINRULE_MINUTES", "nonsense")
    limits = Limits.from_environment()
    assert (limits.parameters, limits.minutes) == (1000, 60)
    assert "up to 1,000 parameters" in limits.objection(CONFIG)
    monkeypatch.delenv("CHAINRULE_PARAMETERS")
    assert Limits.from_environment().objection(CONFIG) == ""


def test_a_disk_is_left_before_it_is_full(tmp_path, monkeypatch):
    ask_for_space(tmp_path, 1.0)
    monkeypatch.setenv("CHAINRULE_FREE_MEGABYTES", "1e12")
    with pytest.raises(OSError, match="No space left"):
        ask_for_space(tmp_path, 1.0)
