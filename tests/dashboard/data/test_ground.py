"""Paper and light divide out, whatever grey the paper is and however the light falls."""

import numpy as np
import pytest

from dashboard.data.ground import flattened
from tests.support.photographs import across, ink_of, on, photograph


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (230, 40), (160, 50), (60, 220), (0, 255)])
def test_ink_is_the_share_of_light_that_it_takes_or_gives(paper, ink):
    drawn = ink_of(0)
    found = flattened(on(paper, ink, drawn))
    assert found.dark == (ink < paper)
    most = (paper - ink) / paper if ink < paper else (ink - paper) / (255 - paper)
    np.testing.assert_allclose(found.ink, most * drawn, atol=0.02)


def test_a_slope_of_light_leaves_nothing_behind():
    drawn = ink_of(0)
    for turned in (0, 50, 90):
        light = across(drawn, 240, 120, turned)
        found = flattened(on(light, 0.25 * light, drawn)).ink
        assert np.abs(found - 0.75 * drawn).max() < 0.06


def test_a_ring_with_a_wide_hole_is_written_in_the_colour_of_the_ring():
    rows, columns = np.mgrid[:300, :300] - 150
    ring = np.abs(np.hypot(rows, columns) - 100) < 6  # its hole is ten times its ink
    assert flattened(np.where(ring, 30.0, 200)).dark
    assert not flattened(np.where(ring, 200.0, 30)).dark


def test_what_lies_beside_the_sheet_is_no_ink():
    for kind in ("sheet on a dark table", "table at two sides"):
        ink = flattened(np.asarray(photograph(kind, 0))).ink
        edge = np.concatenate([ink[:40].ravel(), ink[-40:].ravel(), ink[:, :40].ravel(), ink[:, -40:].ravel()])
        assert np.quantile(edge, 0.999) < 0.15
