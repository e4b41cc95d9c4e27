"""What the practice section reads of the facts, once, beside the KPIs' rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

_SQL = Path(__file__).parents[1] / "sql" / "practice"


_PLACED = ("usage_months", "usage_days", "devices", "item_answers", "ties")
_ENDS = ("period_start", "period_end")


def _empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})


@dataclass(frozen=True)
class PracticeFacts:
    """Tables of the practice section; `subject`, `source` and `target` are positions in the closing's subjects.

    `usage`: subject, tool, month, actions, contributions, readings, days_active. `days`: subject, day. `devices`:
    subject, month, mobile. `answers`: subject, wave, item, value, label. `ties`: source, target, period_start,
    period_end, weight. `unit_ties`, `meetings`, `communities`: as the views tell them, about nobody in particular.
    """

    usage: pd.DataFrame = field(default_factory=lambda: _empty("subject", "tool", "month", "actions", "contributions"))
    days: pd.DataFrame = field(default_factory=lambda: _empty("subject", "day"))
    devices: pd.DataFrame = field(default_factory=lambda: _empty("subject", "month", "mobile"))
    answers: pd.DataFrame = field(default_factory=lambda: _empty("subject", "wave", "item", "value", "label"))
    ties: pd.DataFrame = field(default_factory=lambda: _empty("source", "target", "period_start", "period_end"))
    unit_ties: pd.DataFrame = field(default_factory=lambda: _empty("source_unit", "target_unit", *_ENDS, "hours"))
    meetings: pd.DataFrame = field(default_factory=lambda: _empty("measure", *_ENDS, "value"))
    communities: pd.DataFrame = field(default_factory=lambda: _empty("community"))
    strangers: int = 0


def read_practice(connection: duckdb.DuckDBPyConnection, position: pd.Series, sheets: pd.DataFrame) -> PracticeFacts:
    """The tables of practice. `position` places a person's key among the subjects, `sheets` an answer sheet.

    Exchanges with somebody whom no other file describes are left out and counted (`strangers`).
    """
    read = {name: _table(connection, name) for name in _PLACED}
    ties = read["ties"].assign(
        source=position.reindex(read["ties"]["source_key"]).to_numpy(),
        target=position.reindex(read["ties"]["target_key"]).to_numpy(),
    )
    known = ties.dropna(subset=["source", "target"]).astype({"source": "int64", "target": "int64"})
    return PracticeFacts(
        usage=_dated(_placed(read["usage_months"], position), "month"),
        days=_dated(_placed(read["usage_days"], position), "day"),
        devices=_dated(_placed(read["devices"], position), "month"),
        answers=_answers(read["item_answers"], sheets),
        ties=_dated(known.drop(columns=["source_key", "target_key"]), *_ENDS),
        unit_ties=_dated(_table(connection, "unit_ties"), *_ENDS),
        meetings=_dated(_table(connection, "meetings"), *_ENDS),
        communities=_dated(_table(connection, "communities"), "created_on", "last_active_on", "seen_on"),
        strangers=len(ties) - len(known),
    )


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    return connection.execute((_SQL / f"{name}.sql").read_text("utf-8")).df()


def _placed(rows: pd.DataFrame, position: pd.Series) -> pd.DataFrame:
    placed = rows.assign(subject=position.reindex(rows["person_key"]).to_numpy()).dropna(subset=["subject"])
    return placed.drop(columns="person_key").astype({"subject": "int64"})


def _answers(rows: pd.DataFrame, sheets: pd.DataFrame) -> pd.DataFrame:
    found = sheets.reindex(rows["respondent_id"])
    placed = rows.assign(subject=found["subject"].to_numpy(), wave=found["wave"].to_numpy())
    return placed.dropna(subset=["subject"]).astype({"subject": "int64"})[["subject", "wave", "item", "value", "label"]]


def _dated(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in names})
