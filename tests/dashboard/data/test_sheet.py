"""A sheet is told from the table that it lies on, and from a shadow that falls on it."""

import numpy as np

from dashboard.data.ground import resized
from dashboard.data.sheet import sheet, threshold
from tests.support.photographs import photograph


def coarse(kind: str, n: int = 0):
    grey = np.asarray(photograph(kind, n), float)
    return resized(grey if grey.ndim == 2 else grey.mean(axis=2), (96, 96))


def test_the_level_between_two_heaps_parts_them():
    values = np.concatenate([np.full(900, 200.0), np.full(100, 60.0)]) + np.tile([-9.0, 9.0], 500)
    assert 69 < threshold(values) < 191


def test_a_sheet_on_a_table_is_cut_out_inside_its_edge():
    grey = coarse("sheet on a dark table")
    part = sheet(grey)
    assert part is not None
    assert 0.3 < part.mean() < 0.7
    assert grey[part][grey[part] > 100].std() < 15  # paper alone, beside the ink


def test_paper_in_a_shadow_is_not_a_sheet_on_a_table():
    assert sheet(coarse("a shadow with an edge")) is None
    assert sheet(coarse("shadow 240 to 160")) is None
    assert sheet(coarse("chalk 220 on 60")) is None


def test_a_digit_that_is_nearly_all_of_a_small_picture_is_no_sheet():
    assert sheet(np.pad(np.full((20, 20), 255.0), 4)) is None
