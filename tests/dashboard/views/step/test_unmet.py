import pytest

from core.network import Network
from dashboard.views.step.unmet import unmet

NETWORK = Network.from_text("784-6-relu-10")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"digit": "-1"}, "test digit -1; there are 0 to 9999. You see digit 0."),
        ({"digit": "99999"}, "test digit 99999;"),
        ({"digit": "abc"}, "test digit abc;"),
        ({"label": "17"}, "the label 17"),
        ({"batch": "12"}, "12 digits at once; it can be 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 or 16"),
        ({"plan": "sgd,1000"}, "plans a training step that cannot be taken"),
        ({"plan": "newton"}, "plans a training step that cannot be taken"),
        ({"epsilon": "0.7"}, "moves the pixels by 0\\.7; it can be 0 to 0.5"),
        ({"own": "4:eJw~eJz"}, "The image in this link cannot be read"),
        ({"seed": "-4"}, "the seed -4"),
        ({"step": "zzz"}, "the step zzz"),
        ({"pin": "W1,784,0"}, "does not have"),
        ({"pin": "W1,3"}, "does not have"),
        ({"pin": "z1,-1,0"}, "does not have"),
        ({"pin": "z1,1,0"}, "does not have"),
        ({"pin": "W9,0,0"}, "does not have"),
        ({"checkpoint": "77"}, "after step 77, which was not kept. You see it after step 1,200"),
        ({"edits": "x:1:0.5~garbage"}, "numbers that cannot be read"),
        ({"steps": "sgd:nan:5"}, "training steps cannot be read"),
        ({"own": "eJz"}, "image in this link cannot be read"),
        ({"present": "banana"}, "present the page: banana"),
        ({"run": "../../x"}, "This run is gone"),
        ({"digit": "inf"}, "test digit inf;"),
        ({"digit": "²"}, "test digit ²;"),
        ({"digit": "9" * 5_000}, f"test digit {'9' * 24}…;"),
        ({"edits": f"x:{'9' * 5_000}:1"}, "numbers that cannot be read"),
        ({"pin": f"x,0,{'9' * 5_000}"}, "does not have"),
        ({"pin": "x,0,²"}, "does not have"),
        ({"steps": f"sgd,0.1,{'9' * 5_000}:1:1"}, "training steps cannot be read"),
    ],
)
def test_what_a_link_cannot_have_gets_one_sentence(query, words):
    (sentence,) = unmet(query, NETWORK, 10_000, [1_200, 0])
    assert words in sentence


def test_a_link_of_the_page_itself_gets_none():
    query = {
        "digit": "321",
        "label": "5",
        "batch": "4",
        "seed": "7",
        "step": "dz1",
        "edits": "x:1:0.5",
        "steps": "sgd,0.1,321:2:1",
    }
    assert not list(unmet(query, NETWORK, 10_000))
    assert not list(unmet({"label": "as written"}, NETWORK, 10_000))
    assert not list(unmet({"checkpoint": "1200"}, NETWORK, 10_000, [1_200, 0]))


@pytest.mark.parametrize("pin", ["W1,783,5", "dW1,783,5", "b1,5", "z1,3,0", "x,3,783", "L"])
def test_a_link_can_point_at_any_number(pin):
    assert not list(unmet({"pin": pin, "batch": "4"}, NETWORK, 10_000))


def test_a_link_with_batch_normalisation_has_four_digits():
    network = Network.from_text("784-6-bn-relu-10")
    assert not list(unmet({"pin": "z1,3,0"}, network, 10_000))
    assert list(unmet({"pin": "z1,4,0"}, network, 10_000))
    assert list(unmet({"pin": "z1,3,0", "batch": "2"}, network, 10_000))  # as many as it asks for


def test_a_link_cannot_put_markup_on_the_page():
    (sentence,) = unmet({"digit": "[a](b)<i>:red[x]"}, NETWORK, 10_000)
    assert r"\[a\]\(b\)\<i\>\:red\[x\];" in sentence.replace("\N{ZERO WIDTH SPACE}", "")
