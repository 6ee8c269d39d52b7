"""The shape of one example on a wire, in words, and the error of a chain that does not fit."""


class ShapeError(ValueError):
    """A chain of layers that does not fit together. The message is a sentence for a person."""


def spell(shape) -> str:
    """`784 numbers` for a row, `6 × 24 × 24` for images: channels × height × width."""
    return " × ".join(map(str, shape)) + (" numbers" if len(shape) == 1 else "")
