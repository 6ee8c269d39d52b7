"""The digit that lessons work on is one that the network misreads."""

from dataclasses import replace

import numpy as np

from lessons.page.example import BATCH, Example, misread, on, this_digit


def test_the_example_is_a_digit_that_the_network_misreads():
    digit = misread()
    assert digit.guess != digit.label
    assert digit.arrays["x"].shape == (1, 784)
    assert this_digit() is digit
    with on(other := replace(digit, index=0)):
        assert this_digit() is other
    for name in ("z1", "p", "dz3", "dW1"):
        assert digit.equation(name).proof.proved
        assert digit.code(name).sources[0].file.startswith("core/")
    assert digit.rows_and_columns("dW2").lines()[0].reason == "in NumPy: `dW2 = a1.T @ dz2`"


def test_an_equation_is_proved_once_for_a_digit():
    digit = misread()
    assert digit.proof("z1") is digit.proof("z1")
    assert digit.proof("z1") is not replace(digit, index=0).proof("z1")


def test_a_batch_goes_on_from_the_digit_and_around():
    digit = misread()
    images, labels = np.tile(np.arange(10.0)[:, None], 784), np.arange(10)
    last = Example.of(digit.network, digit.trace.theta, images, labels, 9)
    assert last.labels.tolist() == [9, *range(BATCH - 1)]
    assert last.label == 9
    assert last.pixels.shape == (28, 28)
