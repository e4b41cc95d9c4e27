"""The server: one application over the router, so that no address reaches a page around it.

`streamlit run app.py` (from any folder) or `uvicorn app:app`. Nothing here knows a page: see `valuemodel/ui/router.py`.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from valuemodel.ui.server import SecurityHeaders, tell_unexpected, warm_up

app = st.App(
    Path(__file__).parent / "src" / "valuemodel" / "ui" / "router.py",
    lifespan=warm_up,
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=tell_unexpected,
)
