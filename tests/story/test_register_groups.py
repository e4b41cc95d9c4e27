"""The register by driver and cost: each assumption once, under what it serves."""

from valuemodel import model
from valuemodel.story.register_groups import groups

KNOWN = model.load_template("productivity")


def test_every_assumption_has_exactly_one_place() -> None:
    found = groups([*KNOWN.assumptions.values()], KNOWN, "en")
    placed = [one.key for group in found for one in group.members]
    assert sorted(placed) == sorted(KNOWN.assumptions)


def test_what_several_drivers_share_comes_before_what_serves_one() -> None:
    found = {
        group.title: {one.key for one in group.members} for group in groups([*KNOWN.assumptions.values()], KNOWN, "en")
    }
    assert "hourly_cost" in found["Several drivers"]
    assert "retired_tools_cost" not in found["Several drivers"]
    assert "cost_overrun" in found["Costs"]
    assert "discount_rate" in found["The whole calculation"]
