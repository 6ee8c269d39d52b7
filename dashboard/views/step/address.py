"""The address of the stepper, one row for each of its parameters: what it may be, what it is where a link says
nothing, and what a person reads where it cannot be had.

    step?digit=321&step=dW1&pin=W1,323,8&edits=x:350:0.9~W1:12:-0.3&steps=sgd,0.1,321:2:1

Every limit of the page stands here: its fields, `edits`, `by_hand`, `questions` and the browser read it from the rows.
"""

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from dashboard.data.own_images import LONGEST, MOST
from dashboard.shared.numbers import whole
from dashboard.shared.settings import SETTINGS
from dashboard.shared.verbatim import verbatim

PLAIN = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?(e-[0-9]{1,3})?")  # a number as Python and browsers write it


def parameter(default, sentence: str, **limits) -> Any:
    """A row: the default, by its type the type of the parameter, and its limits: `low` and `high` of a number,
    `choices`, the `form` of a text or its `longest` length, and `most` of what is listed.

    `sentence` may name the limits, and what was `asked` for.
    """
    return field(default=default, metadata={"sentence": sentence, **limits})


@dataclass(frozen=True)
class Address:
    """Where a link leads: which digits, through which network, what is changed there and where one stands."""

    own: str = parameter(  # images of one's own, see `dashboard.data.own_images`
        "",
        "The image in this link cannot be read: part of it may be missing. You see a test digit.",
        longest=LONGEST,
    )
    digit: int = parameter(
        0, "This link asked for test digit {asked}; there are {low} to {high}. You see digit {low}.", low=0, high=9_999
    )
    label: str = parameter(
        "as written",
        "This link asked for the label {asked}; labels are 0 to 9. You see the digit as it was written.",
        choices=("as written", "as read", *"0123456789"),
    )
    batch: int = parameter(  # digits at once
        1, "This link asked for {asked} digits at once; it can be {choices}. You see one.", choices=(*range(1, 11), 16)
    )
    seed: int = parameter(
        0,
        "This link asked for the seed {asked}; seeds are {low} to {high}. You see seed {low}.",
        low=SETTINGS["seed"].metadata["low"],
        high=SETTINGS["seed"].metadata["high"],
    )
    network: str = parameter("", "")  # core says what is wrong with one
    loss: str = parameter(  # of a network with random weights or numbers of one's own
        "cross-entropy",
        "This link asked for the loss {asked}; it can be {choices}. You see cross-entropy.",
        choices=SETTINGS["loss"].metadata["choices"],
    )
    given: str = parameter(  # x, y and parameters of one's own, see `core.given`
        "",
        "The numbers in this link are too many: it can hold {longest:,} characters of them. They were drawn instead.",
        longest=20_000,
    )
    theirs: str = parameter(  # what somebody else made of these numbers, as in `given`
        "",
        "What this link would put beside these numbers is too long: it can hold {longest:,} characters of it.",
        longest=20_000,
    )
    checked: str = parameter(  # a pass that was brought to be checked, see `dashboard.data.checked_pass`
        "",
        "The pass that this link is about stayed in the visit in which it was brought.",
        form=r"[0-9a-f]{16}",
    )
    fill: bool = parameter(  # are the gradients to be filled in?
        False,
        "This link asked to have the gradients filled in: {asked}; it can be true or false. You see them as they are.",
    )
    run: str = parameter(
        "",
        "This run is gone, or has no checkpoint yet. Choose another under “Network”.",
        form=r"[0-9a-f]{10}",
    )
    checkpoint: str = parameter(  # empty: the last one
        "", "This link asked for the run after step {asked}, which was not kept. You see it after step {last:,}."
    )
    step: str = parameter(
        "", "This link asked for the step {asked}, which this network does not have. You see the beginning."
    )
    pin: str = parameter(
        "",
        "This link points at a number that this network does not have. Point at any number and click to pin it.",
    )
    edits: str = parameter(  # `low` and `high` of a value
        "",
        "This link changes numbers that cannot be read or that this network does not have. Those were left as they "
        "are.",
        most=60,
        low=-1e6,
        high=1e6,
    )
    steps: str = parameter(  # `high` of the learning rate, which is above 0
        "",
        "This link's training steps cannot be read, so none was taken.",
        most=100,
        high=SETTINGS["learning_rate"].metadata["high"],
    )
    plan: str = parameter(  # the optimizer and the learning rate of the next step, where they were set
        "",
        "This link plans a training step that cannot be taken. A rate was chosen that fits.",
        form=r"[a-z]{1,12}(,[0-9.e-]{1,24})?",
    )
    epsilon: float = parameter(  # how far each pixel is moved to raise the loss, see `fool`
        0.0, "This link moves the pixels by {asked}; it can be {low:g} to {high:g}. They stay.", low=0.0, high=0.5
    )
    tell: str = parameter(  # a stop of the told walk, and of which layer
        "",
        "This link asked for the stop {asked}, which the walk does not have. It begins anew.",
        form=r"[a-z]{1,12}(-[a-z]?[0-9]{1,3}′{0,9})?",
    )
    present: bool = parameter(
        False, "This link asked to present the page: {asked}; it can be true or false. You see the page with its menu."
    )

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Address":
        """The address in the query of a link; what cannot be read is left at its default."""
        found = {name: read(name, query[name]) for name in ROWS if name in query}
        return cls(**{name: value for name, value in found.items() if value is not None})

    def to_query(self) -> dict[str, str]:
        """What differs from the defaults, as text for a link."""
        values = {name: getattr(self, name) for name, row in ROWS.items() if getattr(self, name) != row.default}
        return {name: str(value).lower() if value is True else str(value) for name, value in values.items()}


