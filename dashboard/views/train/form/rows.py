"""The rows of hidden layers in the form, and the same network as text: each follows the other."""

from typing import Literal

import streamlit as st

from core.activations import ACTIVATIONS
from dashboard.shared.layer_rows import MOST_LAYERS, HiddenLayer, hidden_layers, network_text
from dashboard.shared.settings import spell
from dashboard.shared.theme import small
from dashboard.views.train.form import keys

WIDEST = 4096  # units


def show_rows(text: str) -> None:
    rows = hidden_layers(text)
    st.session_state[keys.ROWS] = None if rows is None else len(rows)
    for k, row in enumerate(rows or ()):
        st.session_state[keys.size(k)], st.session_state[keys.activation(k)] = row


def read_rows() -> list[HiddenLayer]:
    state = st.session_state
    sizes = (min(max(state[keys.size(k)] or 1, 1), WIDEST) for k in range(state[keys.ROWS]))
    return [HiddenLayer(size, state[keys.activation(k)]) for k, size in enumerate(sizes)]


def write_rows(rows: list[HiddenLayer]) -> None:
    text = network_text(rows)
    st.session_state[keys.NETWORK] = text
    show_rows(text)


def rows_changed() -> None:
    write_rows(read_rows())


def text_changed() -> None:
    show_rows(st.session_state[keys.NETWORK])


def add_row() -> None:
    rows = read_rows()
    last = rows[-1] if rows else HiddenLayer(128, "relu")
    write_rows([*rows, HiddenLayer(max(16, last.size // 2), last.activation)])


def remove_row(k: int) -> None:
    rows = read_rows()
    write_rows(rows[:k] + rows[k + 1 :])


def swap_rows(k: int) -> None:
    rows = read_rows()
    rows[k - 1], rows[k] = rows[k], rows[k - 1]
    write_rows(rows)


def architecture() -> None:
    """A row for each hidden layer, and the same as text."""
    count = st.session_state[keys.ROWS]
    if count is None:
        small("These layers are not all pairs of units and an activation. Change them as text, under “More settings”.")
    for k in range(count or 0):
        with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="xsmall"):
            seen: Literal["visible", "collapsed"] = "visible" if k == 0 else "collapsed"
            label = f"Units of hidden layer {k + 1}" if k else "Hidden units"
            st.number_input(label, value=None, step=1, key=keys.size(k), on_change=rows_changed, label_visibility=seen)
            label = f"Activation of hidden layer {k + 1}" if k else "Activation"
            st.selectbox(
                label,
                list(ACTIVATIONS),
                format_func=spell,
                key=keys.activation(k),
                on_change=rows_changed,
                label_visibility=seen,
            )
            move, remove = f"Move hidden layer {k + 1} up", f"Remove hidden layer {k + 1}"
            st.button("Up", type="tertiary", key=f"up{k}", help=move, on_click=swap_rows, args=(k,), disabled=k == 0)
            st.button("Remove", type="tertiary", key=f"remove{k}", help=remove, on_click=remove_row, args=(k,))
    if count is not None:
        st.button(
            "Add a layer", icon=":material/add:", on_click=add_row, disabled=count >= MOST_LAYERS, key="add-layer"
        )
