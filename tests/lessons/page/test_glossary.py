"""Words explain themselves where they first stand, and nowhere else."""

from lessons.page.glossary import GLOSSARY, terms


def explained(text, met=None):
    return [(word, term) for word, term in terms(text, set() if met is None else met) if term]


def test_every_meaning_is_a_sentence():
    assert all(meaning.endswith(".") for meaning in GLOSSARY.values())


def test_a_word_is_explained_once():
    assert explained("The Softmax, and the softmax again; the loss.") == [("Softmax", "softmax"), ("loss", "loss")]
    met = {"softmax"}
    assert explained("softmax and loss", met) == [("loss", "loss")]
    assert met == {"softmax", "loss"}


def test_the_text_stays_what_it_was():
    text = "# The loss\nA **mini-batch** has `loss` and $loss$ in [loss](loss); pre-activation.\n"
    assert "".join(word for word, _ in terms(text, set())) == text
    assert explained(text) == [("mini-batch", "mini-batch"), ("loss", "loss"), ("pre-activation", "pre-activation")]


def test_a_part_of_a_word_is_not_the_word():
    assert explained("lossless, unit-free, biased") == []