ROWS: dict[str, Field] = {row.name: row for row in fields(Address)}


def limits(name: str) -> Mapping[str, Any]:
    """The limits of a parameter, and the sentence about one that cannot be had."""
    return ROWS[name].metadata


def read(name: str, text: str) -> Any:
    """The value that `text` gives a parameter; None where it gives none."""
    row, limit = ROWS[name], limits(name)
    if "choices" in limit:
        return {str(choice): choice for choice in limit["choices"]}.get(text)
    if isinstance(row.default, bool):
        return {"true": True, "false": False}.get(text.lower())
    if isinstance(row.default, float):
        return float(text) if PLAIN.fullmatch(text) and limit["low"] <= float(text) <= limit["high"] else None
    if isinstance(row.default, int):
        return whole(text, limit["high"], limit["low"])
    if len(text) > limit.get("longest", len(text)) or (text and not re.fullmatch(limit.get("form", "(?s:.*)"), text)):
        return None
    return text


def sentence(name: str, asked: str, **more: Any) -> str:
    """What a person reads, as Markdown, of a parameter that was `asked` for and cannot be had."""
    limit = dict(limits(name)) | more
    if "choices" in limit:
        *others, last = map(str, limit["choices"])
        limit["choices"] = f"{', '.join(others)} or {last}"
    return limit["sentence"].format(asked=quoted(asked), **{k: v for k, v in limit.items() if k != "sentence"})


def quoted(text: str, most: int = 24) -> str:
    """The beginning of what somebody typed, as Markdown that shows it sign by sign on one line."""
    start = "".join(c if c.isprintable() else " " for c in text[:most]).strip()
    if not start:
        return "that cannot be read"
    return verbatim(start).replace(r"\-", "-") + "…" * (len(text) > most)


def bounds() -> dict[str, float]:
    """The limits that the browser keeps to as well."""
    return {
        "edit": limits("edits")["high"],
        "rate": limits("steps")["high"],
        "edits": limits("edits")["most"],
        "steps": limits("steps")["most"],
        "together": max(limits("batch")["choices"]),
        "epsilon": limits("epsilon")["high"],
        "own": MOST,
    }
