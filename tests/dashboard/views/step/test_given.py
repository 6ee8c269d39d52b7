"""A network of any size is stepped through on numbers of a link, of a file, or of a seed."""

import io

import numpy as np
import pytest

from dashboard.data.checked_pass import CheckedPass
from dashboard.views.step.address import Address
from dashboard.views.step.given import beside, is_asked, read, subject_of
from lessons.page.small import SMALL
from tests.dashboard.views.step.test_view import of_pass


def query(name: str) -> dict[str, str]:
    return SMALL[name].query()


@pytest.mark.parametrize("name", SMALL)
def test_a_small_network_is_on_show_with_its_own_numbers(page, name):
    app = page(**query(name))
    shown = of_pass(app)
    small = SMALL[name].given()
    label = int(small.y[0].argmax())
    assert shown["digit"] == {"index": 0, "label": label, "own": False, "given": True, "aims": True}
    assert shown["sizes"]["N"] == len(small.x)
    assert shown["unchanged"]["loss"] == pytest.approx(float(small.trace().loss))
    assert shown["changes"]["steps"] == f"sgd,{SMALL[name].rate:g}"
    assert SMALL[name].about in app.markdown[-1].value
    assert "number_input" not in app or not app.number_input  # no digits to choose from


def test_a_step_in_a_link_is_taken_on_its_examples(page):
    app = page(**query("mazur") | {"steps": "sgd,0.5,0:0:1"})
    assert of_pass(app)["unchanged"]["loss"] == pytest.approx(0.28047144679)


def test_what_a_link_leaves_out_is_drawn_and_said(page):
    app = page(network="4-10-relu-3", seed="5")
    assert app.markdown[-1].value.endswith("Drawn from seed 5: labels, x, W1, b1, W2, b2.]")
    assert of_pass(app)["sizes"]["N"] == 1


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"given": "x:1,2"}, "Which network are these numbers of"),
        ({"given": "x:1,2", "network": "3-2"}, "each example of it has 3 here"),
        ({"given": "<b>", "network": "3-2"}, "These numbers cannot be read"),
        ({"given": "x:1,2", "network": "2-hello"}, "is no layer"),
        ({"network": "2-999999-999999"}, "parameters; the limit here is"),
    ],
)
def test_numbers_that_cannot_be_used_are_refused_in_a_sentence(page, link, words):
    app = page(**link)
    assert words.replace(" ", "") in app.error[0].value.replace("\\", "").replace(" ", "")
    assert not app.get("bidi_component")


def test_a_network_typed_on_the_page_of_digits_leads_to_its_own_numbers(page):
    app = page(digit="3")
    app.text_input(key="network").input("4-10-relu-3").run()
    assert of_pass(app)["digit"]["given"]
    assert app.query_params["network"] in ("4-10-relu-3", ["4-10-relu-3"])


def test_a_file_becomes_a_link(page):
    app = page(**query("whole"))
    file = io.BytesIO()
    np.savez(file, network="3-2", loss="quadratic", x=np.eye(3), W1=np.ones((3, 2)) / 3, labels=[0, 1, 1])
    app.file_uploader[0].upload("mine.npz", file.getvalue(), "application/octet-stream")
    app.button[0].click().run()
    assert not app.exception
    shown = of_pass(app)
    assert shown["sizes"]["N"] == 3
    assert "W1:0.3333333333333333" in str(app.query_params["given"])


def test_what_is_asked():
    assert is_asked(Address(given="x:1"))
    assert is_asked(Address(network="4-10-relu-3"))
    assert is_asked(Address(network="784-10", checked="0123456789abcdef"))
    assert not is_asked(Address(network="784-10"))
    assert not is_asked(Address(network="nonsense"))
    assert not is_asked(Address())


def test_equal_numbers_are_one_subject_and_others_another():
    one, two, same = (beside("2-2", "quadratic", f"x:1,2~y:{k},1", 0, "") for k in (0, 1, 0))
    other = beside("2-2", "quadratic", "x:1,2~y:0,1", 0, "db1:1,2")
    assert subject_of(one).name == subject_of(same).name
    assert len({subject_of(each).name for each in (one, two, other)}) == 3
    np.testing.assert_array_equal(subject_of(one).images(0, 1), [[1, 2]])


THEIRS = {**query("whole"), "step": "dW2", "theirs": "dW2:3,-6,2,4~L:7"}


def test_theirs_come_beside_ours_by_a_link(page):
    app = page(**THEIRS)
    shown = of_pass(app)
    assert shown["agrees"] == {"dW2": False, "L": False}
    assert {"yours dW2", "yours L"} <= {array["name"] for array in shown["arrays"]}
    assert "Your numbers stand beside ours." in app.markdown[-1].value
    assert "agrees" not in of_pass(page(**query("whole")))


@pytest.mark.parametrize("theirs", ["dW2:1", "dW9:1,2", "x:1,2", "W1:1,2,3,4", "dW2:nan", "**"])
def test_theirs_that_have_no_place_are_refused_in_a_sentence(page, theirs):
    app = page(**query("whole"), theirs=theirs)
    assert not app.exception
    assert "has no place for" in app.error[0].value or "These numbers cannot be read" in app.error[0].value


def test_a_pass_of_this_visit_is_found_and_one_of_another_is_missed(page, monkeypatch):
    given = read("784-10", "cross-entropy", "", 0)
    theirs = {"dW1": np.ones((784, 10))}
    kept = {"0123456789abcdef": CheckedPass(given, {"p": True, "dW1": False}, theirs)}
    monkeypatch.setattr("dashboard.views.step.given.find", kept.get)
    shown = of_pass(page(network="784-10", checked="0123456789abcdef", step="dW1"))
    assert shown["agrees"] == {"p": True, "dW1": False}
    missed = page(network="784-10", checked="f" * 16)
    assert "stayed in the visit in which it was brought" in missed.error[0].value
