"""What was put in is named by what is gone."""

from lessons.derivations import logits, whole
from lessons.engine.chain.equations import derive
from lessons.registry import NETWORKS


def test_a_gradient_that_was_put_in_is_named():
    assert whole.one_weight().reasons == (
        "the weight lies on its input",
        r"$\delta^{(1)}$ put in",
        r"$\frac{\partial L}{\partial a^{(1)}}$ put in",
        r"$\delta^{(2)}$ put in",
        r"$\frac{\partial L}{\partial a^{(2)}}$ put in",
        r"$\delta^{(3)}$ put in",
    )


def test_several_that_were_put_in_at_once_are_all_named():
    normalised = next(network for network in NETWORKS if "bn" in str(network))
    (into,) = [e for e in derive(normalised) if any(why.count("partial L") == 3 for why in e.reasons)]
    (why,) = [why for why in into.reasons if "put in" in why]
    assert (why.count(", "), why.count(" and ")) == (1, 1)
    assert why.endswith(" put in")


def test_softmax_put_in():
    assert "softmax put in" in logits.log_probability().reasons
