"""One way to say on a page what cannot be done: `with shown():` around it, or `@shown()` above a function that draws.

The sentence of an error is shown as text, whatever it quotes, and without the folders of the server.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.config import ConfigError
from core.datasets import DataError
from core.given import GivenError
from core.storage import StorageError
from dashboard.shared.folder import without_folders
from dashboard.shared.refusal import Refusal
from dashboard.shared.verbatim import verbatim

REFUSALS = (Refusal, ConfigError, StorageError, DataError, GivenError, OSError)
ICON = ":material/error:"


@contextmanager
def shown() -> Iterator[None]:
    """What is refused within is said in its place, and the rest of the block is left out."""
    try:
        yield
    except REFUSALS as error:
        say(sentence(error))


@contextmanager
def shown_as_toast() -> Iterator[None]:
    """The same for the callback of a click: what that draws would take the place of the page's title."""
    try:
        yield
    except REFUSALS as error:
        st.toast(told(sentence(error)), icon=ICON, duration="infinite")


def say(text: str) -> None:
    """Say what cannot be done."""
    st.error(told(text), icon=ICON)


def told(text: str) -> str:
    """A sentence that may quote anything, as Markdown that shows it sign by sign, without the folders of the server."""
    return verbatim(without_folders(text))


def sentence(error: Exception) -> str:
    """Why it cannot be done."""
    if isinstance(error, OSError):  # its own words name a file of the server
        return f"A file of this server cannot be read or written: {error.strerror or 'the disk refuses it'}."
    return str(error)
