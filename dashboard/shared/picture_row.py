"""Pictures that follow from one another stand in one row, each with its title, and wrap where there is no room."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from dashboard.shared.theme import small


def picture_row(pictures: Iterable[tuple[str, str, Any]]) -> None:
    """A row of pictures, each its title, its words for who cannot see it, and its bytes (H, W) or (H, W, 3)."""
    with st.container(horizontal=True, gap="small"):
        for title, alt, image in pictures:
            wide = max(image.shape[1], 104)
            with st.container(width=wide, gap=None):
                st.image(image, width=image.shape[1], alt=alt)
                small(title)
