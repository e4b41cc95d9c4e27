"""A hand-made closing and programme of a fictitious company: what pages and models read, without loading a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from valuemodel import model
from valuemodel.closing import Closing, CostLine, Group, KpiValue, PracticePoint, Source, Wave
from valuemodel.effects import Effect
from valuemodel.model.types import ValueModel
from valuemodel.programme import Condition, Decision, KpiPlan, Objective, Option, Programme

STARTED = date(2025, 11, 1)
AS_OF = date(2026, 10, 31)


def month(index: int) -> date:
    """The first day of the programme's month `index` (0 is the first; negative before the start)."""
    total = STARTED.year * 12 + STARTED.month - 1 + index
    return date(total // 12, total % 12 + 1, 1)


REGULAR = (0.08, 0.12, 0.19, 0.26, 0.33, 0.39, 0.44, 0.49, 0.53, 0.56, 0.58, 0.60, 0.62)
ACTIVE = (0.41, 0.48, 0.55, 0.61, 0.66, 0.70, 0.73, 0.76, 0.79, 0.81, 0.82, 0.84, 0.85)
CONTRIBUTORS = (0.06, 0.08, 0.11, 0.14, 0.17, 0.19, 0.21, 0.23, 0.24, 0.25, 0.26, 0.27, 0.27)


def effect_example(kpi: str, before: float, after: float, low: float, high: float, **more: Any) -> Effect:
    """One effect of the programme against its comparison group; `change` is after - before unless given."""
    usage = kpi in (
        "active_share",
        "regular_share",
        "contributor_share",
        "messages_per_active",
        "meeting_hours",
        "email_hours",
    )
    waves = ("usage_before", "usage_after") if usage else ("survey_before", "survey_after")
    change = more.pop("change", round(after - before, 3))
    known: dict[str, Any] = {
        "verdict": "compared", "design": "difference_in_differences", "isolated": True, "certainty": "moderate",
        "n_before": 520, "n_after": 505, "clusters": 24, "materiality": 0.05,
    }  # fmt: skip
    return Effect(
        kpi, "programme", *waves, before=before, after=after, change=change, low=low, high=high, **{**known, **more}
    )


def effects_example() -> tuple[Effect, ...]:
    """All 14 KPIs: nine compared and moved, one not moved, one worse, one too early, one refused, one unlinked."""
    unlinked: dict[str, Any] = {"design": "unpaired", "isolated": False, "certainty": "low", "cautions": ("unlinked",)}
    return (
        effect_example("active_share", 0.41, 0.84, 0.27, 0.39, change=0.33),
        effect_example("regular_share", 0.08, 0.60, 0.42, 0.54, change=0.48),
        effect_example("contributor_share", 0.06, 0.27, 0.14, 0.22, change=0.18),
        effect_example("messages_per_active", 11.2, 19.6, 4.1, 9.7, change=6.9),
        effect_example("search_hours", 3.4, 2.6, -0.9, -0.3, change=-0.6),
        effect_example("meeting_hours", 8.1, 8.3, -0.1, 0.3, change=0.1),
        effect_example("email_hours", 7.2, 6.8, -0.5, -0.1, change=-0.3, **unlinked),
        effect_example("meaning", 0.58, 0.64, 0.01, 0.09, change=0.05),
        effect_example("alignment", 0.49, 0.55, 0.01, 0.11, change=0.06),
        effect_example("knows_whom", 0.51, 0.52, -0.04, 0.05, change=0.01),
        effect_example("perceived_value", 0.47, 0.55, 0.02, 0.12, **unlinked),
        replace(
            effect_example("recommends", 0.55, 0.57, -0.02, 0.06),
            verdict="too_early", reason="too_early", values={"expected_from": "2027-03-01"},
        ),
        Effect("manager_example", "programme", "survey_before", "survey_after", "refused", "refused",
               reason="too_few_answers", values={"k": 5}),
        effect_example("customer_answers", 0.61, 0.70, 0.02, 0.12, change=0.07),
    )  # fmt: skip


def practice_example() -> tuple[PracticePoint, ...]:
    """Thirteen months of three practices: the last before the start, then twelve."""
    series = {"regular_share": REGULAR, "active_share": ACTIVE, "contributor_share": CONTRIBUTORS}
    return tuple(
        PracticePoint(key, month(i - 1), value, 780) for key, values in series.items() for i, value in enumerate(values)
    )


def costs_example() -> tuple[CostLine, ...]:
    """Five categories over 36 months: planned throughout, actual for the first twelve."""
    lines = []
    monthly = {"Licences": ("licence", 4100.0), "Exploitation": ("run", 2300.0), "Animation": ("accompaniment", 2600.0)}
    for line, (category, amount) in monthly.items():
        for i in range(36):
            actual = round(amount * (1.04 if i % 3 else 0.97), 2) if i < 12 else None
            lines.append(CostLine(line, category, month(i), amount, actual, "EUR"))
    for i, amount in ((0, 30000.0), (1, 24000.0), (2, 12000.0)):
        lines.append(CostLine("Intégration", "integration", month(i), amount, amount * 1.1, "EUR", capex=True))
    for i in range(24):
        lines.append(
            CostLine("Formation", "internal_time", month(i), 1700.0, 1850.0 if i < 12 else None, "EUR", in_budget=False)
        )
    return tuple(lines)


def closing_example() -> Closing:
    """The closing of 31 October 2026: 780 eligible people in the programme, 1,200 in the company."""
    waves = (
        Wave("usage_before", "usage", date(2025, 8, 1), date(2025, 10, 31)),
        Wave("usage_after", "usage", date(2026, 8, 1), date(2026, 10, 31)),
        Wave("survey_before", "survey", date(2025, 9, 15), date(2025, 10, 10), 1200, 742),
        Wave("survey_after", "survey", date(2026, 9, 14), date(2026, 10, 9), 1190, 718),
    )
    effects = effects_example()
    kpis = tuple(
        KpiValue(e.kpi, "programme", wave, value, value, value, "500-599")
        for e in effects
        for wave, value in ((e.wave_before, e.before), (e.wave_after, e.after))
        if value is not None
    )
    sources = (
        Source(
            1,
            "enquete_avant.xlsx",
            "columns",
            "survey",
            "survey_before",
            742,
            735,
            7,
            "C. Martin",
            datetime(2025, 10, 14, 9),
        ),
        Source(
            2,
            "enquete_apres.xlsx",
            "columns",
            "survey",
            "survey_after",
            718,
            712,
            6,
            "C. Martin",
            datetime(2026, 10, 12, 9),
        ),
        Source(3, "budget.xlsx", "columns", "cost", "", 135, 135, 0, "C. Martin", datetime(2026, 11, 2, 9)),
    )
    groups = (
        Group("programme", "Programme", "total", (), "780"),
        Group("comparison", "Comparaison", "comparison", (), "420"),
    )
    return Closing(
        1, AS_OF, datetime(2026, 11, 3, 10), "C. Martin", "f" * 16, 780, 1200, sources, groups, waves, kpis, effects,
        practice_example(), costs_example(), {"costs": (3,)},
    )  # fmt: skip


def programme_example() -> Programme:
    """A 36-month programme of a fictitious French company, with its decision and its plan of adoption."""
    plan = {month(0): 0.15, month(5): 0.45, month(11): 0.62, month(17): 0.66, month(23): 0.68}
    return Programme(
        "atelier", "Travailler ensemble", "Société fictive", STARTED, fictitious=True,
        objectives=(Objective("productivity", {"en": "Less time lost", "fr": "Moins de temps perdu"}, "H. Leroy"),),
        kpi_plans=(
            KpiPlan("search_hours", 0.3, target=2.6),
            KpiPlan("customer_answers", 0.05, target=0.68),
            KpiPlan("recommends", 0.03, expected_from=date(2027, 3, 1), target=0.60),
        ),
        adoption_plan=plan,
        decision=Decision(
            150000.0, date(2026, 11, 1), date(2027, 10, 31),
            (
                Option("continue", {"en": "Continue", "fr": "Poursuivre"}),
                Option("stop", {"en": "Stop", "fr": "Arrêter"}, 15000.0),
            ),
            (Condition("regular_share", 0.65, date(2027, 4, 30)),),
        ),
    )  # fmt: skip


def model_example() -> ValueModel:
    """The productivity template with its budgetary lines committed: a line, an owner and a date."""
    committed = {
        "retired_tools": {"owner": "DSI", "budget_line": "6156", "effective": "2026-05-01"},
        "avoided_travel": {"owner": "DAF", "budget_line": "6251", "effective": "2026-02-01"},
    }
    made, issues = model.apply(model.load_template("productivity"), drivers=committed)
    assert not issues
    return made


def with_effects(closing: Closing, *changed: Effect) -> Closing:
    """`closing` with some effects replaced."""
    new = {effect.kpi: effect for effect in changed}
    return replace(closing, effects=tuple(new.get(effect.kpi, effect) for effect in closing.effects))
