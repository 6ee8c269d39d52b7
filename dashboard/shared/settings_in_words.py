"""The settings of a run in sentences."""

from core.config import Config
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


def split_sentence(config: Config) -> str:
    """Which digits are used for what."""
    learn = min(config.examples, 60_000 - config.validation)
    held = f", **{config.validation:,}** held back to choose by" if config.validation else ", none held back"
    return f"60,000 training digits: **{learn:,}** to learn from{held}. **10,000** test digits, used once, at the end."
