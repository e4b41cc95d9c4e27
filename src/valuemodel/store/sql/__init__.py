"""The store's SQL: statements of `programme.sql` and `facts.sql`, each under its `-- name:`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


@cache
def statements(subject: str) -> dict[str, str]:
    """The statements of `<subject>.sql` by name."""
    written = (Path(__file__).parent / f"{subject}.sql").read_text("utf-8")
    parts = re.split(r"^-- name: (\w+)\n", written, flags=re.MULTILINE)
    return {name: body.strip().rstrip(";") for name, body in zip(parts[1::2], parts[2::2], strict=True)}
