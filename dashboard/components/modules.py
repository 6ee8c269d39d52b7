"""A component's JavaScript is a plain ES module in this folder; the browser fetches it by name."""

import json
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parent
ROUTE = "/modules"  # where the server offers the modules of this folder
STREAMLIT = 'script[src*="/static/js/"]'  # of the page itself: the browser found it under whatever path a proxy gave us


class Modules(StaticFiles):
    """The JavaScript of this folder, and nothing else of it."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    def lookup_path(self, path):
        """Where a file is; anything that is no module is not found."""
        return super().lookup_path(path) if path.endswith(".js") else ("", None)


def module(name: str) -> str:
    """The script that a Streamlit component runs: it fetches `name`.js and hands over to it.

    Only these lines travel with the data; the modules are cached by the browser, and may import
    each other by relative paths.
    """
    address = json.dumps(f"../..{ROUTE}/{name}.js")
    here = f"document.querySelector({json.dumps(STREAMLIT)}).src"
    return f"const module = await import(new URL({address}, {here}));\nexport default module.default;\n"


def parts(path: str, *shared: str) -> tuple[str, str]:
    """The page and the look of the files that are called `path`; looks that it shares with others come first."""
    page = (FOLDER / f"{path}.html").read_text(encoding="utf-8")
    return page, "".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in (*shared, path))


def component(path: str, *shared: str) -> Any:
    """The Streamlit component whose page, look and module are the files of this folder that are called `path`, see
    `parts`."""
    page, look = parts(path, *shared)
    return st.components.v2.component(f"chainrule_{path.rpartition('/')[2]}", html=page, css=look, js=module(path))
