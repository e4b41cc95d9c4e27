"""Where the pages are, and their order: one more page is a file and a name here."""

from __future__ import annotations

from pathlib import Path

PAGES = Path(__file__).resolve().parents[3] / "pages"
ORDER = (
    "start",
    "data",
    "before_after",
    "practice",
    "assumptions",
    "value",
    "scenarios",
    "arguments",
    "board",
    "method",
)


def existing() -> tuple[str, ...]:
    """The pages whose files exist, in the order in which figures are made."""
    return tuple(name for name in ORDER if (PAGES / f"{name}.py").is_file())
