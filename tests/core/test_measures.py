"""What a step did, against the same written out."""

import numpy as np
import pytest

from core.measures import measure, nothing
from tests.core.test_network import small


def test_measures():
    network, theta, x, labels = small("6-5-relu-4-relu-3", rows=8)
    theta[network.parameters[1].start : network.parameters[1].stop] = [-99, -99, 1, 1, 1]  # two units that never fire
    trace = network.trace(theta, x, labels)
    after = theta - 0.1 * trace.gradient
    found = measure(network, theta, after, trace.values, trace.p, labels, trace.gradient)
    for k, layer in enumerate((0, 2, 4)):
        dW, W = (network.unpack(v)[layer][0] for v in (trace.gradient, theta))
        assert found.gradient_norm[k] == pytest.approx(np.sqrt((dW**2).sum()))
        assert found.update_ratio[k] == pytest.approx(0.1 * np.sqrt((dW**2).sum() / (W**2).sum()))
    assert found.dead[0] == pytest.approx(2 / 5)
    assert found.dead[1] == pytest.approx(np.mean([not trace.values[4][:, j].any() for j in range(4)]))
    assert found.accuracy == pytest.approx(
        np.mean([row.argmax() == label for row, label in zip(trace.p, labels, strict=True)])
    )


def test_a_step_that_is_not_measured_has_as_many_numbers():
    network, theta, x, labels = small("1x6x6-conv2x3x3-relu-flatten-5-elu-3")
    trace = network.trace(theta, x, labels)
    found = measure(network, theta, theta, trace.values, trace.p, labels, trace.gradient)
    empty = nothing(network)
    assert [len(v) for v in found[1:]] == [len(v) for v in empty[1:]] == [3, 3, 2]
    assert np.isnan([empty.accuracy, *empty.gradient_norm, *empty.update_ratio, *empty.dead]).all()
