"""Every limit is an option of the command, and holds for all that it starts."""

import argparse
import os
from dataclasses import fields

import pytest

from dashboard.commands import allowance
from dashboard.runs.limits import Limits


@pytest.fixture
def parser(monkeypatch):
    for one in allowance.ALLOWANCES.values():
        monkeypatch.setenv(one.variable, "1")  # so that it is put back afterwards
        monkeypatch.delenv(one.variable)
    parser = argparse.ArgumentParser()
    allowance.add(parser)
    return parser


def test_every_limit_has_an_option_and_its_default_is_true(parser):
    standing = Limits.from_environment()
    changed = set()
    for name, one in allowance.ALLOWANCES.items():
        allowance.allow(parser.parse_args([f"--{name}", "7"]))
        now = Limits.from_environment()
        (field,) = (f.name for f in fields(Limits) if getattr(now, f.name) != getattr(standing, f.name))
        changed.add(field)
        if one.default.isdecimal():
            os.environ[one.variable] = one.default
            assert getattr(Limits.from_environment(), field) == getattr(standing, field)
        del os.environ[one.variable]
    assert changed == {f.name for f in fields(Limits)}


def test_what_is_not_chosen_is_left_to_the_environment(parser, monkeypatch):
    monkeypatch.setenv("CHAINRULE_MINUTES", "5")
    allowance.allow(parser.parse_args([]))
    assert Limits.from_environment().minutes == 5


def test_large_numbers_are_not_rounded(parser):
    allowance.allow(parser.parse_args(["--parameters", "12345678"]))
    assert Limits.from_environment().parameters == 12_345_678


@pytest.mark.parametrize("wrong", [["--workers", "0"], ["--quota", "nan"], ["--runs", "-1"], ["--minutes", "1e999"]])
def test_nonsense_is_one_line(parser, wrong, capsys):
    with pytest.raises(SystemExit):
        parser.parse_args(wrong)
    assert "give a number from" in capsys.readouterr().err
