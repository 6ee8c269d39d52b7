"""The filters chosen by hand find what their names say, and the pixel that was kept is the one the gradient goes to."""

import numpy as np

from lessons.derivations import edges
from lessons.derivations.edges import FILTERS, NETWORK
from lessons.exercises import Context


def square_of_ink():
    image = np.zeros((1, 28, 28))
    image[0, 8:20, 8:20] = 1
    return image.reshape(1, 784)


def test_each_filter_answers_where_its_edge_is():
    maps = edges.trace(square_of_ink(), np.array([0])).values[2][..., 0]  # (4, 26, 26)
    where = {name: np.unravel_index(own.argmax(), own.shape) for name, own in zip(FILTERS, maps, strict=True)}
    assert where["upper edge"][0] in (6, 7)
    assert where["lower edge"][0] in (18, 19)
    assert where["left edge"][1] in (6, 7)
    assert where["right edge"][1] in (18, 19)
    np.testing.assert_allclose(maps.max(axis=(1, 2)), 1)


def test_the_gradient_goes_to_the_pixel_that_the_exercise_says():
    rng = np.random.default_rng(0)
    context = Context(NETWORK, edges.parameters(), rng.random((1, 784)), np.array([3]))
    asked = edges.kept_pixel(context)
    trace = edges.trace(context.images, context.labels)
    numbers = [
        float(part.rsplit(" ", 1)[1]) for part in asked.prompt.split(": ")[1].split(". The gradient")[0].split(", ")
    ]
    assert int(np.argmax(numbers)) == asked.right
    a, da = trace.values[3][..., 0].reshape(4, 13, 2, 13, 2), trace.grads[3][..., 0].reshape(4, 13, 2, 13, 2)
    (place,) = [
        at for at in np.ndindex(4, 13, 13) if np.allclose(a[at[0], at[1], :, at[2], :].round(2).ravel(), numbers)
    ][:1]
    assert np.flatnonzero(da[place[0], place[1], :, place[2], :].ravel()).tolist() == [asked.right]


def test_the_map_is_a_cross_correlation_and_a_convolution_turns_the_filter_first():
    image = np.random.default_rng(0).random((28, 28))
    maps = edges.trace(image.reshape(1, 784), np.array([0])).values[2][..., 0]
    at, turned_at = (
        np.array([(image[4:7, 9:12] * patch).sum() for patch in patches])
        for patches in (FILTERS.values(), [patch[::-1, ::-1] for patch in FILTERS.values()])
    )
    np.testing.assert_allclose(maps[:, 4, 9], at)
    assert not np.allclose(maps[:, 4, 9], turned_at)
