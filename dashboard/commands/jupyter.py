"""In JupyterLab's launcher: what jupyter-server-proxy asks for to start Chainrule beside a person's notebooks."""

import sys
from pathlib import Path
from typing import Any

ICON = Path(__file__).parents[1] / "shared/icon.png"


def setup() -> dict[str, Any]:
    """The command, with the port that the proxy chooses, and the entry in the launcher.

    The proxy asks by the hub's name and lets nobody in but the person whose notebooks these are; it takes its path off.
    Source: https://jupyter-server-proxy.readthedocs.io/en/latest/server-process.html
    """
    return {
        "command": [
            sys.executable,
            *("-m", "dashboard.commands.cli", "--port", "{port}", "--no-browser", "--allowed-hosts", "*"),
        ],
        "timeout": 60,  # seconds until it must answer
        "new_browser_tab": True,
        "launcher_entry": {"title": "Chainrule", "icon_path": str(ICON)},
    }
