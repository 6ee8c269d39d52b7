"""The server: Streamlit's behind a gate, warmed up before the first visitor and tidied up after the last."""

import gc
import threading
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from core import memory
from dashboard.commands import plain
from dashboard.commands.gate import Gate, Policy
from dashboard.commands.headers import Headers
from dashboard.commands.link import link
from dashboard.commands.live import Live
from dashboard.commands.pulse import Pulse
from dashboard.commands.uploads import Uploads
from dashboard.components.head.head import LINK, PULSE
from dashboard.components.modules import ROUTE, Modules
from dashboard.data.shipped import trained, unseen_digits
from dashboard.runs import engine
from dashboard.shared.session import Remember
from dashboard.views.lessons.page import reading_ahead
from dashboard.views.step import told
from dashboard.views.step.subject import shipped
from lessons.page.digits import MOST, first_digits

SCRIPT = Path(__file__).parent / "script.py"


def _look_ahead() -> None:
    """What most visitors open, and what the first reader of a lesson would wait for."""
    told.story(shipped(), told.DIGIT)
    first_digits(MOST)
    import_module("sympy.physics.units")  # by the first `simplify`
    reading_ahead(asked_for=False)


@asynccontextmanager
async def lifespan(app):
    """Import and load what pages need, so that nobody waits for it; stop the workers at the end."""
    memory.give_back()
    import_module("pandas")  # Plotly asks for it: two sessions that import it at once see half of it
    import plotly.graph_objects  # noqa: F401
    import sympy  # noqa: F401

    unseen_digits()
    trained()
    engine.start_up()
    threading.Thread(target=_look_ahead, daemon=True).start()
    gc.collect()
    gc.freeze()  # what is loaded now stays: no collection needs to look at it again
    yield {}
    engine.shut_down()


def application(policy: Policy, frame_ancestors: str = "'self'") -> st.App:
    """The application that a server runs."""
    return st.App(SCRIPT, **around(policy, frame_ancestors))


def around(policy: Policy, frame_ancestors: str = "'self'") -> dict[str, Any]:
    """What stands around the script; the first of the middleware sees a request first."""
    pulse = Pulse()
    return {
        "lifespan": lifespan,
        "routes": [
            Mount(policy.base + ROUTE, Modules()),
            Route(policy.base + LINK, link),
            Route(policy.base + PULSE, pulse.answer),
            *Live(pulse).routes(policy.base),
            *plain.routes(policy.base),
        ],
        "middleware": [
            Middleware(Headers, frame_ancestors),
            Middleware(Gate, policy),
            Middleware(Uploads),
            Middleware(Remember, policy.framed),
        ],
    }
