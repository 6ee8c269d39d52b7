"""Every setting has its words, and its place in the form."""

from dataclasses import fields

import pytest

from core.config import Config
from dashboard.shared.settings import BY_HEART, CHANCE, FIRST, LEARNING, WORDS, groups, placed, spell, words
from lessons.page.reader import lessons


@pytest.mark.parametrize("setting", fields(Config), ids=lambda setting: setting.name)
def test_every_setting_has_a_label(setting):
    assert words(setting).label


def test_no_words_are_kept_for_a_setting_that_is_gone():
    assert set(WORDS) <= {f.name for f in fields(Config)}


def test_every_lesson_named_is_there():
    assert {said.lesson for said in WORDS.values()} - {""} <= {lesson.slug for lesson in lessons()}


def test_names_are_spelled_as_the_field_does():
    assert [spell(name) for name in ("relu", "one-cycle", "adam", 3)] == ["ReLU", "one-cycle", "Adam", "3"]


REPLAYED = {
    "order",
    "epochs_before",
    "draws_before",
    "precision",
    "own",
    "own_place",
}  # they say what a run was made of


def test_every_setting_but_the_layers_has_one_place_in_the_form():
    placed_once = [name for place in (FIRST, LEARNING, BY_HEART, CHANCE) for name in placed(place)]
    assert sorted([*placed_once, "network", "own", "own_place"]) == sorted(WORDS)  # these have rows of their own
    assert placed(FIRST) == ["learning_rate", "epochs", "batch_size", "optimizer"]


@pytest.mark.parametrize(
    ("optimizer", "own"), [("sgd", []), ("momentum", ["momentum"]), ("adamw", ["beta1", "beta2", "decay"])]
)
def test_an_optimizer_has_its_own_numbers_in_the_form(optimizer, own):
    of_any = {name for name, said in WORDS.items() if said.number_of}
    assert [name for names in groups(optimizer).values() for name in names if name in of_any] == own


def test_what_a_fork_and_a_sweep_may_change():
    assert {name for name, said in WORDS.items() if not said.forks} == {
        "network", "loss", "initializer", "seed", "batch_size", "data", "scaling", "examples", "validation",
        *REPLAYED,
    }  # fmt: skip
    assert {name for name, said in WORDS.items() if not said.sweeps} == {
        "network", "data", "validation", "validate_every", "also_read", *REPLAYED,
    }  # fmt: skip
