"""The map from objective to value, and what hangs from nothing."""

from types import SimpleNamespace

from valuemodel.programme import KpiPlan, Objective
from valuemodel.story.value_map import orphans, paths, tied_share

OBJECTIVES = (Objective("time", {}, "Ada"), Objective("pride", {}, ""))
PROGRAMME = SimpleNamespace(objectives=OBJECTIVES, kpi_plans=(KpiPlan("search_hours", 1.0), KpiPlan("trust", 0.1)))


def driver(key: str, objective: str, practice: str = "regular_share", outcome: str = "search_hours"):
    return SimpleNamespace(key=key, objective=objective, practice=practice, outcome=outcome)


DRIVERS = (driver("other", "fame", "unmeasured"), driver("finding", "time"))
CLOSING = SimpleNamespace(practice=(SimpleNamespace(practice="regular_share"),), kpis=())


def test_drivers_come_in_the_order_of_the_objectives_and_those_without_one_last() -> None:
    found = paths(PROGRAMME, DRIVERS)
    assert [(path.driver, path.owner) for path in found] == [("finding", "Ada"), ("other", "")]


def test_what_hangs_from_nothing_is_listed_by_kind() -> None:
    assert {(one.kind, one.key) for one in orphans(PROGRAMME, DRIVERS, CLOSING)} == {
        ("objective_without_owner", "pride"), ("objective_without_driver", "pride"),
        ("driver_without_objective", "other"), ("driver_without_practice", "other"), ("kpi_without_driver", "trust"),
    }  # fmt: skip


def test_half_of_two_planned_kpis_is_tied_to_a_stated_objective() -> None:
    assert tied_share(PROGRAMME, DRIVERS) == 0.5
