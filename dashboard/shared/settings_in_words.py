"""The settings of a run in sentences."""

from core.config import Config
from core.datasets.catalogue import DATASETS
from core.datasets.collection import Named
from core.layers import Activate
from dashboard.shared.settings import SETTINGS, spell, words

NAMED = {"network", "optimizer", "learning_rate", "schedule", "batch_size", "epochs", "seed"}  # in every summary
IN_A_CLAUSE = {"own", "own_place"}  # of their own


def summary(config: Config) -> str:
    """The settings in one line: the usual ones, and others that are not at their default."""
    usual = (
        f"{config.network} · {spell(config.optimizer)}, learning rate {config.learning_rate:g}, "
        f"{spell(config.schedule)}"
    )
    others = [
        f" · {words(f).label.lower()} {spell(getattr(config, name))}"
        for name, f in SETTINGS.items()
        if name not in NAMED | IN_A_CLAUSE and getattr(config, name) != f.default
    ]
    own = f" · {learns_from(config)}" if config.own else ""
    length = f"{config.epochs} epoch{'s' * (config.epochs > 1)}"
    return f"{usual} · batches of {config.batch_size:,} · {length} · seed {config.seed}{''.join(others)}{own}"


def value_in_words(config: Config, name: str) -> str:
    """The value of a setting as a person reads it."""
    if name == "own":
        return Named.read(config.own).said if config.own else "none"
    return spell(getattr(config, name))


def learns_from(config: Config) -> str:
    """What it learns from, after “it”."""
    title = DATASETS[config.data].title
    if not config.own:
        return f"learns from {title}"
    own = Named.read(config.own).said
    return f"learns from {own} {f'beside {title}' if config.own_place == 'beside' else f'alone, not from {title}'}"


def bent_output(config: Config) -> str:
    """What an activation after the last sums does to a loss that bends them itself, or nothing."""
    last = config.build_network().layers[-1]
    if config.loss == "quadratic" or not isinstance(last, Activate) or last.activation == "identity":
        return ""
    return (
        f"The network ends with {spell(last.activation)}, and the loss, {config.loss}, bends what it is given once "
        "more: the logits keep to the values that this activation can take. Leave it out, unless you want to see that."
    )


def split_sentence(config: Config) -> str:
    """Which digits are used for what."""
    learn = min(config.examples, 60_000 - config.validation)
    if config.own and config.own_place == "alone":
        learn = 0
    held = f", **{config.validation:,}** held back to choose by" if config.validation else ", none held back"
    own = f" It {learns_from(config)}." if config.own else ""
    test = "**10,000** test digits, used once, at the end"
    return f"60,000 training digits: **{learn:,}** to learn from{held}. {test}.{own}"
