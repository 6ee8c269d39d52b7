"""How runs stand, for pages that wait: answered beside Streamlit, behind the same gate, from one open store."""

import sqlite3
import time
from contextlib import ExitStack

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.commands.pulse import NEVER, Pulse
from dashboard.runs import live
from dashboard.runs.store import Store, StoreError, open_store
from dashboard.runs.sweeping import mark_of_sweep
from dashboard.shared.numbers import whole

MOST_STEPS = 10**9


class Live:
    """The answers of a server to those who wait."""

    def __init__(self, pulse: Pulse) -> None:
        self.pulse = pulse  # who waits for a run in a class asks both at once
        self.open = ExitStack()
        self.store: Store | None = None
        self.line = live.Line()

    async def run(self, asked: Request) -> Response:
        """News of a run: `since` is the last step that the page knows, `epochs` how many epochs."""
        since, epochs = (whole(asked.query_params.get(name, ""), MOST_STEPS) or 0 for name in ("since", "epochs"))
        along = await self.pulse.along(asked)
        return self.answer(
            lambda store: (
                live.news(store, asked.path_params["name"], self.line.look(store, time.monotonic()), since, epochs)
                | along
            )
        )

    async def sweep(self, asked: Request) -> Response:
        """What the page of a sweep is drawn anew for."""
        along = await self.pulse.along(asked)
        return self.answer(lambda store: {"mark": mark_of_sweep(store, asked.path_params["name"])} | along)

    def answer(self, tell) -> Response:
        """What is told of the store of this moment; nobody waits here, as everybody's answers come from one thread."""
        try:
            store = self.current()
            with store.moment():
                told = tell(store)
        except (StoreError, sqlite3.Error):  # the page itself says what is wrong with the store
            self.close()
            return Response(status_code=503, headers=NEVER)
        return Response(live.as_json(told), media_type="application/json", headers=NEVER)

    def current(self) -> Store:
        """The store, opened once, and anew where it was deleted or replaced."""
        if self.store is None or self.store.replaced():
            self.close()
            self.store = self.open.enter_context(open_store(patience=0.1))
        return self.store

    def close(self) -> None:
        self.open.close()
        self.store = None

    def routes(self, base: str = "") -> list[Route]:
        """Where a server answers that has the app at the path `base`."""
        return [Route(f"{base}/live/run/{{name}}", self.run), Route(f"{base}/live/sweep/{{name}}", self.sweep)]
