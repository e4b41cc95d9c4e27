"""The decision in words: each option with what it brings and costs, what waiting loses, where each condition stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from valuemodel.kpis import catalogue
from valuemodel.locale import label, month, percent, text, thousands
from valuemodel.model.decision import OptionResult
from valuemodel.model.delay import Delay
from valuemodel.model.gates import StageGate
from valuemodel.model.request import Budget
from valuemodel.programme import Programme
from valuemodel.story.words import inside, kpi_value, money_range


class OptionLine(NamedTuple):
    """One option as it is read: name, benefits, costs, net value with its range, chances, and how it was counted."""

    name: str
    benefits: str
    costs: str
    npv: str
    span: str
    chances: str
    how: str


def option_line(option: OptionResult, currency: str, language: str) -> OptionLine:
    """An option, or what it does not say in place of its figures."""
    name = label(option.label, language) if option.label else text(f"decision.kinds.{option.kind}", language)
    if option.npv is None or option.p10 is None or option.p90 is None:
        said = " ".join(f"{issue.said(language).problem} {issue.said(language).fix}" for issue in option.issues)
        return OptionLine(name, "–", "–", "–", "", "–", said)
    how = " ".join(text(f"decision.rules.{code}", language, **values) for code, values in option.rules)
    share = option.probability_npv_positive or 0.0
    return OptionLine(
        name,
        thousands(option.pv_benefits or 0.0, language, currency),
        thousands(option.pv_costs or 0.0, language, currency),
        thousands(option.npv, language, currency),
        money_range(option.p10, option.p90, language, currency),
        percent(min(max(share, 0.01), 0.99) if 0 < share < 1 else share, language),
        how,
    )


def title(options: Sequence[OptionResult], currency: str, language: str) -> str:
    """Which option is worth most, and by how much more than the next."""
    known = sorted((one for one in options if one.npv is not None), key=lambda one: -(one.npv or 0.0))
    if len(known) < 2:
        return text("decision.title.few", language)
    first, second = known[:2]
    return text(
        "decision.title.best",
        language,
        option=label(first.label, language),
        gap=thousands((first.npv or 0.0) - (second.npv or 0.0), language, currency),
        second=label(second.label, language),
    )


def waiting(fixed: Delay, sliding: Delay, currency: str, language: str) -> str:
    """What waiting loses, in both windows, saying which is which."""
    return text(
        "decision.waiting",
        language,
        months=fixed.months,
        fixed=thousands(fixed.lost, language, currency),
        sliding=thousands(sliding.lost, language, currency),
    )


def gate_line(gate: StageGate, language: str) -> str:
    """A condition and where it stands: "Utilisateurs réguliers à 66 % en avril 2027 : à venir (58 % aujourd'hui)"."""
    kpi = catalogue().get(gate.condition.kpi)
    if kpi is None:
        return gate.condition.kpi
    state = text(f"decision.gates.{gate.reason or gate.state}", language)
    known = None if gate.value is None else kpi_value(kpi, gate.value, language)
    value = "" if known is None else text("decision.gate_value", language, value=known)
    return text(
        "decision.gate",
        language,
        kpi=label(kpi.label, language),
        threshold=kpi_value(kpi, gate.condition.threshold, language),
        month=month(gate.condition.by, language),
        state=state,
        value=value,
    )


def reconciled(programme: Programme, costs: float, end: str, language: str) -> str:
    """How the amount asked for and the costs of the request differ: its months, and what the budget does not hold."""
    asked = programme.decision
    if asked is None or not asked.amount:
        return ""
    return text(
        "decision.reconciled",
        language,
        amount=thousands(asked.amount, language, programme.currency),
        costs=thousands(costs, language, programme.currency),
        end=end,
    )


def budget_title(found: Budget, currency: str, language: str) -> str:
    """What is to be paid in all, and what most of it goes to."""
    totals = {category: sum(years.values()) for category, years in found.items()}
    total, most = sum(totals.values()), max(totals, key=lambda category: totals[category])
    return text(
        "decision.budget.title", language, total=thousands(total, language, currency),
        share=percent(totals[most] / total if total else 0.0, language),
        nature=inside(text(f"story.categories.{most}", language)),
    )  # fmt: skip


def budget_rows(found: Budget, currency: str, language: str) -> list[list[str]]:
    """Head, one row a category with its years and total, and the total of each year."""
    years = sorted({year for row in found.values() for year in row})
    head = [text("decision.budget.nature", language), *map(str, years), text("decision.budget.total", language)]
    amounts = {
        text(f"story.categories.{category}", language): [*(row[year] for year in years), sum(row.values())]
        for category, row in found.items()
    }
    amounts[text("decision.budget.total", language)] = [sum(column) for column in zip(*amounts.values(), strict=True)]
    rows = [[name, *(thousands(one, language, currency) for one in row)] for name, row in amounts.items()]
    return [head, *rows]
