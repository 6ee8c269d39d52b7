"""Formulas that are wider than their place are set smaller, as on paper, and not cut."""

from dashboard.components.modules import component

_fitted = component("fitted/fitted")


def fitted(places: str, key: str) -> None:
    """Fit the formula in each element of the page that this CSS selector names, and keep it so."""
    _fitted(key=key, data={"places": places})
