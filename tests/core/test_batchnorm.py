"""Batch normalisation, while it learns and when it is used."""

import numpy as np

from core.batchnorm import BatchNorm, Standardize
from tests.core.test_layers import setting


def test_batch_normalisation_gives_mean_beta_and_spread_gamma():
    _, x, (gamma, beta), u, _ = setting(BatchNorm(epsilon=0), (7, 5))
    np.testing.assert_allclose(u.mean(axis=0), beta, atol=1e-13)
    np.testing.assert_allclose(u.std(axis=0), np.abs(gamma), rtol=1e-12)
    np.testing.assert_allclose(BatchNorm().statistics(x), [x.mean(axis=0), x.var(axis=0)], rtol=1e-12)


def test_batch_normalisation_of_images_is_by_channel():
    _, x, _, u, _ = setting(BatchNorm(epsilon=0), (3, 4, 4, 2))
    by_hand = (x - x.mean(axis=(1, 2, 3), keepdims=True)) / x.std(axis=(1, 2, 3), keepdims=True)
    np.testing.assert_allclose(BatchNorm(epsilon=0).forward((np.ones(3), np.zeros(3)), x), by_hand, rtol=1e-11)


def test_standardize_with_the_batchs_own_statistics_is_batch_normalisation():
    _, x, parameters, u, _ = setting(BatchNorm(), (7, 5))
    np.testing.assert_allclose(Standardize(*BatchNorm().statistics(x)).forward(parameters, x), u, rtol=1e-13)
