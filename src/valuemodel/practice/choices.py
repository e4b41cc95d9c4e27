"""Which choice of an item a label is: labels are stored as people wrote them, choices are known by their key."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from valuemodel.spreadsheets.items import items
from valuemodel.spreadsheets.words import clean, fold


@cache
def _by_label(item: str) -> dict[str, str]:
    choices: list[dict[str, Any]] = items()[item]["choices"]
    return {fold(choice[language]): choice["key"] for choice in choices for language in ("fr", "en")}


def choice_keys(item: str, labels: pd.Series) -> np.ndarray:
    """The key of each label among the choices of `item`, in French or English; "" for one that is none of them."""
    known = _by_label(item)
    keys = {label: known.get(fold(clean(label).rstrip(";")), "") for label in labels.dropna().unique()}
    return labels.map(keys).fillna("").to_numpy(dtype=object)


def level_able(item: str, choice: str) -> str:
    """Who can lift a barrier: team, manager, support or board ("" when the choice is no barrier)."""
    return next((str(one.get("level", "")) for one in items()[item]["choices"] if one["key"] == choice), "")
