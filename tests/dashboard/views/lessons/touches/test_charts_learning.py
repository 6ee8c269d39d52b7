"""What answers when a reader moves a learning rate, a step, the size of weights or an optimizer is what core
computes."""

import numpy as np
import pytest

from core.network import Network
from dashboard.shared.palette import PARAMETER
from dashboard.views.lessons.touches.bowl import descent
from dashboard.views.lessons.touches.charts_learning import bowl as bowl_figure
from dashboard.views.lessons.touches.charts_learning import curves, errors, valley
from lessons.derivations.depth import deep, root_mean_squares, theta_of
from lessons.derivations.differences import both_sides
from lessons.derivations.valley import CURVATURES, path
from tests.support.touches import page

RNG = np.random.default_rng(0)


def test_a_bowl_multiplies_by_one_minus_the_rate():
    np.testing.assert_allclose(descent(0.3, 5), 0.7 ** np.arange(6), rtol=1e-12)
    at = page("bowl")
    assert f"**{0.7**8:.3g}**" in at.markdown[0].value
    at.slider(key="bowl rate").set_value(2.2).run()
    assert "outside the picture" in at.markdown[0].value


def test_a_shorter_step_leaves_fewer_digits():
    network = Network.from_text("4-3-tanh-2")
    losses, _ = both_sides(
        network,
        RNG.standard_normal(network.size),
        RNG.standard_normal((1, 4)),
        [1],
        np.ones(network.size),
        10.0 ** -np.arange(1.0, 16.0),
    )
    found = np.full((2, 15), 1e-3)
    at = page("error against h", losses=losses, errors=found)
    first = at.markdown[0].value
    at.slider(key="h power").set_value(12).run()
    assert len(at.markdown[0].value.split("**")[1]) < len(first.split("**")[1])


def test_deep_layers_answer_with_cores_sizes():
    x, labels = RNG.random((2, 784)), np.array([3, 4])
    at = page("depth", x=x, labels=labels)
    values, gradients = root_mean_squares(deep("relu"), theta_of(deep("relu"), "he"), x, labels)
    assert f"**{values[-1]:.2g}**" in at.markdown[0].value
    assert f"**{gradients[0]:.2g}**" in at.markdown[0].value
    before = at.markdown[0].value
    at.slider(key="depth times").set_value(1.5).run()
    assert at.markdown[0].value != before


def test_each_optimizer_takes_its_own_way():
    at = page("valley")
    before = at.markdown[0].value
    at.selectbox(key="valley optimizer").set_value("adam").run()
    assert at.markdown[0].value != before


@pytest.mark.parametrize("dark", [False, True])
def test_figures_draw_the_numbers_they_are_given(dark):
    wall, points = bowl_figure([1.0, -0.5, 3.0], dark).data
    np.testing.assert_allclose(points.x, [1, -0.5])  # 3 lies outside
    np.testing.assert_allclose(points.y, [0.5, 0.125])
    assert points.line.color == PARAMETER.on(dark)
    np.testing.assert_allclose(wall.y, np.asarray(wall.x) ** 2 / 2)
    figure = errors(np.array([[1e-2, 1e-4], [1e-3, 1e-5]]), 2, dark)
    np.testing.assert_allclose(figure.data[1].y, [1e-3, 1e-5])
    assert figure.layout.shapes[0].x0 == 2
    assert len({line.line.dash for line in curves([0, 1], {"a": [1, 2], "b": [2, 1]}, ("x", "y"), dark).data}) == 2
    way = path("momentum", 0.02, 10)
    np.testing.assert_allclose(valley(way, CURVATURES, dark).data[1].y, way[:, 0])


def test_a_marked_chart_leaves_the_plain_one_as_it_was():
    found, titles = np.full((2, 3), 1e-6), ("h = 10 to the minus", "relative error")
    lines = dict(zip(("central difference", "complex step"), found, strict=True))
    plain = curves(np.arange(1, 4), lines, titles, False, True)
    assert len(errors(found, 2, False).layout.shapes) == 1
    assert curves(np.arange(1, 4), lines, titles, False, True) is plain
    assert not plain.layout.shapes
