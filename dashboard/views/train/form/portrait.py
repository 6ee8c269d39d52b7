"""The network of the form as it stands before the first step."""

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from core.config import Config
from core.images import Flatten, Image
from core.initializers import initialize
from core.layers import Activate, Layer
from core.network import Network
from dashboard.runs.limits import Limits
from dashboard.shared.pictures import link_of, weight_tiles
from dashboard.shared.settings import spell
from dashboard.shared.settings_in_words import bent_output, split_sentence
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.form.drawing import Shape, network_svg


def weighted(network: Network) -> list[int]:
    """Which layers have weights, in order."""
    return [k for k, layer in enumerate(network.layers) if "W" in layer.parameter_shapes(network.shapes[k])]


def following(network: Network) -> list[Sequence[Layer]]:
    """What stands after each layer that has weights, up to the next of them."""
    places = weighted(network)
    return [network.layers[a + 1 : b] for a, b in zip(places, [*places[1:], len(network.layers)], strict=True)]


def columns(network: Network) -> tuple[list[Shape], list[str]]:
    """What is drawn: the shape of the input and of each layer with weights, and words under each."""
    first = network.shapes[1 if isinstance(network.layers[0], Image) else 0]
    shapes = [first, *(network.shapes[k + 1] for k in weighted(network))]
    notes = [
        ", ".join(spell(str(layer)) for layer in after if not isinstance(layer, Flatten))
        for after in following(network)[:-1]
    ]
    return shapes, ["pixels", *(note or "no activation" for note in notes), "classes"]


def collapse(network: Network) -> str:
    """Which layers do no more together than one would, for want of an activation between them, or nothing."""
    for k, after in enumerate(following(network)[:-1], 1):
        if all(
            isinstance(layer, Flatten) or (isinstance(layer, Activate) and layer.activation == "identity")
            for layer in after
        ):
            return (
                f"There is no activation between layers {k} and {k + 1} that bends the numbers. Without one, the two "
                "do together what one layer could: (x W₁) W₂ = x (W₁ W₂)."
            )
    return ""


def portrait(config: Config) -> None:
    """The network as it stands before the first step."""
    dark = is_dark()
    network = config.build_network()
    st.image(
        network_svg(*columns(network), dark),
        width="stretch",
        alt=f"The network {config.network}, drawn as columns of units.",
    )
    if collapsed := collapse(network):
        st.info(collapsed, icon=":material/merge:")
    if bent := bent_output(config):
        st.info(bent, icon=":material/warning:")
    counts = [f"{parameter.name} {' × '.join(f'{n:,}' for n in parameter.shape)}" for parameter in network.parameters]
    st.markdown(f"**{network.size:,} parameters**: {', '.join(counts)}.")
    small(split_sentence(config))
    affordable = network.size <= Limits.from_environment().parameters  # what nobody can train need not be drawn
    drawn = (config.network, config.initializer, config.seed, config.draws_before)
    sheet = first_weights(*drawn, dark) if affordable else ""
    if sheet:
        st.image(sheet, width="stretch", alt="Weights of the first units as pictures: noise.")
        small(
            "What the first hidden units look for before training: the weights into each unit, one picture a unit. "
            "Noise, so far."
        )


@lru_cache(maxsize=100)
def first_weights(text: str, initializer: str, seed: int, before: int, dark: bool) -> str:
    """Pictures of the first layer's weights at the start, as a link that holds them, or nothing where they are not rows
    of 784."""
    network = Network.from_text(text)
    first = network.parameters[0]
    if first.shape[0] != 784 or len(first.shape) != 2:
        return ""
    theta = initialize(network, initializer, seed, before=before)
    W = first.of(theta)
    return link_of(weight_tiles(W[:, :20], 10, 2, dark))
