"""The microscope looks at the gradients of batches that the run has not learned from."""

import numpy as np
import pytest

from core.config import Config
from core.network import Network
from core.run import Run
from core.storage import save_run
from dashboard.data.digits import looked_at
from dashboard.views.train.look_closer.optimizers import BATCH, BATCHES, NUMBERS, batch_of, batches, collected


def test_each_gradient_is_that_of_its_batch(tmp_path):
    run, path = Run.start(Config(network="784-4-tanh-10")), tmp_path / "run.npz"
    save_run(path, run)
    every = collected(path, path.stat().st_mtime)
    digits = looked_at(run.config)
    for k in (0, len(every) - 1):
        part = slice(k * BATCH, (k + 1) * BATCH)
        images, labels = digits.scale.apply(digits.validation.images[part]), digits.validation.labels[part]
        np.testing.assert_allclose(
            every[k], run.network.trace(run.theta, images, labels).gradient, rtol=1e-4, atol=1e-7
        )


@pytest.mark.parametrize("text", ["784-1800-relu-10", "784-6200-relu-10"])
def test_of_a_large_network_fewer_gradients_are_kept(text):
    network = Network.from_text(text)
    assert 1 <= batches(network) < BATCHES
    assert batches(network) * network.size <= NUMBERS
    assert batches(Network.from_text("784-128-relu-64-relu-10")) == BATCHES


def test_of_wide_convolutions_fewer_digits_make_a_batch():
    wide = "1x28x28-conv64x3x3p1-relu-conv64x3x3p1-relu-maxpool2-flatten-380-relu-10"
    assert 10 < batch_of(Network.from_text(wide)) < BATCH
    assert batch_of(Network.from_text(wide), "float64") <= batch_of(Network.from_text(wide)) / 2
    assert batch_of(Network.from_text("784-800-relu-10")) == BATCH
    assert batch_of(Network.from_text("784x1x1-conv1200x1x1-conv1x10x10p9-flatten-10")) < 20
