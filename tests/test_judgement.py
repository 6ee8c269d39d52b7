"""Judgements on a handful of examples whose answers can be counted by hand."""

import numpy as np

from dashboard.judgement import calibration, confusion_counts, in_cell, worst_mistakes

P = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.8, 0.1], [0.0, 0.05, 0.95], [0.6, 0.3, 0.1]])
LABELS = np.array([0, 1, 0, 2, 1])


def test_confusion_has_labels_in_rows_and_guesses_in_columns():
    assert confusion_counts(P, LABELS).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    assert confusion_counts(P[:1], np.array([2])).tolist() == [[0, 0, 0], [0, 0, 0], [1, 0, 0]]


def test_a_cell_lists_its_examples_surest_first():
    p = np.concatenate([P, [[0.05, 0.9, 0.05]]])
    assert in_cell(p, np.append(LABELS, 0), 0, 1).tolist() == [5, 2]
    assert in_cell(P, LABELS, 2, 0).tolist() == []


def test_the_worst_mistake_gave_its_label_the_least():
    assert worst_mistakes(P, LABELS, 10).tolist() == [2, 4]
    assert worst_mistakes(P, LABELS, 1).tolist() == [2]


def test_calibration_compares_sureness_with_success():
    found = calibration(P, LABELS, bins=2)
    assert found.digits.tolist() == [0, 5]
    np.testing.assert_allclose(found.sure, [np.nan, (0.9 + 0.7 + 0.8 + 0.95 + 0.6) / 5])
    np.testing.assert_allclose(found.right, [np.nan, 3 / 5])
    np.testing.assert_allclose(found.error, abs(0.79 - 0.6))


def test_a_certain_network_falls_into_the_last_bin():
    assert calibration(np.eye(3), np.arange(3)).digits[-1] == 3
