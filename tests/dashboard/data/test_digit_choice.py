import numpy as np

from dashboard.data.digit_choice import following, next_mistake, next_of_class, next_uncertain

LABELS = np.array([0, 1, 2, 1, 0])
P = np.array([[0.9, 0.1, 0.0], [0.6, 0.4, 0.0], [0.1, 0.1, 0.8], [0.0, 0.51, 0.49], [0.3, 0.3, 0.4]])


def test_going_on_wraps_around():
    flags = np.array([False, True, False, True])
    assert [following(flags, start) for start in range(4)] == [1, 3, 3, 1]
    assert following(np.zeros(3, bool), 1) is None


def test_next_of_class():
    assert next_of_class(LABELS, 1, 0) == 1
    assert next_of_class(LABELS, 1, 1) == 3
    assert next_of_class(LABELS, 0, 4) == 0
    assert next_of_class(LABELS, 9, 0) is None


def test_next_mistake_is_where_the_most_probable_class_is_not_the_label():
    assert next_mistake(P, LABELS, 0) == 1
    assert next_mistake(P, LABELS, 1) == 4
    assert next_mistake(P, LABELS, 4) == 1


def test_uncertain_digits_come_closest_first():
    order = [next_uncertain(P, -1)]
    for _ in range(4):
        order.append(next_uncertain(P, order[-1]))
    assert order == [3, 4, 1, 2, 0]  # gaps 0.02, 0.1, 0.2, 0.7, 0.8
    assert next_uncertain(P, order[-1]) == 3


def test_where_the_first_digits_were_looked_at_the_search_goes_round_among_them():
    assert next_mistake(P[:3], LABELS, 3) == 1
