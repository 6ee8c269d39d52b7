"""Apart, one factor is large and the other small; together they leave p − y."""

from lessons.derivations.softmax import cross_entropy, jacobian, smoothed_labels, together
from lessons.engine.twins.definitions import N, k, n, p, y


def test_together_they_leave_prediction_minus_truth():
    assert (together().rhs - (p[n, k] - y[n, k]) / N).expand() == 0
    assert cross_entropy().rhs.has(1 / p[n, k])
    assert not together().rhs.has(1 / p[n, k])


def test_rows_of_labels_are_assumed_to_sum_to_one():
    said = ("each row of labels sums to one",)
    assert together().assumptions == smoothed_labels().assumptions == said
    assert smoothed_labels().rhs == 1
    assert jacobian().assumptions == ()
