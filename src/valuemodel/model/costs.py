"""What the programme costs, month by month: actual amounts replace the plan as months are closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from valuemodel.closing import Closing, CostLine
from valuemodel.errors import Issue
from valuemodel.model.types import COST_CATEGORIES, Perimeter
from valuemodel.programme import Decision, Programme


@dataclass(frozen=True)
class CostTable:
    """Costs by category and month: `actual` was paid, `planned` is to come; `initial` was paid before the start.

    `closed_lines` has, for each line with actual amounts, the months (1 or 0) in which it has one.
    """

    actual: Mapping[str, np.ndarray]
    planned: Mapping[str, np.ndarray]
    initial: Mapping[str, float]
    issues: tuple[Issue, ...] = ()
    closed_lines: Mapping[str, np.ndarray] = field(default_factory=dict)


@dataclass
class _Table:
    months: tuple[date, ...]
    closed: int
    currency: str
    rates: Mapping[str, float]
    actual: dict[str, np.ndarray] = field(default_factory=dict)
    planned: dict[str, np.ndarray] = field(default_factory=dict)
    initial: dict[str, float] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    closed_lines: dict[str, np.ndarray] = field(default_factory=dict)

    def add(self, line: CostLine) -> None:
        """Puts one line's month in its place, or notes why it cannot be."""
        if line.category not in COST_CATEGORIES or not isinstance(line.month, date):
            code = "cost_without_category" if isinstance(line.month, date) else "cost_without_date"
            self.issues.append(Issue(code, _where(line), {"line": line.line, "category": str(line.category)}))
            return
        is_actual = line.actual is not None
        amount = line.actual if line.actual is not None else line.planned
        if amount is None or not np.isfinite(amount):
            self.issues.append(Issue("cost_not_a_number", _where(line), {"line": line.line}))
            return
        if line.currency != self.currency and line.currency not in self.rates:
            values = {"line": line.line, "currency": line.currency, "ours": self.currency}
            self.issues.append(Issue("currency_without_rate", _where(line), values))
            return
        rate = 1.0 if line.currency == self.currency else self.rates[line.currency]
        self.place(line, float(amount) * rate, is_actual)

    @cached_property
    def places(self) -> dict[tuple[int, int], int]:
        """The index of each month by its year and number."""
        return {(month.year, month.month): at for at, month in enumerate(self.months)}

    def place(self, line: CostLine, amount: float, is_actual: bool) -> None:
        """Puts an amount in its month, or before the start; one after the horizon is told."""
        category, at = line.category, self.places.get((line.month.year, line.month.month))
        if at is not None:
            part = self.actual if is_actual else self.planned
            self._row(part, category)[at] += amount
            if is_actual:
                self._row(self.closed_lines, line.line)[at] = 1.0
        elif self.months and line.month < self.months[0]:
            self.initial[category] = self.initial.get(category, 0.0) + amount
        else:
            where = f"{line.line} {line.month.replace(day=1)}"
            self.issues.append(Issue("cost_after_horizon", where, {"line": line.line}))

    def _row(self, rows: dict[str, np.ndarray], key: str) -> np.ndarray:
        if key not in rows:
            rows[key] = np.zeros(len(self.months))
        return rows[key]


def _where(line: CostLine) -> str:
    return f"{line.line} {line.month}" if line.month else line.line


def cost_table(
    closing: Closing,
    programme: Programme,
    months: tuple[date, ...],
    closed: int,
    rates: Mapping[str, float],
    perimeter: Perimeter | None = None,
) -> CostTable:
    """The closing's costs over the programme's months, in its currency; what cannot be placed is an issue, once a line.

    `rates` are units of the programme's currency for one of each other.

    Recharges within the stated perimeter are money that does not leave it: they are left out, and listed.
    """
    table = _Table(months, closed, programme.currency, rates)
    for line in _within_perimeter(closing.costs, perimeter, table.issues):
        table.add(line)
    _ask_for_request(table, programme)
    late = sum(float(np.sum(row[:closed])) > 0 for row in table.planned.values())
    if late:
        table.issues.append(Issue("costs_still_planned", values={"categories": late}))
    once = {(issue.code, issue.values.get("line")): issue for issue in reversed(table.issues)}
    return CostTable(table.actual, table.planned, table.initial, tuple(reversed(once.values())), table.closed_lines)


def _within_perimeter(lines: tuple[CostLine, ...], perimeter: Perimeter | None, issues: list[Issue]) -> list[CostLine]:
    """The lines that count at the perimeter; each recharge is told with its total, and kept when no perimeter is
    stated.
    """
    merged_lines = merged(lines)
    named = set(perimeter.recharges) if perimeter else set()
    if perimeter is None or not any(perimeter.label.values()):
        issues += [Issue("recharge_without_perimeter", name, {"line": name}) for name in sorted(named)]
        return merged_lines
    for name in sorted(named):
        amounts = [line.planned if line.actual is None else line.actual for line in merged_lines if line.line == name]
        if not amounts:
            issues.append(Issue("recharge_unknown", name, {"line": name}))
            continue
        values = {f"perimeter_{language}": said for language, said in perimeter.label.items()}
        total = round(sum(amount or 0.0 for amount in amounts))
        issues.append(Issue("recharge_left_out", name, {"line": name, "total": total, **values}))
    return [line for line in merged_lines if line.line not in named]


def merged(lines: tuple[CostLine, ...]) -> list[CostLine]:
    """One row a line, category, month and currency: planned and actual amounts that came apart are put together."""
    found: dict[tuple[object, ...], CostLine] = {}
    for line in lines:
        key = (line.line, line.category, line.month, line.currency)
        other = found.get(key)
        found[key] = line if other is None else _together(other, line)
    return list(found.values())


def _together(one: CostLine, other: CostLine) -> CostLine:
    return replace(other, planned=_sum(one.planned, other.planned), actual=_sum(one.actual, other.actual))


def _sum(a: float | None, b: float | None) -> float | None:
    return b if a is None else a if b is None else a + b


def _ask_for_request(table: _Table, programme: Programme) -> None:
    """When no cost is planned after the closing, the amount asked for is spread over the decision's months."""
    ahead = sum(float(np.sum(row[table.closed :])) for part in (table.planned, table.actual) for row in part.values())
    if ahead > 0 or table.closed >= len(table.months):
        return
    decision = programme.decision
    inside = [i for i in range(table.closed, len(table.months)) if decision and _within(table.months[i], decision)]
    if decision is None or decision.amount <= 0 or not inside:
        table.issues.append(Issue("request_without_costs"))
        return
    spread = table.planned.setdefault("run", np.zeros(len(table.months)))
    spread[inside] += decision.amount / len(inside)
    table.issues.append(Issue("request_cost_from_decision", values={"months": len(inside)}))


def _within(month: date, decision: Decision) -> bool:
    return decision.starts.replace(day=1) <= month <= decision.ends
