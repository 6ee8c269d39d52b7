"""Every page says when its server does not answer; it asks nothing for that."""

from dashboard.components.modules import component

_connection = component("connection/connection")


def connection() -> None:
    """Watch over the page's connection."""
    _connection(key="connection", data=None)
