"""Practice levels by month, each computed once, and kept while the same plan is asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import kinds, ramp
from valuemodel.model.kept import Kept
from valuemodel.programme import Programme


class Levels:
    """Practice levels by month; `later` replaces a practice's level in all months after the last measured one, and
    `ahead` lets the others run so many months ahead of their plan (behind when negative).
    """

    def __init__(
        self,
        closing: Closing,
        programme: Programme,
        months: tuple[date, ...],
        later: Mapping[str, float],
        ahead: int = 0,
    ):
        self.closing, self.programme, self.months, self.later, self.ahead = closing, programme, months, later, ahead
        self._found: dict[str, np.ndarray] = {}
        self._references: dict[tuple[str, str], float] = {}
        self._ways: dict[tuple[str, str], np.ndarray] = {}

    def by_month(self, practice: str) -> np.ndarray:
        """The practice's level in each month."""
        if practice not in self._found:
            self._found[practice] = ramp.adoption(
                self.closing, self.programme, practice, self.months, self.later.get(practice), self.ahead
            )
        return self._found[practice]

    def reference(self, practice: str, wave: str = "") -> float:
        """The practice's level at the follow-up."""
        asked = practice, wave
        if asked not in self._references:
            levels = self.by_month(practice)
            self._references[asked] = ramp.reference_level(self.closing, self.programme, practice, wave, levels)
        return self._references[asked]

    def way(self, practice: str, wave: str) -> np.ndarray:
        """How far the practice has come, month by month; beyond the follow-up's level only where the plan, or a
        what-if, says so.
        """
        if (practice, wave) not in self._ways:
            self._ways[practice, wave] = self._way(practice, wave)
        return self._ways[practice, wave]

    def _way(self, practice: str, wave: str) -> np.ndarray:
        last = max(self.closing.practice_series(practice), default=date.min)
        has_plan = bool(ramp.plan_of(self.closing, self.programme)) or practice in self.later
        planned = np.array([has_plan and month > last for month in self.months], bool)
        before = ramp.level_before(self.closing, self.programme, practice)
        return ramp.share_of_way(self.by_month(practice), before, self.reference(practice, wave), planned)

    def ratio(self, practice: str) -> np.ndarray:
        """The practice's plain ratio to its follow-up level: the number of users relative to that in the formula."""
        reference = self.reference(practice)
        return self.by_month(practice) / reference if reference > 0 else np.zeros(len(self.months))


_levels: Kept[Levels] = Kept(16)


def levels_of(
    closing: Closing, programme: Programme, months: tuple[date, ...], overrides: Mapping[str, float], ahead: int
) -> Levels:
    """The levels under `overrides`, of which only those of practices count; from memory when asked for lately."""
    later = {key: overrides[key] for key in sorted(kinds.ADOPTION_KPIS) if key in overrides}
    return _levels.of(
        (closing, programme), (months, *later.items(), ahead), lambda: Levels(closing, programme, months, later, ahead)
    )
