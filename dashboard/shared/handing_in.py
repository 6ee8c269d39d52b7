"""To hand in without a class: a short code that this server has signed, and a table of the codes that came back.

    eyJBZGEiLCI5ZjNh….3f9a0c5e1b7d2a486c1e      name, browser, day, what was solved; and the signature

The server gives a receipt when it has judged an answer to be right; the browser keeps it. A receipt holds for the
browser that it was given to, so a copied one is refused; a code names its browser by a few signs that cannot be turned
back, so two names from one browser are noticed.
"""

import base64
import binascii
import datetime
import hmac
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dashboard.shared.secret import seal

RECEIPT, CODE, WHO = "receipt", "hand-in", "hand-in browser"
SIGNS = 20  # of a signature: 80 bits
KNOWN_BY = 10  # signs that tell browsers apart
LONGEST_NAME, MOST = 40, 200  # characters, exercises
NAME = re.compile(r"[a-z0-9-]{3,60}")
WRITTEN = re.compile(rf"([A-Za-z0-9_-]{{8,4000}})\.([0-9a-f]{{{SIGNS}}})")


class HandIn(NamedTuple):
    """What a code says."""

    name: str
    browser: str
    day: str
    solved: tuple[str, ...]


class Line(NamedTuple):
    """A code that was pasted, as a row of the table."""

    name: str
    day: str
    exercises: int
    solved: str
    remark: str


def receipt(browser: str, exercise: str) -> str:
    """What a browser keeps of an exercise that it has solved."""
    return seal(RECEIPT, f"{browser} {exercise}", SIGNS)


def honest(browser: str, receipts: Mapping[Any, Any]) -> set[str]:
    """The exercises whose receipts were given to this browser."""
    return {
        name
        for name, given in list(receipts.items())[:MOST]
        if isinstance(name, str)
        and isinstance(given, str)
        and NAME.fullmatch(name)
        and hmac.compare_digest(given.encode(errors="replace"), receipt(browser, name).encode())
    }


def written(name: str, browser: str, solved: Iterable[str], day: datetime.date) -> str:
    """The code to hand in."""
    known = seal(WHO, browser, KNOWN_BY)
    content = json.dumps([name[:LONGEST_NAME], known, day.isoformat(), *_packed(sorted(solved)[:MOST])])
    text = base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")
    return f"{text}.{seal(CODE, text, SIGNS)}"


def _packed(names: list[str]) -> list[str]:
    """`softmax-derive1`, `softmax-entry1` as `softmax derive1 entry1`: each lesson once."""
    lessons: dict[str, list[str]] = {}
    for name in names:
        lesson, _, kind = name.rpartition("-")
        lessons.setdefault(lesson, []).append(kind)
    return [" ".join([lesson, *kinds]) for lesson, kinds in lessons.items()]


def read(code: str) -> HandIn | None:
    """What a code says; None where this server has not signed it."""
    found = WRITTEN.fullmatch(code)
    if not found or not hmac.compare_digest(found[2], seal(CODE, found[1], SIGNS)):
        return None
    try:
        content = json.loads(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)))
        name, browser, day, *packed = map(str, content)
    except (ValueError, TypeError, binascii.Error):
        return None
    split = [entry.split(" ") for entry in packed]
    return HandIn(name, browser, day, tuple(f"{lesson}-{kind}" for lesson, *kinds in split for kind in kinds))


def table(pasted: str) -> list[Line]:
    """A row for each code that was pasted, with what is wrong with it, and for each line that has none."""
    found = [re.findall(r"\S{10,}", text) or [text.strip()] for text in pasted.splitlines() if text.strip()]
    codes = [code for of_line in found for code in of_line][:1_000]
    read_ones = [read(code) for code in codes]
    times = Counter(codes)
    names: dict[str, set[str]] = {}
    for known in filter(None, read_ones):
        names.setdefault(known.browser, set()).add(known.name)
    lines, met = [], set[str]()
    for code, one in zip(codes, read_ones, strict=True):
        if one is None:
            what = "Not signed by this server" if re.fullmatch(r"\S{10,}", code) else "No code in this line"
            lines.append(Line("", "", 0, "", f"{what}: {code[:24]}{'…' if len(code) > 24 else ''}"))
            continue
        others = sorted(names[one.browser] - {one.name})
        remark = "Handed in more than once" if times[code] > 1 and code in met else ""
        if others:
            remark = f"From the same browser as {', '.join(others)}"
        met.add(code)
        lines.append(Line(one.name, one.day, len(one.solved), ", ".join(one.solved), remark))
    return lines
