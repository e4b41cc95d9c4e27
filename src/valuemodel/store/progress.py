"""How far a load is, told to whoever waits for it; and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from valuemodel.errors import Issue

Progress = Callable[[float, str], bool | None]
"""Hears of the share done and the step's key; stops the load by returning False, or by raising: nothing is stored."""


class Cancelled(Exception):
    """The person stopped the load."""

    def __init__(self, file_name: str) -> None:
        super().__init__(file_name)
        self.issue = Issue("load_cancelled", file_name)


def teller(progress: Progress | None, file_name: str) -> Callable[[float, str], None]:
    """Tells `progress`, and raises `Cancelled` when it wants no more."""

    def tell(share: float, step: str) -> None:
        if progress is not None and progress(share, step) is False:
            raise Cancelled(file_name)

    return tell


def within(tell: Callable[[float, str], None], low: float, high: float, step: str, share: float) -> None:
    """Tell a share of one step as a share of the whole.

    >>> within(lambda share, step: print(share, step), 0.2, 0.6, "reading", 0.5)
    0.4 reading
    """
    tell(round(low + (high - low) * share, 3), step)
