"""Usage into the facts: a series for what values have in common (tool, measure, period), a row a person and value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from valuemodel.spreadsheets.distinct import combined, first_of_each
from valuemodel.spreadsheets.limits import Told, untold
from valuemodel.spreadsheets.tables import Usage, usage_of
from valuemodel.store import frames
from valuemodel.store.connection import Query

ROWS, MEASURES = ("scope", "person_id", "period_start", "period_end"), ("tool", "measure", "value")


class Keyed(Protocol):
    """The people whom a file names, with their keys."""

    twice: bool
    """Whether somebody is written in two ways: what they did in the same period then counts once."""

    def keyed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame with keys in place of identifiers."""


def write_activity(
    query: Query, upload_id: int, tables: Mapping[str, pd.DataFrame], people: Keyed, told: Told = untold
) -> None:
    """The rows of `activity`; `told` hears of the share that is written."""
    usage = usage_of(tables)
    who_when, measures = usage or _split(tables["activity"])
    rows = people.keyed(who_when)
    periods = combined([rows[name] for name in ("scope", "period_start", "period_end")])
    for done, part in enumerate(measures):
        told(done / len(measures))
        places = np.arange(len(rows)) if part.index is rows.index else rows.index.get_indexer(part.index)
        series = combined([pd.Series(periods[places]), part["tool"], part["measure"]])
        if people.twice or usage is None:
            kept = _once(rows["person_key"].iloc[places], series)
            part, places, series = part[kept], places[kept], pd.factorize(series[kept])[0]
        if len(part):
            _write(query, upload_id, rows, part, places, series)


def _split(activity: pd.DataFrame) -> Usage:
    """`activity` as who and when beside how much of what."""
    activity = activity.reset_index(drop=True)
    missing = [name for name in ROWS if name not in activity]
    rows = activity.assign(**dict.fromkeys(missing))[list(ROWS)]
    return Usage(rows, [activity[list(MEASURES)]])


def _once(people: pd.Series, series: np.ndarray) -> np.ndarray:
    """Values but those of a person who has one in the same series above."""
    again = pd.Series(combined([people, pd.Series(series)])).duplicated().to_numpy()
    return ~(again & people.notna().to_numpy())


def _write(
    query: Query, upload_id: int, rows: pd.DataFrame, part: pd.DataFrame, places: np.ndarray, series: np.ndarray
) -> None:
    """Values at `places` of `rows`, each in its series (codes from 0 on)."""
    first = int(query.value("next_series"))
    firsts = first_of_each(series)
    common = pd.concat([_at(rows, places[firsts]), _at(part, firsts)], axis=1)
    told = frames.typed(common.assign(series_key=range(first, first + len(firsts))), frames.SERIES)
    query.insert("insert_series", {"incoming_series": told}, upload_id=upload_id)
    people = rows["person_key"] if len(places) == len(rows) else rows["person_key"].iloc[places]
    values = {
        "series_key": pa.array((series + first).astype(np.int32)),
        "person_key": pa.Array.from_pandas(people),
        "value": pa.array(part["value"].to_numpy(dtype=float), from_pandas=True),
    }
    query.insert("insert_values", {"incoming_values": pa.table(values)})


def _at(frame: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    return frame.iloc[places].reset_index(drop=True)
