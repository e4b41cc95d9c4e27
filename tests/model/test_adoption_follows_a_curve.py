"""Of the diffusion curve that regular use may follow after the last measured month, instead of the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.model.closings import closing_example, model_example, month, programme_example

from valuemodel import model
from valuemodel.closing import Closing
from valuemodel.model import ramp
from valuemodel.practice import Curve
from valuemodel.programme import Programme, as_document, from_document

MONTHS = tuple(month(at) for at in range(36))
LAST = max(closing_example().practice_series("regular_share"))


def curve(name: str, ceiling: float) -> Curve:
    """A straight rise to the ceiling by the end of the second year."""
    levels = tuple(min(ceiling, ceiling * (at + 1) / 24) for at in range(36))
    return Curve(name, ceiling, p=0.01, q=0.2, months=MONTHS, levels=levels, low=levels, high=levels)


def with_curves(*curves: Curve) -> Closing:
    closing = closing_example()
    return replace(closing, practice_findings=replace(closing.practice_findings, curves=curves))


def following(name: str) -> Programme:
    return replace(programme_example(), adoption_curve=name)


CLOSING = with_curves(curve("0.70", 0.7), curve("0.90", 0.9), Curve("0.40", 0.4, reason="passed"))


def test_regular_use_grows_from_the_level_reached_as_the_curve_grows() -> None:
    levels = dict(zip(MONTHS, ramp.adoption(CLOSING, following("0.70"), "regular_share", MONTHS), strict=True))
    reached, named = CLOSING.practice_series("regular_share")[LAST], CLOSING.practice_findings.curves[0]
    shape = dict(zip(named.months, named.levels, strict=True))
    later = [day for day in MONTHS if day > LAST]
    assert [levels[day] for day in later] == pytest.approx(
        [min(reached * shape[day] / shape[LAST], 1) for day in later]
    )
    measured = CLOSING.practice_series("regular_share")
    assert [levels[day] for day in MONTHS if day <= LAST] == [measured[day] for day in MONTHS if day <= LAST]


def test_what_was_measured_does_not_move_and_what_is_to_come_does() -> None:
    given = [(model_example(), CLOSING, one) for one in (programme_example(), following("0.70"))]
    plan, curved = (model.evaluate(*one, view="review", draws=64) for one in given)
    assert curved.npv == pytest.approx(plan.npv)
    plan, curved = (model.evaluate(*one, view="request", draws=64) for one in given)
    assert curved.npv != pytest.approx(plan.npv, abs=100)


def test_the_curve_that_is_followed_is_told() -> None:
    found = model.evaluate(model_example(), CLOSING, following("0.90"), draws=64)
    told = next(issue for issue in found.issues if issue.code == "adoption_curve")
    assert told.values == {"percent": 90}
    assert not [one for one in model.evaluate(model_example(), CLOSING, programme_example(), draws=64).issues
                if one.code.startswith("adoption_curve")]  # fmt: skip


@pytest.mark.parametrize("name", ["0.40", "free"])
def test_a_curve_that_the_closing_refuses_or_does_not_have_leaves_the_plan_and_is_told(name: str) -> None:
    plan = model.evaluate(model_example(), CLOSING, programme_example(), draws=64)
    found = model.evaluate(model_example(), CLOSING, following(name), draws=64)
    assert found.npv == plan.npv
    assert "adoption_curve_refused" in {issue.code for issue in found.issues}


def test_the_choice_is_kept_with_the_programme_and_older_ones_have_none() -> None:
    document = as_document(following("0.70"))
    assert from_document(document).adoption_curve == "0.70"
    assert (
        from_document({key: value for key, value in document.items() if key != "adoption_curve"}).adoption_curve == ""
    )
