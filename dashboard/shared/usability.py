"""The System Usability Scale: ten sentences, each answered from 1 to 5, and a score from 0 to 100.

    score = 2.5 (Σ over odd items of (answer − 1) + Σ over even items of (5 − answer))

John Brooke, “SUS: A quick and dirty usability scale”, in Usability Evaluation in Industry, 1996, pages 189 to 194. Who
cannot answer an item marks the centre, 3.
"""

from collections.abc import Sequence

ITEMS = (
    "I think that I would like to use this system frequently",
    "I found the system unnecessarily complex",
    "I thought the system was easy to use",
    "I think that I would need the support of a technical person to be able to use this system",
    "I found the various functions in this system were well integrated",
    "I thought there was too much inconsistency in this system",
    "I would imagine that most people would learn to use this system very quickly",
    "I found the system very cumbersome to use",
    "I felt very confident using the system",
    "I needed to learn a lot of things before I could get going with this system",
)
LOW, CENTRE, HIGH = 1, 3, 5
ENDS = ("Strongly disagree", "Strongly agree")


def score(answers: Sequence[int]) -> float:
    """The score of ten answers in the order of the items. Raises ValueError for others."""
    if len(answers) != len(ITEMS) or not all(LOW <= one <= HIGH for one in answers):
        raise ValueError(f"the scale has {len(ITEMS)} answers from {LOW} to {HIGH}")
    return 2.5 * sum(one - LOW if k % 2 == 0 else HIGH - one for k, one in enumerate(answers))
