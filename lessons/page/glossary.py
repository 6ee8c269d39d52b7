"""What the words mean: one sentence each, the same wherever a lesson uses one of them."""

import re
from collections.abc import Iterator

GLOSSARY = {
    "activation": "What a unit hands on: its pre-activation, bent by a function such as ReLU or tanh.",
    "backpropagation": "Working out the gradient of the loss from the last layer to the first, each layer from the "
    "one after it.",
    "batch normalisation": "Shifting and scaling each unit so that it has mean 0 and a variance of almost 1 over the "
    "mini-batch.",
    "bias": "A number added to what a unit receives, whatever the input.",
    "chain rule": "The slope along a path is the product of the slopes of its parts; several paths are added.",
    "convolution": "The same small patch of weights, laid on every place of an image.",
    "cross-entropy": "The loss −log p of the probability p given to the right class.",
    "dropout": "Leaving out units at random while learning, so that no unit relies on another.",
    "epoch": "One pass over all digits to learn from.",
    "error signal": "The gradient of the loss by a pre-activation, written δ.",
    "gradient": "The slopes of the loss by each of many numbers, in the shape of those numbers.",
    "hidden layer": "A layer between the input and the output; nobody says what its units should be.",
    "initialisation": "How the weights are drawn before the first step.",
    "Jacobian": "All slopes of several outputs by several inputs, in rows and columns.",
    "kink": "A point where the slope from the left and the slope from the right differ.",
    "label": "What a digit really is.",
    "learning rate": "How far a step goes for a given gradient.",
    "logits": "The last pre-activations, from which softmax makes probabilities.",
    "loss": "One number that says how wrong the network is; learning lowers it.",
    "mini-batch": "The few digits whose gradients are averaged for one step.",
    "momentum": "Going on in the direction of earlier gradients, which fade away step by step.",
    "one-hot": "A row that is 1 at one place and 0 elsewhere.",
    "optimizer": "The rule that turns a gradient into a step.",
    "parameters": "The numbers that learning changes: weights, biases, and the γ and β of a normalisation.",
    "pooling": "Keeping the largest, or the mean, of each small patch of an image.",
    "pre-activation": "The weighted sum that a unit receives, before its activation bends it.",
    "regularisation": "Whatever keeps a network from learning its digits by heart, such as a price on large weights, "
    "or dropout.",
    "ReLU": "The function that is z where z is positive, and 0 elsewhere.",
    "round-off": "The error made because a computer keeps about 16 digits of a number.",
    "softmax": "The function that turns any numbers into probabilities: e to each of them, over the sum.",
    "truncation": "The error made by replacing a slope with the rise over a step that is not infinitely small.",
    "unit": "One number of a layer; people also say neuron.",
    "weights": "The factors with which a unit weighs its inputs.",
}

SKIPPED = re.compile(r"(\$[^$]*\$|`[^`]*`|\]\([^)]*\)|^#.*$)", re.MULTILINE)  # mathematics, code, addresses, headings
TERM = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(term) for term in sorted(GLOSSARY, key=len, reverse=True)) + r")(?![\w-])",
    re.IGNORECASE,
)
BY_WORD = {term.lower(): term for term in GLOSSARY}


def terms(text: str, met: set[str]) -> Iterator[tuple[str, str | None]]:
    """The prose in pieces, each with its term of the glossary where one is met for the first time; `met` grows."""
    for k, piece in enumerate(SKIPPED.split(text)):
        if k % 2:
            yield piece, None
            continue
        for n, word in enumerate(TERM.split(piece)):
            term = BY_WORD[word.lower()] if n % 2 else None
            if term in met:
                term = None
            if term is not None:
                met.add(term)
            yield word, term
