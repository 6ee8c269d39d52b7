"""A bar for each answer and round of a question; the right one has a tick and a border."""

import plotly.graph_objects as go

from dashboard.runs.classes.answers import Answer, votes
from dashboard.shared.palette import FAINT, TRUTH, VALUE
from dashboard.shared.verbatim import verbatim_in_plotly

MOST = 12  # different answers
LONGEST = 60  # signs of one
BESIDE = 2  # rounds


def short(answer: str) -> str:
    return answer if len(answer) <= LONGEST else f"{answer[:LONGEST]}…"


def ranked(about: list[Answer], rounds: list[int]) -> dict[str, list[int]]:
    """How many gave each answer in each round: those that are right first, then those that most gave."""
    counts = [votes(about, number) for number in rounds]
    right = {one.answer for one in about if one.right}
    every = {answer: [found[answer] for found in counts] for found in counts for answer in found}
    order = sorted(every, key=lambda answer: (answer not in right, -sum(every[answer]), answer))
    return {answer: every[answer] for answer in order[:MOST]}


def figure(about: list[Answer], rounds: list[int], dark: bool) -> go.Figure | None:
    """The last two rounds side by side; nothing where nobody has answered."""
    rounds = rounds[-BESIDE:]
    found = ranked(about, rounds)
    if not found:
        return None
    right = {one.answer for one in about if one.right}
    labels = [f"{'✓ ' if answer in right else ''}{verbatim_in_plotly(short(answer))}" for answer in found]
    shades = (FAINT, VALUE)[-len(rounds) :]
    bars = go.Figure()
    for k, (number, shade) in enumerate(zip(rounds, shades, strict=True)):
        counts = [by_round[k] for by_round in found.values()]
        edges = [(TRUTH if answer in right else shade).on(dark) for answer in found]
        marker = {"color": shade.on(dark), "line": {"color": edges, "width": 3}}
        places = list(range(len(found)))
        bars.add_bar(x=counts, y=places, orientation="h", name=f"round {number}", marker=marker, text=counts)
    most = max(map(max, found.values()))
    bars.update_layout(
        barmode="group",
        bargap=0.4,
        height=110 + 56 * len(found),
        margin={"l": 10, "r": 10, "t": 10, "b": 40},
        xaxis={"title": "students", "dtick": 1 if most < 10 else None, "rangemode": "tozero"},
        yaxis={"tickvals": list(range(len(found))), "ticktext": labels, "autorange": "reversed", "automargin": True},
        showlegend=len(rounds) > 1,
    )
    return bars


def in_words(about: list[Answer], rounds: list[int]) -> str:
    """The same for a screen reader."""
    rounds = rounds[-BESIDE:]
    return "; ".join(
        f"{short(answer)}: {', '.join(f'{n} in round {number}' for n, number in zip(counts, rounds, strict=True))}"
        for answer, counts in ranked(about, rounds).items()
    )
