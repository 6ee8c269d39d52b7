"""Any array becomes a picture of a size that fits, and a table of the numbers that differ most."""

import numpy as np
import pytest

from core.diagnosis.comparing import compare
from dashboard.views.mine.picture import pictures, worst


def finding(ours, theirs):
    given = {"dW1": np.asarray(ours, float)}, {"dW1": np.asarray(theirs, float)}, {"dW1": 1e-9}
    return compare(["dW1"], *given)[0]


@pytest.mark.parametrize("shape", [(), (3,), (4, 5), (784, 24), (30_000,), (4, 3, 5, 5), (6, 24, 24, 64)])
def test_every_shape_fits(shape):
    drawn = pictures(finding(np.ones(shape), np.full(shape, 2)), dark=False)
    assert [picture.title for picture in drawn] == ["Yours", "Ours", "Difference"]
    for picture in drawn:
        assert 1 <= picture.pixels.shape[0] <= 400
        assert 1 <= picture.pixels.shape[1] <= 400
        assert picture.pixels.shape[2] == 3


def test_another_shape_has_no_difference():
    one = finding(np.ones((2, 3)), np.ones((2, 2)))
    assert [picture.title for picture in pictures(one, dark=True)] == ["Yours", "Ours"]
    assert worst(one) == []


def test_the_numbers_that_differ_most_come_first():
    rows = worst(finding([[1, 2], [3, 0]], [[1, -4], [3.5, np.nan]]))
    assert rows[0] == {"at": "1, 1", "yours": "nan", "ours": "0", "yours / ours": "–"}
    assert rows[1] == {"at": "0, 1", "yours": "−4", "ours": "2", "yours / ours": "−2"}
    assert worst(finding(1.0, 2.0))[0]["yours / ours"] == "2"
