"""Four programmes by hand: one that pays, one that loses, one never paid back, one without any counted benefit."""

from dataclasses import replace
from datetime import date, datetime

from valuemodel.closing import Closing, Group, PracticePoint, Source, Wave
from valuemodel.effects import Effect
from valuemodel.model.types import DriverResult, Reading, Results
from valuemodel.programme import Condition, Decision, KpiPlan, Option, Programme


def months(count: int = 36) -> tuple[date, ...]:
    return tuple(date(2025 + (9 + index) // 12, (9 + index) % 12 + 1, 1) for index in range(count))


def driver(key: str, grade: str, value: float, counted: bool = True, gain: str = "capacity") -> DriverResult:
    words = {"fr": f"Levier {key}", "en": f"Driver {key}"}
    return DriverResult(
        key, words, gain, ("company",), grade, counted, "" if counted else "gate_missing", {},
        value if counted else 0.0, 0.8 * value, 1.2 * value, (value / 36,) * 36, "1 × 2", "a * b", ("a", "b"),
        "search_hours",
    )  # fmt: skip


def line(last: float) -> tuple[float, ...]:
    low = -400_000.0
    return tuple(low + (last - low) * max(0, index - 6) / 29 if index > 6 else low * index / 6 for index in range(36))


GOOD = Results(
    view="whole", convention="corporate", currency="EUR", months=months(), gains_counted=5, today=13,
    benefits_by_month=(66_000.0,) * 36, costs_by_month=(41_000.0,) * 36,
    cumulative=line(892_000), cumulative_p10=line(46_000), cumulative_p90=line(1_656_000),
    pv_benefits=2_382_000, pv_costs=1_490_000, npv=892_000, roi=0.5987, bcr=1.5987, irr=0.9, mirr=0.4,
    payback_months=17.3, payback_p10=13.2, payback_p90=33.1, p10=46_000, p50=880_000, p90=1_656_000,
    bcr_p10=1.031, bcr_p90=2.093, probability_npv_positive=0.918, base_percentile=0.51,
    without_staff_time=Reading(1_069_000, -421_000, -0.28, 0.717, -500_000, -300_000, 0.6, 0.8),
    budgetary_only=Reading(983_000, -507_000, -0.34, 0.66, -600_000, -400_000, 0.55, 0.75),
    break_even_redeployed_share=0.1,
    proof_share={"compared": 0.13, "before_after": 0.23, "reported": 0.55, "benchmark": 0.03, "assumed": 0.06},
    accepted_by_finance=0.4,
    drivers=(
        driver("un", "compared", 312_000), driver("deux", "before_after", 542_000, gain="budgetary"),
        driver("trois", "reported", 1_313_000), driver("quatre", "benchmark", 81_000),
        driver("cinq", "assumed", 134_000), driver("six", "assumed", 50_000, counted=False),
    ),
    costs_by_category={"licence": 900_000, "run": 590_000}, seed=7, draws=8192,
)  # fmt: skip
BAD = replace(
    GOOD, pv_benefits=983_400, npv=-506_600, roi=-0.34, bcr=0.66, payback_months=None, payback_p10=None,
    payback_p90=None, p10=-800_000, p90=-200_000, bcr_p10=0.5, bcr_p90=0.8, probability_npv_positive=0.02,
    cumulative=line(-506_600), cumulative_p10=line(-800_000), cumulative_p90=line(-200_000),
)  # fmt: skip
NEVER = replace(GOOD, payback_months=None, payback_p10=30.0, payback_p90=None)
NOTHING = replace(
    BAD, pv_benefits=0.0, npv=-1_490_000, roi=-1.0, bcr=0.0, bcr_p10=None, bcr_p90=None, proof_share={},
    gains_counted=0,
    drivers=tuple(replace(one, counted=False, value=0.0, reason="gate_missing") for one in GOOD.drivers),
)  # fmt: skip
PROGRAMMES = {"good": GOOD, "bad": BAD, "never paid back": NEVER, "without benefit": NOTHING}

PROGRAMME = Programme(
    key="trame", name="Trame", company="Société Exemple", started=date(2025, 10, 1), fictitious=True,
    kpi_plans=(KpiPlan("search_hours", 0.25), KpiPlan("customer_answers", 0.05, date(2027, 3, 1))),
    adoption_plan={month: min(0.7, 0.06 + 0.05 * index) for index, month in enumerate(months())},
    decision=Decision(
        479_000, date(2026, 10, 1), date(2027, 9, 30),
        (Option("stop", {"fr": "Arrêter", "en": "Stop"}, 38_000),
         Option("continue", {"fr": "Continuer", "en": "Continue"})),
        (Condition("regular_share", 0.45, date(2027, 6, 1)),), "COMEX", date(2026, 11, 20),
    ),
)  # fmt: skip


def effect(kpi: str, change: float, low: float, high: float, certainty: str, **more: object) -> Effect:
    known = {"before": 5.1, "after": 5.1 + change, "n_before": 400, "n_after": 410, "materiality": 0.25, **more}
    design = "difference_in_differences" if more.get("isolated") else "paired"
    return Effect(kpi, "programme", "avant", "apres", "compared", design, change=change, low=low, high=high,
                  certainty=certainty, **known)  # fmt: skip


EFFECTS = (
    effect("search_hours", -0.5, -0.8, -0.1, "moderate", isolated=True, comparison_before=5.0, comparison_after=4.8),
    effect("meaning", 0.06, 0.02, 0.1, "low", before=0.6, after=0.66, materiality=0.03),
    effect("email_hours", -0.1, -0.4, 0.3, "low", before=6.2, after=6.1),
    Effect("perceived_value", "programme", "avant", "apres", "refused", "refused", reason="question_changed"),
    Effect("customer_answers", "programme", "avant", "apres", "too_early", "paired", 0.56, 0.6, reason="too_early",
           values={"expected_from": "2027-03-01"}),
)  # fmt: skip

CLOSING = Closing(
    number=1, as_of=date(2026, 10, 31), closed_at=datetime(2026, 11, 2, 9, 0), author="C. Morel",
    fingerprint="7f3a19c2aa", eligible=2400, eligible_total=3200,
    sources=(
        Source(1, "enquete_mai_2025.xlsx", "forms", "survey", "avant", 1235, 1204, 31, "Morel", datetime(2025, 6, 14)),
        Source(2, "enquete_juin_2026.xlsx", "forms", "survey", "apres", 1319, 1311, 8, "Morel", datetime(2026, 7, 2)),
    ),
    groups=(Group("programme", "Programme", "total", (), "2400"),),
    waves=(
        Wave("avant", "survey", date(2025, 5, 5), date(2025, 5, 30), 2400, 1204),
        Wave("apres", "survey", date(2026, 6, 1), date(2026, 6, 26), 2400, 1311),
    ),
    kpis=(), effects=EFFECTS,
    practice=tuple(PracticePoint("regular_share", month, 0.06 + 0.042 * index, 2400)
                   for index, month in enumerate(months(13))),
    costs=(), sources_of={"search_hours": (1, 2)},
)  # fmt: skip
