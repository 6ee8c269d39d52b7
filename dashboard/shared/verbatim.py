"""What came from outside (a name, a note, a file, a link) is shown sign by sign, whatever it was meant as.

Streamlit reads Markdown in everything but `st.text`, code and the cells of a table; Plotly reads tags in everything
that it writes. All text that a person or a link brought goes through one of these two functions on its way there.
"""

import re

APART = "\N{ZERO WIDTH SPACE}"  # between two signs that would mean something together, even behind a backslash

# Streamlit looks for these in what Markdown has left as text: addresses, icons and emoji, arrows and dashes.
TOGETHER = re.compile(r"(?i):(?=//|material/|[\w+-]+:)|\bwww(?=\.)|\w(?=@)|[-<~=!>](?=[-=>])|(?<=[-<>=])[-<>]")


def verbatim(text: str) -> str:
    """The text as Markdown that shows it sign by sign, in one line."""
    apart = TOGETHER.sub(lambda sign: sign[0] + APART, " ".join(text.split()))
    # beyond ASCII no sign means anything, and a backslash before it is shown
    return re.sub(r"([!-/:-@[-`{-~])", r"\\\1", apart)


def verbatim_in_plotly(text: str) -> str:
    """The text as a name, a title or a note of a chart that shows it sign by sign, in one line."""
    return re.sub("[<&]", lambda sign: sign[0] + APART, " ".join(text.split()))
