"""What the server does around the pages: warm-up, security headers, and what a person reads when something breaks."""

from __future__ import annotations

import base64
import gc
import hashlib
import importlib
import logging
import re
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from valuemodel.locale import text

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("valuemodel.ui")
WARM = ("pandas", "duckdb", "plotly.graph_objects", "openpyxl", "babel.dates", "scipy.stats", "valuemodel.ui.context")

TURN = 0.001
"""Seconds that a thread computes while another waits for the interpreter. What a run has drawn is sent by a thread that
waits its turn at each step: with the usual 5 ms a changed figure reaches the screen 15 ms later.
"""


@asynccontextmanager
async def warm_up(_app: object) -> AsyncIterator[None]:
    """Imports what the first visitor would wait for, takes it out of the garbage collector's sight, and lets what is
    drawn go out while the run goes on.
    """
    sys.setswitchinterval(TURN)
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    yield


def _inline_scripts() -> str:
    """The hashes that allow the inline scripts of the engine's own index page, and no other."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    bodies = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies)


def security_headers() -> list[tuple[bytes, bytes]]:
    """Headers of every answer: scripts from this server only, no `eval`, no framing, no address sent elsewhere."""
    policy = (
        f"default-src 'self'; script-src 'self' {_inline_scripts()}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class SecurityHeaders:
    """ASGI middleware that adds `security_headers` to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and the answer back with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self.headers]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def tell_unexpected(error: Exception) -> bool:
    """Shows a human message with a reference for an exception that nobody foresaw, and logs the traceback under it."""
    reference = secrets.token_hex(3).upper()
    LOG.error("Unexpected error %s", reference, exc_info=error)
    language = st.session_state.get("language") or "fr"
    st.error(text("ui.unexpected", language, reference=reference))
    return True
