"""The form in which a run is put together; the network answers every change at once."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from core.config import Config
from core.datasets.collection import Named
from dashboard.shared.draft import DRAFT, draft, keep_draft
from dashboard.shared.held import Held, held
from dashboard.shared.numbers import duration, percent
from dashboard.shared.setting_field import setting_field, value_of
from dashboard.shared.settings import FIRST, SETTINGS, groups, placed, words
from dashboard.shared.settings_link import read_config
from dashboard.shared.shown import shown
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.train.form import keys, rows
from dashboard.views.train.form.portrait import portrait
from dashboard.views.train.form.presets import PRESETS
from dashboard.views.train.form.start import start

IN_THE_OPEN = placed(FIRST)


def take_link() -> str:
    """Fill the form from the address, when that says something new; what was wrong with it, or nothing."""
    link = linked()
    state = st.session_state
    complaint = ""
    if link and link != state.get(keys.WRITTEN):
        asked, complaint = read_config(link)
        fill(asked)
    elif DRAFT not in state or keys.setting(IN_THE_OPEN[0]) not in state:  # first visit, or back from another page
        fill(draft())
    return complaint


def linked() -> dict[str, str]:
    """The settings that the address names."""
    return {name: value for name, value in st.query_params.items() if name in SETTINGS}


def fill(config: Config) -> None:
    """Make these settings the draft, and put them into the form's widgets."""
    keep_draft(config)
    for name in SETTINGS:
        st.session_state[keys.setting(name)] = getattr(config, name)
    rows.show_rows(config.network)


def take_preset() -> None:
    if preset := st.session_state[keys.PRESET]:
        fill(preset.config)


def drop_preset() -> None:
    """Name no preset above settings that are no longer its own."""
    if (preset := st.session_state.get(keys.PRESET)) and any(
        setting(name) != getattr(preset.config, name) for name in SETTINGS
    ):
        st.session_state[keys.PRESET] = None


def setting(name: str) -> Any:
    """The value of a setting in the form, whether or not its widget is on show."""
    return st.session_state.get(keys.setting(name), getattr(draft(), name))


def collect() -> Config:
    """The settings in the form. Raises ConfigError."""
    return Config(**{name: value_of(f, keys.setting(name)) for name, f in SETTINGS.items()})


@st.fragment
def form() -> None:
    """Settings on the left, the network they make on the right."""
    drop_preset()
    hold()
    settings, picture = st.columns([5, 6], gap="large")
    with settings:
        st.selectbox(
            "Start from",
            PRESETS,
            index=None,
            format_func=lambda preset: f"{preset.name} ({percent(preset.accuracy, 1)}, {duration(preset.seconds)})",
            placeholder="settings that others found good",
            key=keys.PRESET,
            on_change=take_preset,
            help="Measured with seed 0 on one core: the share of test digits read correctly, and the time it took.",
        )
        if (chosen := st.session_state.get(keys.PRESET)) and chosen.note:
            small(chosen.note)
        rows.architecture()
        in_pairs(IN_THE_OPEN)
        own_images()
        with st.expander("More settings", key=keys.MORE, on_change="rerun", bind="query-params") as more:
            on_show = more_settings() if more.open else ()  # two dozen widgets would make every other answer wait
        with_own = {"own_place"} if st.session_state[keys.setting("own")] else set()
        keep(SETTINGS.keys() - {*IN_THE_OPEN, *on_show, *with_own})
    with picture, shown():
        config = limit.kept(collect()) if (limit := held()) else collect()
        keep_draft(config)
        write_link(config)
        above = st.container()
        portrait(config)  # first, because it answers at once; what a run costs has to be tried out
        with above:
            start(config)


def hold() -> None:
    """Put back what a task holds, where the address or a field has something else, and say so."""
    limit = held()
    if limit is None:
        return
    changed = {name: setting(name) for name in SETTINGS.keys() - limit.free if setting(name) != at(limit, name)}
    for name in changed:
        st.session_state[keys.setting(name)] = at(limit, name)
    if "network" in changed:
        rows.show_rows(limit.config.network)
    if changed:
        labels = ", ".join(words(SETTINGS[name]).label for name in SETTINGS if name in limit.free) or "none"
        st.info(f"Your task leaves these settings to you: {labels}. The others are as it has them.")


def at(limit: Held, name: str) -> Any:
    return getattr(limit.config, name)


def own_images() -> None:
    """What it learns from beside the usual digits, where something was brought, and how to leave it out."""
    own, place = keys.setting("own"), keys.setting("own_place")
    if not st.session_state[own]:
        return
    try:
        called = Named.read(st.session_state[own]).said
    except ValueError:
        return  # what is wrong with it is said beside the form
    places = SETTINGS["own_place"].metadata["choices"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(f"It learns from {verbatim(called)}", places, key=place, required=True)
        st.button("Leave them out", type="tertiary", on_click=st.session_state.update, args=({own: ""},))


def more_settings() -> list[str]:
    """Everything but the rows of layers and what a person changes first; the names of what is on show."""
    st.text_input(
        "Architecture as text", key=keys.NETWORK, help=words(SETTINGS["network"]).help, on_change=rows.text_changed
    )
    on_show = ["network"]
    for title, names in groups(st.session_state[keys.setting("optimizer")]).items():
        st.markdown(f"**{title}**")
        in_pairs(names)
        on_show += names
    return on_show


def in_pairs(names: Sequence[str]) -> None:
    """Two controls beside each other; each pair has columns of its own, so that a phone stacks them in this order."""
    for k in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[k : k + 2], strict=False):
            with column:
                setting_field(SETTINGS[name], keys.setting(name))


def keep(names: Iterable[str]) -> None:
    """Hold on to settings that are not on show: Streamlit forgets the value of a widget it does not draw."""
    for name in names:
        st.session_state[keys.setting(name)] = setting(name)


def write_link(config: Config) -> None:
    """Keep the address in step with the form, so that it can be copied at any moment."""
    query = config.to_query()
    if query != (before := linked()):
        for name in before:  # in the order of the form again
            st.query_params.pop(name, None)
        st.query_params.update(query)  # the rest of the address is others', and a fold writes its own part
    st.session_state[keys.WRITTEN] = query
