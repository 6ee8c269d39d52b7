"""A sentence that compares has numbers behind it, and they stand beside it in the file of the lesson.

    claim("after eighty steps along the floor it is the last of the four", ends["sgd"] == max(ends.values()))

The page shows the sentence alone. A test asks every claim whether it holds on the lesson's own digit and whether its
words still stand in the prose, and every comparison in the prose for its claim.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """Some words of the prose, and whether what they say is so."""

    words: str
    holds: bool
