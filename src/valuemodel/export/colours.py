"""Colours of charts outside the screen: evidence from A to E, totals, costs, losses, the band of a range."""

from collections.abc import Mapping
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "compared": "0B5563",
        "before_after": "287F96",
        "reported": "9CCAD6",
        "benchmark": "B87410",
        "assumed": "6B747C",
        "total": "111820",
        "cost": "7C848C",
        "loss": "A6341B",
        "band": "B9D3DA",
    }
)
