"""Ties between people: who works with whom, over which period, how much. Only group matrices are ever published."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.periods import periods_of
from valuemodel.spreadsheets.reading import Reading

COLUMNS = ("source_id", "target_id", "period_start", "period_end", "weight")


def read_network(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """`ties`, one row a directed pair and period; a tie of a person with themselves, or with nobody, is set aside."""
    if not {"source", "target"} <= fields.keys():
        raise ValueModelError("fields_missing_network", reading.where())
    source, target = reading.texts(fields["source"]), reading.texts(fields["target"])
    reading.problems.set_aside("person_missing", fields["source"], source.index[(source == "") | (target == "")])
    alike = source.str.lower() == target.str.lower()
    reading.problems.set_aside("tie_with_oneself", fields["target"], source.index[alike & (source != "")])
    ties = pd.DataFrame({"source_id": source, "target_id": target})
    ties = reading.kept(ties)
    ties = ties.join(_periods(reading, fields, ties.index))
    ties["weight"] = reading.numbers(fields["weight"]).reindex(ties.index).fillna(1.0) if "weight" in fields else 1.0
    ties = reading.kept(ties)
    if ties["period_start"].notna().any():
        reading.period = (ties["period_start"].min().date(), ties["period_end"].max().date())
    return {"ties": _once(ties)}


def _periods(reading: Reading, fields: Mapping[str, int], index: pd.Index) -> pd.DataFrame:
    if "day" in fields:
        return periods_of(reading, fields).reindex(index)
    return pd.DataFrame({"period_start": pd.NaT, "period_end": pd.NaT}, index=index)


def _once(ties: pd.DataFrame) -> pd.DataFrame:
    """The same pair several times in a period is one tie, its weights added: badges and messages write one row each."""
    keys = ["source_id", "target_id", "period_start", "period_end"]
    return ties.groupby(keys, as_index=False, sort=False, dropna=False).agg({"weight": "sum"})[list(COLUMNS)]
