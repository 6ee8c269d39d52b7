"""Every loss has two forward equations, and its gradient by the logits is p − y shared out over the batch."""

import pytest

from core.losses import LOSSES
from lessons.engine.chain.backward import gradients
from lessons.engine.twins.definitions import N, k, n, p, y
from lessons.engine.twins.layers import twin


@pytest.mark.parametrize("name", LOSSES)
def test_all_of_them_have_the_same_gradient(name):
    own = twin(LOSSES[name])
    assert [str(d.lhs) for d in own.definitions] == ["p[n, k]", "L"]
    assert (gradients(own)[-1].rhs - (p[n, k] - y[n, k]) / N).expand() == 0
