"""The head of every page: the switch for a projector, and the QR code of the address on show."""

import streamlit as st

from dashboard.components.modules import component
from dashboard.shared.presenting import presenting, take_link, take_switch

LINK = "/link"  # where the server tells how others reach a place, see `dashboard.commands.link`
KEY = "head"

_head = component("head/head", "shared/button")


def head() -> None:
    """Draw it, and hear of it."""
    take_link()
    base = st.get_option("server.baseUrlPath").strip("/")
    data = {"presenting": presenting(), "link": f"{'/' if base else ''}{base}{LINK}"}
    _head(key=KEY, data=data, default={"presenting": None}, on_presenting_change=_switched)


def _switched() -> None:
    take_switch((st.session_state.get(KEY) or {}).get("presenting"))
