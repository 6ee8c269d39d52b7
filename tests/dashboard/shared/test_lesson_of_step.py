import pytest

from core.network import Network
from dashboard.shared.lesson_of_step import lesson_of
from lessons.engine.chain.equations import derive
from lessons.registry import NETWORKS


@pytest.mark.parametrize(
    ("text", "name", "slug"),
    [
        ("784-6-relu-10", "z1", "a-layer-and-its-transpose"),
        ("784-6-relu-10", "a1", "activations-and-their-slopes"),
        ("784-6-relu-10", "dz1", "activations-and-their-slopes"),
        ("784-6-relu-10", "p", "softmax"),
        ("784-6-relu-10", "L", "cross-entropy"),
        ("784-6-relu-10", "dz2", "cross-entropy"),
        ("784-6-relu-10", "da1", "the-chain-rule"),
        ("784-6-relu-10", "dW2", "backpropagation"),
        ("784-6-relu-10", "db1", "backpropagation"),
    ],
)
def test_a_step_leads_to_the_lesson_that_explains_it(text, name, slug):
    network = Network.from_text(text)
    (equation,) = (one for one in derive(network) if one.name == name)
    assert lesson_of(equation, network).slug == slug


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_every_step_of_every_layer_has_a_lesson(network):
    for equation in derive(network):
        assert lesson_of(equation, network).number
