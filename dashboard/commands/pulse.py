"""Whether the teacher has something new, asked by every student's page every two seconds: a light answer, without a
run of the page's script. A page that waits for a run asks it along with that."""

import time
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.runs.classes.classes import find, students
from dashboard.runs.classes.presence import LONGEST, PRESENT
from dashboard.runs.store import StoreError, open_store
from dashboard.shared.session import named

FRESH = 1.0  # seconds for which all students of a class hear the same reading of the store
PATIENCE = 0.5  # seconds that a reading waits for a lock
MOST = 1_000  # classes that are remembered
NEVER = {"cache-control": "no-store"}


class Heard(NamedTuple):
    """What was read of a class, and when."""

    at: float
    students: dict[str, int]  # by the names of their browsers
    shown: dict[str, Any]


class Pulse:
    """`GET /pulse?class=abc234&at=/step?digit=3`: what the teacher shows; 404 to who is no longer in the class."""

    def __init__(self) -> None:
        self.heard: dict[str, Heard] = {}

    async def answer(self, request: Request) -> Response:
        status, shown = await self.hear(request)
        return JSONResponse(shown, headers=NEVER) if status == 200 else Response(status_code=status)

    async def along(self, request: Request) -> dict[str, Any]:
        """The same for a request that asks something else as well, where it names a class."""
        if "class" not in request.query_params:
            return {}
        status, shown = await self.hear(request)
        return {"class": {"status": status, "shown": shown}}

    async def hear(self, request: Request) -> tuple[int, dict[str, Any]]:
        """A status of HTTP, and what the teacher shows."""
        code, browser = request.query_params.get("class", "")[:20], named(request.cookies)
        found = self.heard.get(code)
        if found is None or time.monotonic() - found.at >= FRESH:
            try:
                found = await run_in_threadpool(self.read, code)
            except StoreError:
                return 503, {}
        student = found.students.get(browser) if browser else None
        if student is None:
            return 404, {}
        PRESENT.tell(student, request.query_params.get("at", "")[:LONGEST])
        return 200, found.shown

    def read(self, code: str) -> Heard:
        """Read a class, once for all who ask within a second. Raises StoreError."""
        with open_store(patience=PATIENCE) as store:
            found = find(store, code)
            here = {one.browser: one.id for one in students(store, code)} if found else {}
        shown = {name: found.shown[name] for name in ("bring", "task", "asked") if name in found.shown} if found else {}
        heard = Heard(time.monotonic(), here, shown)
        if found:
            if len(self.heard) >= MOST:
                self.heard.clear()
            self.heard[code] = heard
        return heard
