"""Where the freed time went: the redeployed share that people report, beside the published and the counted one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from valuemodel.closing import Closing
from valuemodel.model import kinds, library
from valuemodel.model.types import Assumption, ValueModel

MEASURE = "freed_time_use"


@dataclass(frozen=True)
class Redeployment:
    """The redeployed share of freed time: as people report it (`measured` with its 95 % interval, the band of how many
    people and the wave's end; None when no closing has it), as published, and as the model counts it.

    `counted_is_measured` says whether the model follows the measure (its assumption is bound to it).
    """

    measured: float | None
    low: float | None
    high: float | None
    n_band: str
    wave_end: date | None
    published: Assumption | None
    counted: Assumption | None
    counted_is_measured: bool


def redeployment(model: ValueModel, closing: Closing) -> Redeployment:
    """What is known of the redeployed share; the published range is the template's, before anyone changed it."""
    level, ends = closing.level(MEASURE), {wave.key: wave.end for wave in closing.waves}
    counted = model.assumptions.get(kinds.REDEPLOYED)
    published = library.load_template(model.template).assumptions.get(kinds.REDEPLOYED)
    if level is None:
        return Redeployment(None, None, None, "", None, published, counted, False)
    bound = counted is not None and counted.bound == f"{MEASURE}.after"
    return Redeployment(level.value, level.low, level.high, level.n_band, ends[level.wave], published, counted, bound)
