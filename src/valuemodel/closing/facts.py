"""What a closing reads, once: people, waves and the rows of every KPI, in memory; then the facts are shut again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from valuemodel import kpis
from valuemodel.closing.findings.facts import PracticeFacts, read_practice
from valuemodel.effects.samples import Keys
from valuemodel.kpis import Kpi

_SQL = Path(__file__).parent / "sql"
COLLABORATION = "collaboration"
APART = ("viva_insights", "copilot")
"""Tools whose people or measures are not those of the collaboration tools."""


@dataclass(frozen=True)
class Facts:
    """The facts of a closing.

    `sheets` has the subjects who answered each survey wave. `starts` are the days on which units entered the programme,
    `tied` the people of the comparison group who exchange with people of the programme, `item_answers` the answers to
    the questions of indices.
    `subjects` has one row a person, or an answer sheet that nobody can link (key = -respondent), sorted by key;
    `rows` one table a KPI: subject (position in `subjects`), wave (a survey's) or month, value, numerator,
    denominator.
    """

    subjects: pd.DataFrame
    rows: dict[str, pd.DataFrame]
    survey_waves: tuple[dict[str, Any], ...]
    sheets: dict[str, Keys]
    scales: dict[tuple[str, str], tuple[str, ...]]
    months: dict[tuple[str, date], date]
    nameless_tools: tuple[str, ...]
    long_tools: tuple[str, ...]
    costs: tuple[dict[str, Any], ...]
    uploads: tuple[dict[str, Any], ...]
    survey_uploads: tuple[tuple[str, str, int], ...]
    usage_uploads: tuple[tuple[str, date, int], ...]
    directory_uploads: tuple[int, ...]
    starts: dict[str, date] = field(default_factory=dict)
    tied: frozenset[int] = frozenset()
    item_answers: pd.DataFrame = field(default_factory=pd.DataFrame)
    practice: PracticeFacts = field(default_factory=PracticeFacts)

    @cached_property
    def keys(self) -> Keys:
        """The subjects' keys: a person's, or minus a respondent's."""
        return self.subjects.index.to_numpy(dtype=np.int64)

    @cached_property
    def clusters(self) -> Keys:
        """The code of each subject's team within its unit (the unit when no team is known), -1 when neither is."""
        unit, team = (self.subjects[name].fillna("").astype(str) for name in ("unit", "team"))
        codes = pd.factorize(unit + "\x1f" + team, sort=True)[0]
        return np.where((unit == "") & (team == ""), -1, codes).astype(np.int64)

    @cached_property
    def moved(self) -> np.ndarray:
        """Which subjects changed unit after the baseline."""
        return self.is_in("moved", True)

    def is_in(self, name: str, value: object) -> np.ndarray:
        """Which subjects have `value` in the column `name`."""
        return (self.subjects[name] == value).fillna(False).to_numpy(dtype=bool)

    @cached_property
    def _stay(self) -> tuple[np.ndarray, np.ndarray]:
        """The days on which each subject of the directory came and left (far away when unknown, never for others)."""
        never, always = np.datetime64("9999-01-01"), np.datetime64("0001-01-01")
        joined, left = (
            self.subjects[name].astype("datetime64[s]").to_numpy(dtype="datetime64[s]")
            for name in ("joined", "left_on")
        )
        came = np.where(np.isnat(joined), always, joined)
        return np.where(self.is_in("directory", True), came, never), np.where(np.isnat(left), never, left)

    def present(self, day: date) -> np.ndarray:
        """Which subjects are in the directory and present on `day`."""
        came, left = self._stay
        return (came <= np.datetime64(day)) & (left > np.datetime64(day))

    def tools_of(self, kpi: Kpi, months: tuple[date, ...] | None = None) -> frozenset[str]:
        """The tools with reports about people that `kpi` rests on, in `months` (all by default)."""
        found = {tool for tool, month in self.months if months is None or month in months}
        return frozenset(tool for tool in found if serves(tool, kpi))


def serves(tool: str, kpi: Kpi) -> bool:
    """Whether reports of `tool` feed `kpi`."""
    return tool in kpi.tools or (COLLABORATION in kpi.tools and tool not in APART)


def read_facts(connection: duckdb.DuckDBPyConnection) -> Facts:
    """All that a closing needs of the facts.

    The views that every KPI reads are worked out once: a temporary table hides the view of its name on this cursor.
    """
    with connection.cursor() as own:
        own.execute(_query("read_once"))
        return _read(own)


def _read(connection: duckdb.DuckDBPyConnection) -> Facts:
    people, respondents = _table(connection, "people"), _table(connection, "respondents")
    subjects = _subjects(people, respondents)
    position = pd.Series(np.arange(len(subjects)), index=subjects.index)
    sheets = respondents.set_index("respondent_id")
    sheets["subject"] = position.reindex(_keys(respondents)).to_numpy()
    return Facts(
        subjects=subjects,
        rows=_rows(connection, position, sheets),
        survey_waves=tuple(_records(connection, "survey_waves")),
        sheets={str(wave): group.to_numpy() for wave, group in sheets.groupby("wave")["subject"]},
        scales={(row["item"], row["wave"]): tuple(row["scales"]) for row in _records(connection, "scales")},
        months={(row["tool"], row["month"]): row["last_day"] for row in _records(connection, "report_months")},
        nameless_tools=tuple(row["tool"] for row in _records(connection, "nameless_tools")),
        long_tools=tuple(row["tool"] for row in _records(connection, "long_reports")),
        costs=tuple(_records(connection, "costs")),
        uploads=tuple(_records(connection, "uploads")),
        survey_uploads=tuple(tuple(row.values()) for row in _records(connection, "survey_uploads")),
        usage_uploads=tuple(tuple(row.values()) for row in _records(connection, "usage_uploads")),
        directory_uploads=tuple(row["upload_id"] for row in _records(connection, "directory_uploads")),
        starts={row["unit"]: row["programme_start"] for row in _records(connection, "unit_starts")},
        tied=frozenset(row["person_key"] for row in _records(connection, "tied_people")),
        item_answers=_item_answers(connection, sheets),
        practice=read_practice(connection, position, sheets),
    )


def _rows(connection: duckdb.DuckDBPyConnection, position: pd.Series, sheets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of every KPI; only those are asked for whose questions or tools the facts have."""
    items, tools = ({one for (one,) in connection.execute(_query(name)).fetchall()} for name in ("items", "tools"))
    return {
        key: _placed(key, kpis.measure(connection, key), position, sheets)
        if items & set(kpi.items) or any(serves(tool, kpi) for tool in tools)
        else _none(kpi)
        for key, kpi in kpis.catalogue().items()
    }


def _none(kpi: Kpi) -> pd.DataFrame:
    """The rows of a KPI that nothing feeds."""
    numbers = ("value", "numerator", "denominator") if kpi.aggregate == "ratio" else ("value",)
    return pd.DataFrame(columns=["subject", kpi.period, *numbers]).astype({
        "subject": "int64", **dict.fromkeys(numbers, "float64")
    })  # fmt: skip


def _query(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    return connection.execute(_query(name)).df()


def _records(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    found = connection.execute(_query(name))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _item_answers(connection: duckdb.DuckDBPyConnection, sheets: pd.DataFrame) -> pd.DataFrame:
    """Answers to the questions of indices of several, with the subject's position; nothing when no KPI is an index."""
    items = sorted({item for entry in kpis.catalogue().values() if len(entry.items) > 1 for item in entry.items})
    rows = connection.execute(_query("item_answers"), {"items": items}).df()
    return rows.assign(subject=sheets["subject"].reindex(rows["respondent_id"]).to_numpy())


def _keys(respondents: pd.DataFrame) -> pd.Series:
    """The subject's key of each answer sheet: the person's, else minus the respondent's."""
    return respondents["person_key"].fillna(-respondents["respondent_id"]).astype("int64")


def _subjects(people: pd.DataFrame, respondents: pd.DataFrame) -> pd.DataFrame:
    alone = respondents[respondents["person_key"].isna()]
    sheets = pd.DataFrame({
        "person_key": -alone["respondent_id"], "unit": alone["unit"], "role": alone["role"], "cohort": alone["cohort"],
        "directory": False, "moved": False,
    })  # fmt: skip
    known = [frame.astype(object) for frame in (people, sheets) if len(frame)]
    joined = pd.concat(known) if known else people
    joined["person_key"] = joined["person_key"].astype("int64")
    return joined.set_index("person_key").sort_index()


def _placed(key: str, rows: pd.DataFrame, position: pd.Series, sheets: pd.DataFrame) -> pd.DataFrame:
    """The rows of a KPI with the subject's position and, for a survey, the wave's name in place of its date."""
    if kpis.kpi(key).source == "survey":
        found = sheets.reindex(rows["unit_id"])
        rows = rows.assign(subject=found["subject"].to_numpy(), wave=found["wave"].to_numpy())
    else:
        months = pd.to_datetime(rows["period_start"]).dt.date
        rows = rows.assign(subject=position.reindex(rows["unit_id"]).to_numpy(), month=months)
    rows = rows.dropna(subset=["subject"])
    return rows.astype({"subject": "int64"}).sort_values(["subject", "period_start"], kind="stable")
