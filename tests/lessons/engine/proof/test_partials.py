"""A named slope is measured in the definition of what it differentiates, everything else held still."""

import numpy as np
from sympy import IndexedBase, Symbol

from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.indices import total
from lessons.engine.chain.derivation import Derivation, Step
from lessons.engine.proof.partials import line_at, slopes, slopes_of_links
from lessons.engine.twins.definitions import D, H, N, W, i, j, k, n, x, z

RNG = np.random.default_rng(0)
ARRAYS = {"x": RNG.standard_normal((3, 4)), "W": RNG.standard_normal((4, 2)), str(N): 3, str(D): 4, str(H): 2}
SUM = total(x[n, i] * W[i, j], i)


def test_slopes_of_a_weighted_sum_by_its_weights():
    found = slopes(SUM, W[i, j], ARRAYS, (n, j))  # of z[n, j] by W[i, j']
    np.testing.assert_allclose(found, np.einsum("ni,jk->njik", ARRAYS["x"], np.eye(2)))


def test_a_letter_that_occurs_twice_in_a_slope_has_one_axis():
    found = slopes_of_links([Symbol("lr") * Partial(z[n, j], W[i, j])], [(z[n, j], SUM)], ARRAYS)
    np.testing.assert_allclose(found[Partial(z[n, j], W[i, j])], np.broadcast_to(ARRAYS["x"][:, None], (3, 2, 4)))


def test_a_line_of_the_chain_rule_has_numbers_at_the_places_asked_for():
    dz = RNG.standard_normal((3, 2))
    line = total(IndexedBase("dz")[n, k] * Partial(z[n, k], W[i, j]), n, k)
    definition = Derivation(z[n, j], (Step(SUM),))
    at = (np.array([0, 3]), np.array([1, 0]))
    sizes = {str(s): 2 for s in k.upper.free_symbols}
    found = line_at(line, (i, j), {"z": definition}, ARRAYS | {"dz": dz} | sizes, at)
    np.testing.assert_allclose(found, (ARRAYS["x"].T @ dz)[at])
