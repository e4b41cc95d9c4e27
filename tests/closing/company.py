"""A company as the store's views would show it, made in memory: people, monthly reports, two survey waves."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import duckdb
import pandas as pd

from valuemodel.closing.closes import compute
from valuemodel.closing.facts import Facts, read_facts
from valuemodel.closing.types import Closing
from valuemodel.programme import KpiPlan, Programme

STARTED, AS_OF = date(2025, 10, 1), date(2026, 10, 31)
BEFORE, AFTER = ("2025-06", "2025-07", "2025-08", "2025-09"), ("2026-07", "2026-08", "2026-09", "2026-10")
TABLES = {
    "people": "person_key INTEGER, unit VARCHAR, site VARCHAR, role VARCHAR, distance INTEGER, joined DATE, "
    "left_on DATE, team VARCHAR, programme_start DATE, cohort VARCHAR, directory BOOLEAN, moved BOOLEAN",
    "usage": "person_key INTEGER, tool VARCHAR, measure VARCHAR, period_start DATE, period_end DATE, value DOUBLE",
    "tenant_usage": "scope VARCHAR, tool VARCHAR, measure VARCHAR, period_start DATE, period_end DATE, value DOUBLE",
    "responses": "respondent_id INTEGER, person_key INTEGER, wave VARCHAR, unit VARCHAR, role VARCHAR, cohort VARCHAR,"
    "answered_at TIMESTAMP",
    "answers": "respondent_id INTEGER, person_key INTEGER, wave VARCHAR, item VARCHAR, value DOUBLE, missing VARCHAR,"
    "scale VARCHAR, label VARCHAR",
    "waves": "wave VARCHAR, kind VARCHAR, start_date DATE, end_date DATE, invited INTEGER",
    "costs": "upload_id INTEGER, line VARCHAR, category VARCHAR, month DATE, nature VARCHAR, amount DOUBLE,"
    "currency VARCHAR, in_budget BOOLEAN, capex BOOLEAN",
    "live_upload": "upload_id INTEGER, file_name VARCHAR, format VARCHAR, kind VARCHAR, wave VARCHAR, "
    "rows_read INTEGER, rows_kept INTEGER, rows_set_aside INTEGER, author VARCHAR, loaded_at TIMESTAMP, "
    "period_start DATE, period_end DATE",
    "answer": "respondent_id INTEGER, upload_id INTEGER, item VARCHAR, value DOUBLE",
    "activity_period": "upload_id INTEGER, tool VARCHAR, measure VARCHAR, period_start DATE, period_end DATE",
    "ties": "source_key INTEGER, target_key INTEGER, period_start DATE, period_end DATE, weight DOUBLE",
    "unit_ties": "source_unit VARCHAR, target_unit VARCHAR, period_start DATE, period_end DATE, hours DOUBLE, "
    "source_size INTEGER, target_size INTEGER",
    "communities": "community VARCHAR, goal VARCHAR, animated BOOLEAN, created_on DATE, last_active_on DATE, "
    "members INTEGER, contributors INTEGER, seen_on DATE",
    "person_attribute": "person_key INTEGER, upload_id INTEGER, directory BOOLEAN",
    "unit_start": "unit VARCHAR, programme_start DATE",
    "tie": "upload_id INTEGER, source_key INTEGER, target_key INTEGER",
}


_read: dict[str, Facts] = {}


@dataclass
class Company:
    """Rows of the views, to fill and then close."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in TABLES})
    programme: Programme = field(
        default_factory=lambda: Programme(
            "essai", "Essai", "Essai SA", STARTED, kpi_plans=(KpiPlan("search_hours", 0.2),)
        )
    )
    people: list[int] = field(default_factory=list)

    def hire(
        self,
        unit: str,
        size: int,
        inside: bool = True,
        role: str = "staff",
        distance: int = 1,
        site: str = "Lyon",
        joined: str | None = None,
        left: str | None = None,
    ) -> list[int]:
        """`size` people of a unit, in teams of five; their keys."""
        keys = list(range(len(self.people) + 1, len(self.people) + 1 + size))
        self.people += keys
        cohort = "programme" if inside else "comparison"
        described = (unit, site, role, distance, joined, left)
        start = STARTED if inside else None
        self.rows["people"] += [(key, *described, f"{unit} {key // 5}", start, cohort, True, False) for key in keys]
        self.rows["person_attribute"] += [(key, 1, True) for key in keys]
        return keys

    def report(self, month: str, messages: Callable[[int], float], tool: str = "teams", measure: str = "") -> None:
        """A month's report about everyone: `messages(key)` channel messages each."""
        year, number = map(int, month.split("-"))
        start, end = date(year, number, 1), date(year, number, monthrange(year, number)[1])
        measure = measure or "channel_messages"
        self.rows["usage"] += [(key, tool, measure, start, end, float(messages(key))) for key in self.people]
        self.rows["activity_period"].append((2, tool, measure, start, end))

    def survey(
        self,
        wave: str,
        day: str,
        answers: Callable[[int], float | None],
        item: str = "search_hours",
        who: Iterable[int] | None = None,
        scale: str = "hours_week",
        linked: bool = True,
    ) -> None:
        """A wave answered by `who` (everyone): `answers(key)`, None for no answer to the item."""
        known = {row[0]: row for row in self.rows["people"]}
        if not any(row[0] == wave for row in self.rows["waves"]):
            self.rows["waves"].append((wave, "survey", day, day, None))
        self.rows["answers"] = [row for row in self.rows["answers"] if (row[2], row[3]) != (wave, item)]
        sheets = {row[0] for row in self.rows["responses"]}
        for key in self.people if who is None else who:
            sheet = int(day[2:4]) * 100_000 + key + (0 if linked else 50_000)
            person = key if linked else None
            _, unit, _, role, *_, cohort, _, _ = known[key]
            if sheet not in sheets:
                self.rows["responses"].append((sheet, person, wave, unit, role, cohort, datetime.fromisoformat(day)))
            self.rows["answers"].append((sheet, person, wave, item, answers(key), None, scale, None))
            self.rows["answer"].append((sheet, 3 if day < "2026" else 4, item, answers(key)))

    def upload(self, number: int, kind: str) -> None:
        """An upload's provenance."""
        loaded = datetime(2026, 11, 1, 9)
        self.rows["live_upload"].append((number, f"{kind}.csv", kind, kind, "", 10, 10, 0, "me", loaded, None, None))

    def cost(self, month: str, nature: str, amount: float, line: str = "Licences", upload: int = 5) -> None:
        """An amount of a cost line."""
        self.rows["costs"].append((upload, line, "licence", f"{month}-01", nature, amount, "EUR", True, False))

    def facts(self) -> Facts:
        """The facts as a closing reads them; read once for the same rows."""
        written = repr(self.rows)
        if written not in _read:
            _read[written] = self._facts()
        return _read[written]

    def _facts(self) -> Facts:
        with duckdb.connect() as connection:
            for name, columns in TABLES.items():
                connection.execute(f"CREATE TABLE {name} ({columns})")
                if self.rows[name]:
                    written = [[None if cell is None else str(cell) for cell in row] for row in self.rows[name]]
                    connection.register("written", pd.DataFrame(written, dtype=object))
                    connection.execute(f"INSERT INTO {name} FROM written")
                    connection.unregister("written")
            return read_facts(connection)

    def close(self, earlier: dict | None = None, as_of: date = AS_OF) -> tuple[Closing, dict[str, frozenset[int]]]:
        """The closing, not saved, and its published cells."""
        return compute(self.facts(), self.programme, as_of, earlier or {})


def usual() -> Company:
    """Six units of 24 people, half of them in the programme, where regular use rises and an hour of search is saved."""
    company = Company()
    for number, unit in enumerate(("Achats", "Ventes", "Usine", "Finance", "Qualité", "Logistique")):
        company.hire(unit, 20, inside=number < 3, distance=number % 3)
        company.hire(unit, 4, inside=number < 3, distance=number % 3, role="manager")
    inside = set(company.people[:72])
    for month in BEFORE:
        company.report(month, lambda key: 8 if key % 4 == 0 else 0)
    for month in AFTER:
        company.report(month, lambda key: 8 if key % (2 if key in inside else 4) == 0 else 0)
    company.survey("avant", "2025-09-15", lambda key: 3 + key % 5)
    company.survey("apres", "2026-09-15", lambda key: 3 + key % 5 - (key in inside))
    for number, kind in ((1, "people"), (2, "usage"), (3, "survey"), (4, "survey"), (5, "cost")):
        company.upload(number, kind)
    return company


@cache
def closed() -> tuple[Closing, dict[str, frozenset[int]]]:
    """The usual company's closing, made once; not to be changed."""
    return usual().close()
