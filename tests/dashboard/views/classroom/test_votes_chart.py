"""The bars of a vote: two rounds side by side, the right answer first and marked, hostile ones as text."""

from dashboard.runs.classes.answers import Answer
from dashboard.views.classroom.votes_chart import figure, in_words


def vote(student, round, answer, right=False):
    return Answer(student, "Ada", "exercise", "softmax-predict1", "", round, answer, right, "", 0.0)


VOTES = [
    vote(1, 1, "<b>5</b>"),
    vote(2, 1, "<b>5</b>"),
    vote(3, 1, "3", right=True),
    vote(1, 2, "3", right=True),
    vote(2, 2, "<b>5</b>"),
    vote(3, 2, "3", right=True),
]


def test_two_rounds_stand_side_by_side():
    bars = figure(VOTES, [1, 2], dark=False)
    assert [bar.name for bar in bars.data] == ["round 1", "round 2"]
    assert [tuple(bar.x) for bar in bars.data] == [(1, 2), (2, 1)]
    labels = bars.layout.yaxis.ticktext
    assert labels[0].startswith("✓ 3")
    assert "<b>" not in labels[1]  # Plotly would read it as a tag
    assert in_words(VOTES, [1, 2]) == "3: 1 in round 1, 2 in round 2; <b>5</b>: 2 in round 1, 1 in round 2"


def test_of_many_rounds_the_last_two_are_shown_and_of_none_nothing():
    bars = figure([*VOTES, vote(1, 3, "3", right=True)], [1, 2, 3], dark=True)
    assert [bar.name for bar in bars.data] == ["round 2", "round 3"]
    assert figure([], [1], dark=False) is None
