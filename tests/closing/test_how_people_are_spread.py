"""Of the distribution behind an average: shares of people by what they gave, none of them about fewer than k."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from tests.closing.company import Company, usual

from valuemodel.closing import as_document, from_document
from valuemodel.effects.evidence import Distribution

Given = Callable[[int], float]


def asked(before: Given, after: Given, item: str = "search_hours", **more: str) -> Company:
    company = usual()
    company.rows["responses"], company.rows["answers"], company.rows["answer"] = [], [], []
    company.survey("avant", "2025-09-15", before, item, **more)
    company.survey("apres", "2026-09-15", after, item, **more)
    return company


def spread(company: Company, kpi: str) -> Distribution | None:
    return next((one for one in company.close()[0].evidence.distributions if one.kpi == kpi), None)


def inside(company: Company) -> list[int]:
    """The keys of the programme's people."""
    return [row[0] for row in company.rows["people"] if row[9] == "programme"]


def test_each_share_is_that_of_the_people_who_gave_the_value() -> None:
    company = asked(lambda key: 3 + key % 5, lambda key: 2 + key % 4)
    found = spread(company, "search_hours")
    people = inside(company)
    counts = [Counter(3 + key % 5 for key in people), Counter(2 + key % 4 for key in people)]
    for (low, high), before, after in zip(found.bins, found.before, found.after, strict=True):
        for told, given in ((before, counts[0]), (after, counts[1])):
            number = sum(count for value, count in given.items() if low <= value <= high)
            assert told == pytest.approx(number / len(people), abs=0.0051)


def test_values_that_few_gave_in_either_wave_are_joined_with_their_neighbours() -> None:
    rare = lambda key: 9.0 if key in (1, 2, 3) else 3.0 + key % 3  # noqa: E731
    company = asked(rare, lambda key: 3 + key % 3)
    found, people = spread(company, "search_hours"), inside(company)
    assert all(min(shares) * len(people) >= 4.5 for shares in (found.before, found.after))
    assert found.bins[-1] == (5.0, 9.0)


def test_every_share_adds_up_to_the_whole() -> None:
    found = spread(asked(lambda key: (key * 7 % 90) / 10, lambda key: (key * 11 % 80) / 10), "search_hours")
    assert len(found.bins) > 2
    for shares in (found.before, found.after):
        assert sum(shares) == pytest.approx(1, abs=0.005 * len(shares))


def test_bins_of_quantities_follow_each_other_and_have_a_round_width() -> None:
    found = spread(asked(lambda key: (key * 7 % 90) / 10, lambda key: (key * 11 % 80) / 10), "search_hours")
    assert all(left[1] == right[0] for left, right in zip(found.bins, found.bins[1:], strict=False))
    widths = {round(high - low, 6) for low, high in found.bins}
    assert all(np.isclose(width / min(widths), round(width / min(widths))) for width in widths)


def test_a_yes_or_no_has_no_spread_to_tell() -> None:
    answers = lambda key: float(key % 2)  # noqa: E731
    assert spread(asked(answers, answers, "knows_whom", scale="agreement_5"), "knows_whom") is None


def test_the_spread_survives_storage() -> None:
    closing = asked(lambda key: 3 + key % 5, lambda key: 2 + key % 4).close()[0]
    assert closing.evidence.distributions
    assert from_document(as_document(closing)).evidence == closing.evidence
