"""How others reach a place of this server, as a link and as its QR code."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.shared.qr_code import qr_svg
from dashboard.shared.reach import reach

LONGEST = 20_000  # characters of a place


async def link(request: Request) -> Response:
    """`?to=/step?digit=3&root=http://localhost:8501`: the link, and its code where it is short enough for one. `root`
    is how the browser calls this server, with the path that a proxy may have given it."""
    host = request.headers.get("host", "")  # the gate has seen that it is ours
    root = request.query_params.get("root", "")
    own = root if urlsplit(root).netloc == host and len(root) < LONGEST else f"{request.url.scheme}://{host}"
    found = reach().link(request.query_params.get("to", "")[:LONGEST], own)
    return JSONResponse({"link": found, "svg": qr_svg(found)}, headers={"cache-control": "no-store"})
