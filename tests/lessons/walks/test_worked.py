"""What is written down by hand: every line of a small pass, in the order in which it is worked out."""

import pytest

from core.given import given, read_text
from core.losses import LOSSES
from core.network import Network
from lessons.page.example import Example
from lessons.page.small import SMALL
from lessons.page.stop import plain
from lessons.walks import worked
from lessons.walks.numbers import Numbers


def numbers(network: str, loss: str, text: str) -> Numbers:
    found = given(Network.from_text(network, LOSSES[loss]), read_text(text))
    return Numbers(Example(found.trace(), 0, found.x, found.y))


@pytest.fixture
def whole() -> Numbers:
    found = SMALL["whole"].given()
    return Numbers(Example(found.trace(), 0, found.x, found.y))


def test_forward_and_back_are_those_of_pen_and_paper(whole):
    assert [plain(one) for one in worked.sums(whole, 0)] == [
        "unit 0: 1 · 1 + 2 · 1 + 0 = 3",
        "unit 1: 1 · −1 + 2 · 2 − 1 = 2",
    ]
    assert plain(worked.arriving(whole, 2)[1]).startswith("unit 1: 2 · ")
    assert all(plain(one).endswith(" = 0") or "·" in plain(one) for one in worked.passing(whole, 1))


def test_each_loss_says_what_each_output_costs():
    text = "x:1,2~y:0,1~W1:1,0,0,1~b1:0,0"
    assert "(1 − 0)² / 2 = 0.5, (2 − 1)² / 2 = 0.5" in worked.loss(numbers("2-2", "quadratic", text))
    assert worked.loss(numbers("2-2", "cross-entropy", text)).endswith("−ln 0.7311 = 0.3133")
    assert "−ln (1 − 0.7311) = 1.313, −ln 0.8808 = 0.1269" in worked.loss(numbers("2-2", "binary cross-entropy", text))


def test_a_target_below_nothing_is_added():
    story = numbers("2-2", "quadratic", "x:1,2~y:-3,1~W1:1,0,0,1~b1:0,0")
    assert "1 + 3 = 4" in plain(worked.blames(story))
