"""A component's JavaScript is a plain ES module in this folder; the browser fetches it by name."""

import json
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent
ROUTE = "/modules"  # where the server offers this folder


def module(name: str) -> str:
    """The script that a Streamlit component runs: it fetches `name`.js and hands over to it.

    Only these lines travel with the data; the modules are cached by the browser, and may import
    each other by relative paths.
    """
    base = st.get_option("server.baseUrlPath").strip("/")
    address = json.dumps(f"{'/' if base else ''}{base}{ROUTE}/{name}.js")
    return f"const module = await import(new URL({address}, location.origin));\nexport default module.default;\n"
