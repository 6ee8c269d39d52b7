"""What a reader moves answers with core's numbers, and every name that a lesson gives is known."""

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.losses import SoftmaxCrossEntropy
from dashboard.views.lessons.touches import batch, neuron, published, surprise
from dashboard.views.lessons.touches.table import TOUCHES
from lessons.page.blocks import Touch, printed
from lessons.page.reader import lessons, load
from tests.support.touches import page

RNG = np.random.default_rng(0)
PIXELS, WEIGHTS = RNG.random((28, 28)), RNG.standard_normal(784)
LOGITS = RNG.standard_normal(10)
TERMS = RNG.standard_normal((6, 10))
CLOUD = RNG.standard_normal((80, 2))


def said(at) -> str:
    return at.markdown[0].value


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_every_name_that_a_lesson_gives_is_known_and_can_be_drawn(lesson):
    for block in load(lesson.path):
        if isinstance(block, Touch):
            assert block.name in TOUCHES
            page(block.name, **block.settings)


def test_a_digit_moved_meets_other_weights():
    at = page("neuron", pixels=PIXELS, weights=WEIGHTS, bias=0.5)
    assert f"{printed(PIXELS.ravel() @ WEIGHTS + 0.5, '+.2f')}" in said(at)
    at.slider(key="neuron right").set_value(2).run()
    there = np.zeros((28, 28))
    there[:, 2:] = PIXELS[:, :-2]
    assert f"{printed(there.ravel() @ WEIGHTS + 0.5, '+.2f')}" in said(at)
    assert np.array_equal(neuron.moved(PIXELS, -1, 0)[:-1], PIXELS[1:])


def test_a_path_switched_off_is_missing_from_the_sum():
    at = page("paths", contributions=TERMS, unit=4)
    assert said(at).count(f"{printed(TERMS.sum(), '+.4f')}") == 2
    largest = np.abs(TERMS).argmax()
    (pills,) = at.get("button_group")
    names = list(pills.options)
    assert str(names[0]).startswith(f"by unit {largest // 10} to class {largest % 10}")
    pills.set_value(names[1:]).run()
    assert f"{printed(TERMS.sum() - TERMS.ravel()[largest], '+.4f')}" in said(at)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_slope_under_the_slider_is_that_of_core(name):
    at = page("slope")
    at.selectbox(key="slope of").set_value(name)
    at.slider(key="slope at").set_value(-1.3).run()
    assert not at.exception
    z = np.array([-1.3])
    assert f"**{printed(float(ACTIVATIONS[name].slope(z, ACTIVATIONS[name].f(z))[0] * 1.0))}** comes" in said(at)


def test_a_logit_moved_moves_its_probability():
    at = page("softmax", logits=LOGITS, moved=3)
    at.slider(key="softmax by").set_value(2.0).run()
    moved = LOGITS + 2.0 * (np.arange(10) == 3)
    assert f"to **{SoftmaxCrossEntropy().output(moved[None])[0, 3]:.3f}**" in said(at)


def test_the_loss_follows_the_logit_of_the_label():
    at = page("surprise", logits=LOGITS, label=6)
    at.slider(key="surprise by").set_value(-1.5).run()
    p = SoftmaxCrossEntropy().output((LOGITS - 1.5 * (np.arange(10) == 6))[None])[0, 6]
    assert f"**{p:.4f}**" in said(at)
    assert f"**{-np.log(p):.3f}**" in said(at)
    assert f"**{printed(p - 1, '+.4f')}**" in said(at)
    z, loss, slopes, _ = surprise.losses(LOGITS, 6)
    assert np.allclose(np.gradient(loss, z)[1:-1], slopes[1:-1], atol=2e-3)


def test_means_scatter_less_than_single_digits():
    at = page("batch", gradients=CLOUD)
    at.select_slider(key="batch size").set_value(64).run()
    assert not at.exception
    spread = np.sqrt(((batch.means(CLOUD, 64) - CLOUD.mean(axis=0)) ** 2).sum(axis=1).mean())
    assert spread == pytest.approx(np.sqrt(CLOUD.var(axis=0).sum() / 64), rel=0.15)


def test_the_printed_error_is_found_by_moving_the_output_weights_first():
    at = page("published")
    assert "**0.2910277737**; printed is 0.291027924. They part at digit 7" in said(at)
    at.toggle(key="published biases").set_value(True).run()
    assert "They part at digit 2" in said(at)
    at.toggle(key="published biases").set_value(False)
    at.radio(key="published weights").set_value(published.AFTER).run()
    assert "All 9 digits agree" in said(at)
