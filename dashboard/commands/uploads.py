"""Files that pages were given stay in the server's memory while the page is open, so one browser gives only so many."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.runtime import Runtime

ENDPOINT = "/_stcore/upload_file/"
LARGEST = 60 * 1024**2  # bytes of a file, as in the configuration of Streamlit
PAGE, SERVER = 3 * LARGEST, 20 * LARGEST  # bytes that one page may hold, and all together
FULL = "{whose} as many files as this server holds. Reload {what}, and give fewer at once.\n"


def held() -> dict[str, int]:
    """The bytes that each open page was given."""
    files = Runtime.instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return {page: sum(len(file.data) for file in given.values()) for page, given in list(files.items())}


class Uploads:
    """Middleware of the server: an upload is refused before a byte of it is read where there is no room for it."""

    def __init__(self, app, held: Callable[[], dict[str, int]] = held):
        self.app, self.held = app, held
        self.coming: dict[str, list[int]] = {}  # by page, the lengths of what is being read

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["method"] != "PUT" or ENDPOINT not in scope["path"]:
            await self.app(scope, receive, send)
            return
        page = scope["path"].partition(ENDPOINT)[2].partition("/")[0]
        said = Request(scope).headers.get("content-length", "")
        length = min(int(said), LARGEST) if said.isdecimal() and len(said) < 20 else LARGEST
        if refused := self.refusal(page, length):
            await PlainTextResponse(refused, 413)(scope, receive, send)
            return
        self.coming.setdefault(page, []).append(length)
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[page].remove(length)
            if not self.coming[page]:
                del self.coming[page]

    def refusal(self, page: str, length: int) -> str:
        """Why there is no room, or nothing."""
        here = self.held()
        coming = {name: sum(lengths) for name, lengths in self.coming.items()}
        if here.get(page, 0) + coming.get(page, 0) + length > PAGE:
            return FULL.format(whose="This page was given", what="it")
        if sum(here.values()) + sum(coming.values()) + length > SERVER:
            return FULL.format(whose="All pages together were given", what="one")
        return ""
