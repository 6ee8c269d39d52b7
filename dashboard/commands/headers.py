"""What every answer tells the browser: nothing is fetched from elsewhere, and no other site frames or guesses."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders

INDEX = Path(st.__file__).parent / "static" / "index.html"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy(frame_ancestors: str = "'self'", page: str | None = None) -> str:
    """The Content-Security-Policy of Streamlit's page, whose own lines of script are named by their hashes.

    Its components are modules that it makes of text (`blob:`), and it hashes by WebAssembly, which is no `eval`; styles
    are set by its scripts, and pictures and fonts come within them (`data:`).
    """
    text = INDEX.read_text(encoding="utf-8") if page is None else page
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in INLINE.findall(text)]
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' blob: 'wasm-unsafe-eval'", *(f"'sha256-{one}'" for one in hashes)]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        ]
    )


def partitioned(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie for frames of other sites, Streamlit's own too, is kept apart for each such site: browsers that keep
    third parties' cookies out take no other. Without that of its uploads nothing is uploaded from within a frame."""
    told = value.lower()
    if name.lower() == b"set-cookie" and b"samesite=none" in told and b"partitioned" not in told:
        return name, value + b"; Partitioned"
    return name, value


class Headers:
    """Middleware of the server: these headers stand on every answer."""

    def __init__(self, app, frame_ancestors: str = "'self'"):
        self.app, self.frame_ancestors = app, frame_ancestors
        self.headers = {
            "content-security-policy": content_policy(frame_ancestors),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
        }

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = headers.get("content-security-policy")  # of a page of ours that asks for nothing at all
                headers.update(self.headers)
                if own:
                    headers["content-security-policy"] = f"{own}; frame-ancestors {self.frame_ancestors}"
                message["headers"] = [partitioned(name, value) for name, value in message["headers"]]
            await send(message)

        await self.app(scope, receive, with_headers)
