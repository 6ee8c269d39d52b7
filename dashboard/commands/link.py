"""How others reach a place of this server, as a link and as its QR code."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.shared.qr_code import qr_svg
from dashboard.shared.reach import reach

LONGEST = 20_000  # characters of a place


async def link(request: Request) -> Response:
    """`?to=/step?digit=3`: the link, and its code where it is short enough for one."""
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"  # the gate has seen that it is ours
    found = reach().link(request.query_params.get("to", "")[:LONGEST], own)
    return JSONResponse({"link": found, "svg": qr_svg(found)}, headers={"cache-control": "no-store"})
