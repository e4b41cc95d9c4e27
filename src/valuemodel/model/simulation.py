"""The simulation of a case: draws by independent scrambles, doubled until the error of P5 is small, and that error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.errors import Issue, ValueModelError
from valuemodel.model import flows
from valuemodel.model.balance import Balance, present
from valuemodel.model.case import Case, given, prepare
from valuemodel.model.convergence import Convergence, convergence
from valuemodel.model.correlation import Correlations
from valuemodel.model.types import ValueModel
from valuemodel.model.views import View
from valuemodel.programme import Programme

LEAST_DRAWS, MOST_DRAWS = 8192, 65536


def linked(
    model: ValueModel, closing: Closing, programme: Programme, overrides: Mapping[str, float] | None = None
) -> Correlations:
    """The rank correlations between the inputs of a model: as asked, and as used where those contradict each other."""
    return flows.correlated(prepare(model, closing, programme, overrides))


class Simulated(NamedTuple):
    """All flows of the draws, what they are worth in the view, and how far that has settled."""

    flows: flows.Money
    worth: Balance
    convergence: Convergence

    @property
    def draws(self) -> int:
        """How many draws were made."""
        return self.convergence.draws


def simulate(case: Case, seen: View, seed: int, draws: int | None = None) -> Simulated:
    """All flows of `case` for `draws` draws from the root `seed`.

    Without `draws`: 8,192, doubled until the stop rule holds for the NPV of the view, 65,536 at most. `draws_not_power`
    when the number asked for is not a power of two of at least 16.
    """
    if draws is not None and (draws < 16 or draws & (draws - 1)):
        raise ValueModelError("draws_not_power", str(draws), draws=draws)
    count = draws or LEAST_DRAWS
    while True:
        found = flows.money(case, given(case, flows.drawn(case, seed, count)), count)
        worth = present(found, seen)
        known = convergence(worth.net)
        if draws or count >= MOST_DRAWS or known.settled:
            return Simulated(found, worth, known)
        count *= 2


def unsettled(found: Convergence) -> tuple[Issue, ...]:
    """What a reader must know when the most draws were made and the stop rule still does not hold."""
    if found.settled or found.draws < MOST_DRAWS:
        return ()
    return (
        Issue(
            "simulation_unsettled",
            values={"draws": found.draws, "percent": round(100 * found.error_p5 / found.spread, 1)},
        ),
    )
