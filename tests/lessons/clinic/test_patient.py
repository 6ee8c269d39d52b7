"""A patient is its configuration with mistakes in it, at the first step of training."""

from lessons.clinic.patient import HELD, setting
from lessons.clinic.patients import BY_SLUG
from lessons.page.digits import MOST


def test_a_setting_takes_so_many_steps_on_the_first_digits():
    config = setting("784-16-relu-10", 0.1)
    assert (config.examples, config.validation, config.optimizer) == (MOST - HELD, HELD, "sgd")
    assert config.epochs * (config.examples // config.batch_size) == 225
    assert setting("784-16-relu-10", 0.1, 90, batch_size=16).epochs == 1


def test_a_patient_is_its_network_with_a_mistake():
    patient = BY_SLUG["a-little-dropout"]
    assert str(patient.network) == str(patient.healthy) == patient.config.network
    assert patient.network != patient.healthy
    assert patient.healthy.layers[2].key == (0, 2, 0, 2)  # as at the first step
    assert patient.network.layers[2].key == (0, 2, 0, 2)


def test_lines_stand_in_the_order_of_the_files():
    lines = BY_SLUG["down-and-up-again"].lines
    assert [place.source.file for place in lines] == sorted(place.source.file for place in lines)
    (source, wrong), *_ = BY_SLUG["all-biases-alike"].diff
    assert (source.text, wrong) == ("db = dy.sum(axis=0)  # (out,)", "db = dy.sum()")
