"""Time given by one unit to another, from queries by group: between two units, or by a person to a unit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from valuemodel.spreadsheets.reading import Reading

COLUMNS = ("person_id", "source_unit", "source_size", "target_unit", "target_size", "period_start", "period_end",
           "hours")  # fmt: skip
MINUTES = 60.0


def read_unit_ties(reading: Reading, fields: Mapping[str, int], rows: pd.DataFrame) -> pd.DataFrame | None:
    """One row a source (a unit, or a person whose unit other files tell), a unit and a period: hours given.

    `rows` has `period_start` and `period_end` of the file's rows that were kept. None when the export gives no such
    time; a row without a unit or without a time tells nothing of exchanges and is left out.
    """
    given = reading.known.activity.exchange if reading.known else ""
    if not given or given not in fields:
        return None
    target = fields["other_unit"] if "other_unit" in fields else fields["split"]
    ties = rows[["period_start", "period_end"]].copy()
    ties["target_unit"] = reading.texts(target).reindex(ties.index)
    ties["person_id"] = reading.names(fields["person_id"]).reindex(ties.index) if "person_id" in fields else None
    ties["source_unit"] = reading.texts(fields["unit"]).reindex(ties.index) if "unit" in fields else None
    for name in ("source_size", "target_size"):
        ties[name] = reading.counts(fields[name]).reindex(ties.index) if name in fields else float("nan")
    ties["hours"] = reading.numbers(fields[given]).reindex(ties.index) / (MINUTES if given.endswith("minutes") else 1.0)
    named = (ties["target_unit"] != "") & (ties["source_unit"].fillna("-") != "") & (ties["hours"] >= 0)
    return ties.loc[named, list(COLUMNS)].reset_index(drop=True)
