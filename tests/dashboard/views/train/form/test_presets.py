"""What a preset promises was measured."""

import pytest

from core.config import Config
from dashboard.views.train.form.presets import PRESETS, measure


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_fits_into_a_link_and_names_what_it_reached(preset):
    assert Config.from_query(preset.config.to_query()) == preset.config
    assert 0.9 < preset.accuracy < 1
    assert preset.seconds > 0
    if preset.name[0].isdigit():  # "98.5 %: …" promises a figure
        assert preset.accuracy >= float(preset.name.split(" ")[0]) / 100 - 0.0005


def test_the_quickest_preset_reaches_what_it_promises():
    accuracy, _ = measure(PRESETS[0].config)
    assert accuracy == pytest.approx(PRESETS[0].accuracy, abs=0.003)
