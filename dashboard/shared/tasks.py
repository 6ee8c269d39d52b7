"""A task is a link: any view, the controls that it leaves, a text, and what is due.

    train?network=784-32-relu-10&task=eNqrVipRslJQ…

`task` holds it as compressed JSON: the view around it is an ordinary link, so that a task works with a class and
without one.
"""

import base64
import json
import re
import zlib
from dataclasses import dataclass
from typing import NamedTuple

LONGEST_TEXT, LONGEST_DUE, MOST_DUE = 600, 160, 12  # characters, characters, lines
LONGEST = 4_000  # characters in a link
LARGEST = 20_000  # bytes of a task that is unpacked


class Control(NamedTuple):
    """Something that a task may leave on a page: its name in the link, what a person calls it, and where it is."""

    name: str
    label: str
    places: tuple[str, ...]  # keys of Streamlit; `key*` is every key that begins so, `+key` a box that can be opened


@dataclass(frozen=True)
class Goal:
    """A line of what is due that can be looked up: a run that reaches an accuracy, or an exercise that is solved."""

    accuracy: float = 0.0  # a share, on the digits held back
    parameters: int = 0  # at most; 0: any number
    exercise: str = ""


@dataclass(frozen=True)
class Task:
    """What a teacher asks for."""

    text: str = ""
    controls: tuple[str, ...] = ()  # names of those that stay
    due: tuple[str, ...] = ()

    def written(self) -> str:
        """The task as it stands in a link."""
        packed = zlib.compress(json.dumps([self.text, self.controls, self.due]).encode(), 9)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def tidied(text: str, controls: tuple[str, ...], due: str) -> Task:
    """A task of what a teacher typed; `due` has a line each."""
    lines = [line.strip()[:LONGEST_DUE] for line in due.splitlines() if line.strip()]
    return Task(text.strip()[:LONGEST_TEXT], controls, tuple(lines[:MOST_DUE]))


def read_task(written: str) -> Task | None:
    """The task in a link; None where it cannot be read."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", written) or len(written) > LONGEST:
        return None
    try:
        unpacking = zlib.decompressobj()
        packed = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
        text, controls, due = json.loads(unpacking.decompress(packed, LARGEST).decode())
        if not isinstance(text, str) or not all(isinstance(one, str) for one in (*controls, *due)):
            return None
        return tidied(text, tuple(controls)[:100], "\n".join(due))
    except (ValueError, TypeError, zlib.error):
        return None


REACH = re.compile(
    r"reach (?P<percent>[0-9]{1,3}(?:\.[0-9]{1,3})?) ?%"
    r"(?: with (?:at most|up to) (?P<most>[0-9][0-9, ]{0,12}) parameters)?\.?",
    re.IGNORECASE,
)
SOLVE = re.compile(r"solve (?P<exercise>[a-z0-9-]{3,60})\.?", re.IGNORECASE)


def goal_of(line: str) -> Goal | None:
    """What can be looked up of a line that is due, `reach 97 % with at most 10,000 parameters` or `solve
    softmax-derive1`; None where a person has to say it."""
    if found := REACH.fullmatch(line.strip()):
        most = re.sub("[, ]", "", found["most"] or "0")
        share = float(found["percent"]) / 100
        return Goal(accuracy=share, parameters=int(most)) if 0 < share <= 1 else None
    if found := SOLVE.fullmatch(line.strip()):
        return Goal(exercise=found["exercise"].lower())
    return None
