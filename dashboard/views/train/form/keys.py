"""Under which keys the form keeps what stands in it in the session: layers as rows and, like all settings, by name."""

WRITTEN = "written"  # the settings in the address as the form last wrote them
PRESET = "preset"  # the one that was chosen, for as long as nothing else was
MORE = "more"  # whether all settings are on show
ROWS = "rows"  # how many rows of layers there are, None where the network is not of rows


def setting(name: str) -> str:
    """That of the field of a setting."""
    return f"set_{name}"


NETWORK = setting("network")  # the layers as text


def size(k: int) -> str:
    """That of the units in row `k`."""
    return f"size{k}"


def activation(k: int) -> str:
    """That of the activation in row `k`."""
    return f"activation{k}"
