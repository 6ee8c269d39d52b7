"""The reason beside a line is read off the line before and the line itself: differentiated, and the ∂ are gone.

Each row says what is to be seen between two lines, and the words for it. The rows are asked in their order, what is
particular before what is general, and the first that is seen is the reason. Nobody types one beside a line.
"""

from functools import lru_cache

from sympy import Expr

from lessons.engine.reasons.beginnings import BEGINNINGS
from lessons.engine.reasons.differentiated import DIFFERENTIATED
from lessons.engine.reasons.moves import Line, Move, Row
from lessons.engine.reasons.replaced import REPLACED
from lessons.engine.reasons.rewritten import REWRITTEN
from lessons.engine.reasons.sums import SUMS

CLOSED_LIST: tuple[Row, ...] = (*BEGINNINGS, *DIFFERENTIATED, *SUMS, *REPLACED, *REWRITTEN)


def seen(move: Move) -> list[str]:
    """Every reason of the list that is true of it, the one to give first."""
    return [words if isinstance(words, str) else words(move) for words, check in CLOSED_LIST if check(move)]


@lru_cache(maxsize=4096)
def reason(before: Expr, after: Expr, first: bool) -> str:
    """Why the line `after` follows from `before`, or on the first line from the left side; "" where nothing is seen."""
    move = Move(Line(before), Line(after), first)
    row = next((words for words, check in CLOSED_LIST if check(move)), "")
    return row if isinstance(row, str) else row(move)
