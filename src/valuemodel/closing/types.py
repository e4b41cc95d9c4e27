"""What a closing holds: aggregates over safe groups, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from valuemodel.effects import Effect
from valuemodel.effects.evidence import NO_EVIDENCE, Evidence
from valuemodel.errors import Issue
from valuemodel.practice import Findings


@dataclass(frozen=True)
class Source:
    """An upload that a closing rests on: provenance without a person."""

    upload_id: int
    file_name: str
    format: str
    kind: str
    wave: str
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    author: str
    loaded_at: datetime
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True)
class Group:
    """A published group of people: `kind` is total, comparison, unit, role or distance; `size` in a band when small."""

    key: str
    label: str
    kind: str
    members: tuple[str, ...]
    size_band: str


@dataclass(frozen=True)
class Wave:
    """A survey wave or a usage period that was compared; `invited` and `answered` for surveys."""

    key: str
    kind: str
    start: date
    end: date
    invited: int | None = None
    answered: int | None = None


@dataclass(frozen=True)
class KpiValue:
    """One KPI in one group and wave: its published value with a 95 % interval and the band of its n."""

    kpi: str
    group: str
    wave: str
    value: float
    low: float
    high: float
    n_band: str


@dataclass(frozen=True)
class PracticePoint:
    """One month of a practice (a usage KPI's key) over the programme's eligible people: a share 0..1 or a mean."""

    practice: str
    month: date
    value: float
    people: int


@dataclass(frozen=True)
class CostLine:
    """One line and month of costs. `category` is licence, integration, run, accompaniment or internal_time."""

    line: str
    category: str
    month: date
    planned: float | None
    actual: float | None
    currency: str
    in_budget: bool = True
    capex: bool = False
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class StartPoint:
    """The month in which whole safe groups of units started the programme, and how many eligible people are in them."""

    month: date
    people: int


@dataclass(frozen=True)
class Closing:
    """All that pages, models and exports may read: aggregates over safe groups, never a row about a person."""

    number: int
    as_of: date
    closed_at: datetime
    author: str
    fingerprint: str
    eligible: int
    eligible_total: int
    sources: tuple[Source, ...]
    groups: tuple[Group, ...]
    waves: tuple[Wave, ...]
    kpis: tuple[KpiValue, ...]
    effects: tuple[Effect, ...]
    practice: tuple[PracticePoint, ...]
    costs: tuple[CostLine, ...]
    sources_of: dict[str, tuple[int, ...]]
    issues: tuple[Issue, ...] = ()
    evidence: Evidence = NO_EVIDENCE
    starts: tuple[StartPoint, ...] = ()
    practice_findings: Findings = field(default_factory=Findings)

    def effect(self, kpi: str, group: str = "programme") -> Effect | None:
        """The effect on `kpi` in `group`, if the closing has one."""
        return next((effect for effect in self.effects if (effect.kpi, effect.group) == (kpi, group)), None)

    def level(self, kpi: str, group: str = "programme") -> KpiValue | None:
        """The last published value of `kpi` in `group`, if the closing has one."""
        ends = {wave.key: wave.end for wave in self.waves}
        found = [one for one in self.kpis if (one.kpi, one.group) == (kpi, group) and one.wave in ends]
        return max(found, key=lambda one: ends[one.wave], default=None)

    def practice_series(self, practice: str) -> dict[date, float]:
        """`practice` by month (first days), over the programme's eligible people."""
        return {point.month: point.value for point in self.practice if point.practice == practice}
