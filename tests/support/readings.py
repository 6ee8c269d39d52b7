"""What the sentence of a reading says in numbers."""

import re

from lessons.page.adjustable import Adjustable, Reading
from lessons.page.stop import spans


def marked(reading: Reading, role: str) -> list[float]:
    """The numbers that a sentence marks with a role."""
    words = [words for own, words in spans(reading.says) if own == role]
    return [float(re.search(r"[-+−]?[\d.]+", word)[0].replace("−", "-")) for word in words]  # type: ignore[index]


def holds(block: Adjustable) -> bool:
    """Core agrees with the formula at every value, and each sentence has one number to drag."""
    dragged = [[role for role, _ in spans(reading.says)].count("drag") for reading in block.readings]
    return block.check.holds and 0 <= block.start < len(block.readings) and set(dragged) == {1}
