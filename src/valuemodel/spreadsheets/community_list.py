"""A list of communities: what each is for, whether somebody animates it, when it was made and last active."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.words import fold

COLUMNS = ("community", "goal", "animated", "created_on", "last_active_on", "members", "contributors")
NOBODY = {"", "non", "no", "aucun", "aucune", "none", "faux", "false", "0", "-", "n a"}


def read_communities(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """`communities`, one row each. Of its animator only whether there is one is kept, never who."""
    if "community" not in fields:
        raise ValueModelError("fields_missing_community", reading.where())
    names = reading.texts(fields["community"])
    reading.problems.set_aside("community_missing", fields["community"], names.index[names == ""])
    rows = pd.DataFrame({"community": names[names != ""]})
    rows["goal"] = reading.texts(fields["goal"]).reindex(rows.index) if "goal" in fields else None
    rows["animated"] = _animated(reading, fields).reindex(rows.index)
    for name, field in (("created_on", "created"), ("last_active_on", "last_active")):
        rows[name] = reading.dates(fields[field]).reindex(rows.index) if field in fields else pd.NaT
    for name in ("members", "contributors"):
        rows[name] = reading.counts(fields[name]).reindex(rows.index) if name in fields else None
    seen = rows["last_active_on"].dropna()
    if len(seen):
        reading.period = (seen.min().date(), seen.max().date())
    return {"communities": rows[list(COLUMNS)].reset_index(drop=True)}


def _animated(reading: Reading, fields: Mapping[str, int]) -> pd.Series:
    """Whether there is an animator; without the column nobody knows."""
    if "animator" not in fields:
        return pd.Series(dtype=object)
    return reading.texts(fields["animator"]).map(lambda written: fold(written) not in NOBODY)
