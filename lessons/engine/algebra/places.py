"""Where in an image a number stands: whole-number division, and which of several is the largest."""

from sympy import Function


class Quotient(Function):
    """⌊a / b⌋ of whole numbers."""

    nargs = (2,)


class Remainder(Function):
    """a − b ⌊a / b⌋."""

    nargs = (2,)


class Largest(Function):
    """The largest of its arguments."""

    def fdiff(self, argindex=1):
        return Winner(argindex - 1, *self.args)


class Winner(Function):
    """1 if its first argument is the place, from 0, of the largest of the others, else 0. Of equals the first wins."""


def pixel_address(i, height, width) -> tuple:
    """The channel, row and column of number i of a row that was read line by line."""
    return Quotient(i, height * width), Remainder(Quotient(i, width), height), Remainder(i, width)


def pixel_number(c, h, w, height, width):
    """The place in the row of the pixel in channel c, row h, column w."""
    return (c * height + h) * width + w
