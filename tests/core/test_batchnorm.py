"""Batch normalisation, while it learns and when it is used."""

import numpy as np

from core.batchnorm import BatchNorm, Standardize
from core.config import Config
from core.datasets.digits import Digits, Split, split
from core.training import Run, train
from tests.core.test_layers import setting


def test_batch_normalisation_gives_mean_beta_and_spread_gamma():
    _, x, (gamma, beta), u, _ = setting(BatchNorm(epsilon=0), (7, 5))
    np.testing.assert_allclose(u.mean(axis=0), beta, atol=1e-13)
    np.testing.assert_allclose(u.std(axis=0), np.abs(gamma), rtol=1e-12)
    np.testing.assert_allclose(BatchNorm().statistics(x), [x.mean(axis=0), x.var(axis=0)], rtol=1e-12)


def test_one_example_alone_tells_nothing_of_a_variance():
    """A last batch of one would halve the running variance in a few epochs."""
    assert BatchNorm().estimate(np.ones((1, 5))) is None
    assert BatchNorm().estimate(np.ones((5, 3, 3, 1))).shape == (2, 5)  # of one image there are nine pixels a channel
    digits = split(np.random.default_rng(0).integers(0, 256, (129, 28, 28)), np.arange(129) % 10, np.float32)
    config = Config(network="784-8-bn-10", batch_size=128, epochs=6, validation=0, learning_rate=1e-6)
    variance = Run.start(config)
    for _ in train(variance, Digits(digits, digits, digits)):
        pass
    all_but_one = Digits(*[Split(digits.images[:128], digits.labels[:128])] * 3)
    without = Run.start(config)
    for _ in train(without, all_but_one):
        pass
    np.testing.assert_allclose(variance.statistics[0], without.statistics[0], atol=0.01)


def test_batch_normalisation_of_images_is_by_channel():
    _, x, _, u, _ = setting(BatchNorm(epsilon=0), (3, 4, 4, 2))
    by_hand = (x - x.mean(axis=(1, 2, 3), keepdims=True)) / x.std(axis=(1, 2, 3), keepdims=True)
    np.testing.assert_allclose(BatchNorm(epsilon=0).forward((np.ones(3), np.zeros(3)), x), by_hand, rtol=1e-11)


def test_standardize_with_the_batchs_own_statistics_is_batch_normalisation():
    _, x, parameters, u, _ = setting(BatchNorm(), (7, 5))
    np.testing.assert_allclose(Standardize(*BatchNorm().statistics(x)).forward(parameters, x), u, rtol=1e-13)
