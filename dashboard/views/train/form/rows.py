"""The rows of hidden layers in the form, and the same network as text: each follows the other."""

from typing import Any, Literal

import streamlit as st

from core.activations import ACTIVATIONS
from dashboard.shared.layer_rows import (
    DENSE,
    KINDS,
    MOST_LAYERS,
    NORMS,
    WIDEST,
    HiddenLayer,
    hidden_layers,
    network_text,
)
from dashboard.shared.setting_field import whole, whole_field
from dashboard.shared.settings import spell
from dashboard.shared.shown import say
from dashboard.shared.theme import small
from dashboard.views.train.form import keys

FILTERS, UNITS = 8, 64  # of a row that is made a convolution, or dense again
SHORT = {"bn": "batch norm", "ln": "layer norm"}


def show_rows(text: str) -> None:
    """Put a network into the widgets of its rows."""
    state, rows = st.session_state, hidden_layers(text)
    state[keys.ROWS], state[keys.SAID] = None if rows is None else len(rows), ""
    for k, row in enumerate(rows or ()):
        state[keys.row(k)] = row
        for part, value in row._asdict().items():
            state[keys.part(k, part)] = value


def read_rows() -> list[HiddenLayer]:
    """The rows as they stand in their widgets; what is not on show, or no number of units, as it stood last."""
    return [read_row(k) for k in range(st.session_state[keys.ROWS])]


def read_row(k: int) -> HiddenLayer:
    row: HiddenLayer = st.session_state[keys.row(k)]
    known: dict[str, Any] = {part: st.session_state.get(keys.part(k, part), getattr(row, part)) for part in row._fields}
    size = whole(known["size"])
    return HiddenLayer(**known | {"size": size if is_size(size) else row.size})


def is_size(size: Any) -> bool:
    return isinstance(size, int) and 1 <= size <= WIDEST


def write_rows(rows: list[HiddenLayer]) -> None:
    text = network_text(rows)
    st.session_state[keys.NETWORK] = text
    show_rows(text)


def rows_changed() -> None:
    """Write what stands in the rows; a number of units that no layer has changes nothing, and is said."""
    typed = [whole(st.session_state[keys.part(k, "size")]) for k in range(st.session_state[keys.ROWS])]
    rows = read_rows()
    write_rows(rows)
    for k, size in enumerate(typed):
        if not is_size(size):
            st.session_state[keys.SAID] = (
                f"A layer has 1 to {WIDEST:,} units, and not {'nothing' if size is None else f'{size:,}'}: hidden "
                f"layer {k + 1} keeps its {rows[k].size:,}."
            )


def kind_changed(k: int) -> None:
    """Give a layer that is of another kind now as many filters, or units, as such a layer has."""
    rows = read_rows()
    row, was = rows[k], st.session_state[keys.row(k)]
    if (row.kind == DENSE) != (was.kind == DENSE):
        rows[k] = row._replace(size=UNITS if row.kind == DENSE else FILTERS, norm="", pooled=row.kind != DENSE)
    write_rows(rows)


def text_changed() -> None:
    show_rows(st.session_state[keys.NETWORK])


def add_row() -> None:
    rows = read_rows()
    last = rows[-1] if rows else HiddenLayer(128, "relu")
    size = max(16, last.size // 2) if last.kind == DENSE else UNITS
    write_rows([*rows, HiddenLayer(size, last.activation)])


def remove_row(k: int) -> None:
    rows = read_rows()
    write_rows(rows[:k] + rows[k + 1 :])


def swap_rows(k: int) -> None:
    rows = read_rows()
    rows[k - 1], rows[k] = rows[k], rows[k - 1]
    write_rows(rows)


# Two lines for a row on a telephone: beside what it has beyond them, units and activation were a letter wide.
ON_A_PHONE = """<style>
@media (max-width: 640px) {
  [class*="st-key-layer-row-"] { flex-wrap: wrap; }
  [class*="st-key-layer-row-"] > :is(:nth-child(1), :nth-child(2)) { flex: 1 0 45%; }
}
</style>"""


def architecture() -> None:
    """A row for each hidden layer."""
    count = st.session_state[keys.ROWS]
    if count is None:
        small("These layers are no rows as this form has them. Change them as text, under “More settings”.")
    for k in range(count or 0):
        row = f"layer-row-{k}"
        with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="xsmall", key=row):
            layer(k)
    st.html(ON_A_PHONE)
    if count is not None:
        st.button(
            "Add a layer", icon=":material/add:", on_click=add_row, disabled=count >= MOST_LAYERS, key="add-layer"
        )
    if said := st.session_state.get(keys.SAID):
        say(said)


def layer(k: int) -> None:
    """One row: its units, its activation, and the rest behind a button that says what there is of it."""
    row: HiddenLayer = st.session_state[keys.row(k)]
    seen: Literal["visible", "collapsed"] = "visible" if k == 0 else "collapsed"
    counted = "units" if row.kind == DENSE else "filters"
    label = f"{counted.capitalize()} of hidden layer {k + 1}" if k else f"Hidden {counted}"
    key = keys.part(k, "size")
    whole_field(label, key=key, on_change=rows_changed, label_visibility=seen)
    label = f"Activation of hidden layer {k + 1}" if k else "Activation"
    key = keys.part(k, "activation")
    st.selectbox(label, list(ACTIVATIONS), format_func=spell, key=key, on_change=rows_changed, label_visibility=seen)
    helped = f"Convolution, normalisation and dropout of hidden layer {k + 1}"
    rest = st.popover(extras(row) or "More", type="tertiary", help=helped, key=keys.part(k, "open"), on_change="rerun")
    if rest.open:
        with rest:
            more(k, row)
    move, remove = f"Move hidden layer {k + 1} up", f"Remove hidden layer {k + 1}"
    st.button("Up", type="tertiary", key=f"up{k}", help=move, on_click=swap_rows, args=(k,), disabled=k == 0)
    st.button("Remove", type="tertiary", key=f"remove{k}", help=remove, on_click=remove_row, args=(k,))


def more(k: int, row: HiddenLayer) -> None:
    """What may stand around a layer."""
    kind, norm, pooled, dropout = (keys.part(k, part) for part in ("kind", "norm", "pooled", "dropout"))
    st.selectbox("Kind of layer", list(KINDS), format_func=str.capitalize, key=kind, on_change=kind_changed, args=(k,))
    norms = list(NORMS) if row.kind == DENSE else ["", "bn"]  # layer normalisation takes rows
    called = lambda norm: NORMS[norm].capitalize()  # noqa: E731
    st.selectbox("Normalisation", norms, format_func=called, key=norm, on_change=rows_changed)
    if row.kind != DENSE:
        st.toggle("Keep the largest of each 2 × 2 pixels", key=pooled, on_change=rows_changed)
    shares = [k / 10 for k in range(10)]
    if row.dropout not in shares:  # of a link
        shares = sorted([*shares, row.dropout])
    st.select_slider("Share left out by dropout", shares, key=dropout, on_change=rows_changed)
    small(
        "[What dropout does](lessons?lesson=l1-l2-and-dropout), "
        "[batch normalisation](lessons?lesson=batch-normalisation) and "
        "[convolution](lessons?lesson=convolution-and-pooling)."
    )


def extras(row: HiddenLayer) -> str:
    """What a layer has beyond units and an activation, in few words."""
    kind = row.kind.removesuffix(" without a border").replace("convolution", "conv") if row.kind != DENSE else ""
    dropout = f"dropout {row.dropout:g}" if row.dropout else ""
    return ", ".join(filter(None, [kind, SHORT.get(row.norm, ""), "pooled" if row.pooled else "", dropout]))
