"""Under which keys the form keeps what stands in it in the session: layers as rows and, like all settings, by name."""

WRITTEN = "written"  # the settings in the address as the form last wrote them
PRESET = "preset"  # the one that was chosen, for as long as nothing else was
MORE = "more"  # whether all settings are on show
SAID = "rows_said"  # what was wrong with a row, for as long as nothing else was changed
ROWS = "rows"  # how many rows of layers there are, None where the network is not of rows


def setting(name: str) -> str:
    """That of the field of a setting."""
    return f"set_{name}"


NETWORK = setting("network")  # the layers as text


def row(k: int) -> str:
    """That of row `k` as it was written last."""
    return f"row{k}"


def part(k: int, of: str) -> str:
    """That of the widget of a part of row `k`: size, activation, kind, norm, pooled, dropout; open."""
    return f"{of}{k}"
