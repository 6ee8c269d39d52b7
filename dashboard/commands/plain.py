"""Where no websocket comes up there is HTTP: pages say so by themselves, and the course can be read without one."""

import asyncio
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.commands.headers import INDEX
from dashboard.components.saved.saved import SOURCES
from dashboard.shared.navigation import OWNER, PAGES

FIRST = '<script type="module" src="./modules/connection/unconnected.js"></script>'
FRESH = {"cache-control": "no-cache"}


class Shell:
    """Streamlit's page, with the script that speaks while nothing else does."""

    def __init__(self) -> None:
        self.page = INDEX.read_text(encoding="utf-8").replace("</body>", f"{FIRST}</body>")

    async def answer(self, asked: Request) -> Response:
        return HTMLResponse(self.page, headers=FRESH)


class Course:
    """The course as plain pages: those that were asked for, and what was written on the way to them."""

    def __init__(self) -> None:
        self.writing = asyncio.Lock()
        self.written: dict[str, str] = {}
        self.more: Iterator[tuple[str, str]] | None = None

    async def answer(self, asked: Request) -> Response:
        """A page. The first who asks waits some seconds, until it is derived; all others go on meanwhile."""
        async with self.writing:
            page = await asyncio.to_thread(self.page, asked.path_params.get("name", "index.html"))
        if page is None:
            return PlainTextResponse("Not found.\n", 404)
        return HTMLResponse(page, headers={"content-security-policy": SOURCES, **FRESH})

    def page(self, name: str) -> str | None:
        """What is on a page, or nothing where there is none of this name."""
        if self.more is None:
            from dashboard.commands.course import pages  # here, because SymPy takes its time to load

            self.more = pages()
        while name not in self.written and (page := next(self.more, None)):
            self.written[page[0]] = page[1]
        return self.written.get(name)


async def slash(asked: Request) -> Response:
    return RedirectResponse("./course/")


def routes(base: str = "") -> list[Route]:
    """What a server answers without Streamlit that has the app at the path `base`."""
    shell, course = Shell(), Course()
    return [
        *(Route(f"{base}/{page.path}", shell.answer) for page in (*PAGES, OWNER)),
        Route(f"{base}/course/{{name}}", course.answer),
        Route(f"{base}/course/", course.answer),
        Route(f"{base}/course", slash),
    ]
