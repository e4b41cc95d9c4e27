"""KPIs: what is measured. One entry of `kpis.yaml` and one query in `sql/` each; everything else about them is
common.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from valuemodel.errors import ValueModelError
from valuemodel.yaml_files import read_yaml

if TYPE_CHECKING:
    import duckdb
    import pandas

FAMILIES = ("collaborate", "cooperate", "meaning")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Kpi:
    """One KPI of the catalogue; texts are `{en: ..., fr: ...}`.

    `unit` is "share" (0..1), "hours/week" or "messages"; `aggregate` is the "mean" of the rows' values or the "ratio"
    of the sums of numerators and denominators; `decimals` is the published precision of the value as stored (2 for a
    share, an integer percentage). `counts` says of what a share is: "people", "requests", "exchanges", "time", or
    "position" for the average place of answers on a scale. `period` is what one row covers: a month for usage, a wave
    for surveys.
    `level_only`: there is nothing to ask before, so that only the level is published, and no effect.
    A closing says nothing of an `optional` KPI that nothing measures.
    """

    key: str
    label: Mapping[str, str]
    short_label: Mapping[str, str]
    family: str
    source: str
    unit: str
    better: str
    aggregate: str
    decimals: int
    denominator: Mapping[str, str]
    gains_who: str
    meaning: Mapping[str, str]
    misleads: Mapping[str, str]
    items: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    reported_time: bool = False
    counts: str = "people"
    level_only: bool = False
    optional: bool = False

    @property
    def period(self) -> str:
        """What one row covers: "month" or "wave"."""
        return "month" if self.source == "usage" else "wave"

    @property
    def direction(self) -> int:
        """+1 when higher is better, -1 when lower is."""
        return 1 if self.better == "higher" else -1


@cache
def catalogue() -> Mapping[str, Kpi]:
    """All KPIs by key, in the order of `kpis.yaml`."""
    entries = read_yaml(_FOLDER / "kpis.yaml")
    return MappingProxyType({key: _kpi(key, entry) for key, entry in entries.items()})


def _kpi(key: str, entry: dict[str, Any]) -> Kpi:
    lists = {name: tuple(entry.get(name, ())) for name in ("items", "tools")}
    return Kpi(key=key, **{**entry, **lists})


def kpi(key: str) -> Kpi:
    """The KPI `key`; `ValueModelError` "kpi_unknown" with the nearest name when there is none."""
    if key not in catalogue():
        nearest = get_close_matches(key, catalogue(), n=1, cutoff=0)
        raise ValueModelError("kpi_unknown", key, name=key, nearest=nearest[0])
    return catalogue()[key]


def query(key: str) -> str:
    """The SQL of the KPI `key`, as it can be pasted into a DuckDB shell on the store's views."""
    return (_FOLDER / "sql" / f"{kpi(key).key}.sql").read_text("utf-8")


def measure(connection: duckdb.DuckDBPyConnection, key: str) -> pandas.DataFrame:
    """The rows of the KPI `key`: unit_id, period_start, value (numerator, denominator for a ratio).

    `connection` has the store's views (people, usage, responses, answers, waves). `unit_id` is a person's key for
    usage and a respondent's for surveys.
    """
    return connection.execute(query(key)).df()
