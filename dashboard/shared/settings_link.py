"""The settings of a run in an address: read from a link, where anything may stand, and written into one."""

from collections.abc import Mapping

from core.config import Config, ConfigError
from dashboard.shared.settings import SETTINGS, spell, words


def read_config(query: Mapping[str, str]) -> tuple[Config, str]:
    """The settings in a link, and what was wrong with it: one that cannot be used falls back to its default, the others
    stay."""
    good = {name: query[name] for name in SETTINGS if name in query}
    wrong: dict[str, str] = {}  # what was said of each setting that had to go
    while True:
        try:
            config = Config.from_query(good)
            break
        except ConfigError as error:
            bad = error.setting if error.setting in good else "data"  # images that the usual network does not suit
            wrong[bad] = str(error)
            del good[bad]
    if not wrong:
        return config, ""
    defaults = ", ".join(f"{words(f).label} ({spell(f.default)})" for name, f in SETTINGS.items() if name in wrong)
    return (
        config,
        f"This link asks for something that cannot be trained. {' '.join(wrong.values())} You see the default of "
        f"{defaults} instead.",
    )


def form_link(config: Config) -> dict[str, str]:
    """The query of a link that opens the form with these settings, the defaults among them."""
    return {"network": config.network, **config.to_query()}
