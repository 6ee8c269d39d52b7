"""The settings of a run in sentences."""

from core.config import Config
from core.layers import Activate
from dashboard.shared.settings import SETTINGS, spell, words

NAMED = {"network", "optimizer", "learning_rate", "schedule", "batch_size", "epochs", "seed"}  # in every summary


def summary(config: Config) -> str:
    """The settings in one line: the usual ones, and others that are not at their default."""
    usual = (
        f"{config.network} · {spell(config.optimizer)}, learning rate {config.learning_rate:g}, "
        f"{spell(config.schedule)}"
    )
    others = [
        f" · {words(f).label.lower()} {spell(getattr(config, name))}"
        for name, f in SETTINGS.items()
        if name not in NAMED and getattr(config, name) != f.default
    ]
    length = f"{config.epochs} epoch{'s' * (config.epochs > 1)}"
    return f"{usual} · batches of {config.batch_size:,} · {length} · seed {config.seed}{''.join(others)}"


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
    held = f", **{config.validation:,}** held back to choose by" if config.validation else ", none held back"
    return f"60,000 training digits: **{learn:,}** to learn from{held}. **10,000** test digits, used once, at the end."
