"""What can be said of a programme: claims built from its results by rules, each with its figure and its grounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from valuemodel.closing import Closing
from valuemodel.effects import Effect
from valuemodel.effects.sentences import sentences
from valuemodel.kpis import catalogue
from valuemodel.locale import label, money, percent, text, thousands
from valuemodel.model.decision import OptionResult
from valuemodel.model.delay import Delay
from valuemodel.model.types import DriverResult, Results, ValueModel
from valuemodel.programme import Programme
from valuemodel.story import changes, payback
from valuemodel.story.breaks import Break
from valuemodel.story.words import (
    certainty_word,
    kpi_change,
    kpi_change_range,
    money_range,
    month_name,
    per_unit,
    per_unit_range,
)

FIGURE, RANGE = "{figure}", "{range}"
PRACTICE = "regular_share"
MOST_DRIVERS, MOST_EFFECTS = 4, 8
SURE = ("high", "moderate")


@dataclass(frozen=True)
class Grounds:
    """What claims and answers are read from: one closing, one view of the money, and what the decision would do."""

    programme: Programme
    closing: Closing
    model: ValueModel
    results: Results
    options: Sequence[OptionResult] = ()
    delay: Delay | None = None
    points: Sequence[Break] = ()

    @property
    def counted(self) -> list[DriverResult]:
        """The drivers that count and bring something, the largest first."""
        found = [one for one in self.results.drivers if one.counted and one.value > 0]
        return sorted(found, key=lambda one: -one.value)

    @property
    def effects(self) -> list[Effect]:
        """The programme's own effects that were compared."""
        return [one for one in self.closing.effects if one.group == "programme" and one.verdict == "compared"]


class Claim(NamedTuple):
    """One thing that can be said. `template` holds {figure} and {range}, which stay bound to the results.

    `grade` is that of the weakest evidence behind it ("" for a sum of all), `certainty` that of its effect ("" without
    one); `kpis` are what it rests on (() for all the uploads).
    """

    key: str
    template: str
    figure: str
    range: str
    grade: str
    certainty: str
    not_proved: str
    objective: str
    kpis: tuple[str, ...]

    def said(self, words: str = "") -> str:
        """The sentence, in our words or in somebody's own, with today's figures in place."""
        return (words or self.template).replace(FIGURE, self.figure).replace(RANGE, self.range)


def claims(given: Grounds, language: str) -> tuple[Claim, ...]:
    """All that can be said of a programme today, in the order in which a board would want it."""
    return tuple(claim for rule in RULES for claim in rule(given, language))


Rule = Callable[[Grounds, str], Iterator[Claim]]


def _claim(kind: str, language: str, key: str = "", **more: Any) -> Claim:
    known: dict[str, Any] = {"range": "", "grade": "", "certainty": "", "objective": "", "kpis": ()}
    words = more.pop("words", {})
    template = text(f"arguments.claims.{kind}.sentence", language, figure=FIGURE, range=RANGE, **words)
    known |= {"not_proved": more.pop("not_proved", None) or text(f"arguments.claims.{kind}.not_proved", language)}
    return Claim(key or kind, template, **{**known, **more})


def _money(given: Grounds, language: str) -> Iterator[Claim]:
    """The return, its chances, the two cautious readings, the payback."""
    found, currency = given.results, given.results.currency
    one = money(1, language, currency)
    if found.bcr is None or found.pv_benefits <= 0:
        return
    span = ""
    if found.bcr_p10 is not None and found.bcr_p90 is not None:
        span = per_unit_range(found.bcr_p10, found.bcr_p90, language, currency)
    kind = "return" if span else "return_alone"
    figure = per_unit(found.bcr, language, currency)
    yield _claim(kind, language, "return", figure=figure, range=span, words={"one": one})
    share = percent(min(max(found.probability_npv_positive, 0.01), 0.99), language)
    yield _claim("chances", language, figure=share)
    for key in ("without_staff_time", "budgetary_only"):
        back = getattr(found, key).per_unit_spent
        if back:
            yield _claim(key, language, figure=per_unit(back, language, currency), words={"one": one})
    if found.payback_months is not None and not payback.at_once(found):
        span = payback.span(found, language)
        yield _claim("payback", language, figure=month_name(found.payback_months, language), range=span)


def _drivers(given: Grounds, language: str) -> Iterator[Claim]:
    currency = given.results.currency
    for one in given.counted[:MOST_DRIVERS]:
        yield _claim(
            "driver" if one.low != one.high else "driver_alone",
            language,
            f"driver:{one.key}",
            words={"name": label(one.label, language)},
            figure=thousands(one.value, language, currency),
            range=_span(one, currency, language),
            grade=one.grade,
            certainty=_certainty(given, one.outcome),
            objective=_objective(given, one.key, language),
            kpis=(one.outcome,) if one.outcome else (),
            not_proved=text(f"arguments.grade.{one.grade}", language),
        )


def _span(one: DriverResult, currency: str, language: str) -> str:
    return "" if one.low is None or one.high is None else money_range(one.low, one.high, language, currency)


def _certainty(given: Grounds, kpi: str) -> str:
    effect = given.closing.effect(kpi) if kpi else None
    return effect.certainty if effect is not None and effect.verdict == "compared" else ""


def _objective(given: Grounds, driver: str, language: str) -> str:
    """The label of the objective that a driver serves, "" when the programme has not stated it."""
    key = next((one.objective for one in given.model.drivers if one.key == driver), "")
    return next((label(one.label, language) for one in given.programme.objectives if one.key == key), "")


def _effects(given: Grounds, language: str) -> Iterator[Claim]:
    """What surely moved for the better and probably through the programme: what feeds the largest driver first, then
    what is for a customer or an employee.
    """
    known = catalogue()
    fed = {each.outcome: each.key for each in given.counted if each.outcome}
    places = {kpi: place for place, kpi in enumerate(fed)}
    sure = [one for one in given.effects if changes.moved(one) and one.certainty in SURE]
    better = [one for one in sure if changes.favourable(one, known[one.kpi])]
    better.sort(key=lambda one: (places.get(one.kpi, len(places)), known[one.kpi].gains_who == "company"))
    for one in better[:MOST_EFFECTS]:
        kpi, driver = known[one.kpi], fed.get(one.kpi, "")
        assert one.change is not None and one.low is not None and one.high is not None
        yield _claim(
            "effect", language, f"effect:{one.kpi}",
            words={"name": label(kpi.label, language), "certainty": certainty_word(one.certainty, language)},
            figure=kpi_change(kpi, one.change, language), range=kpi_change_range(kpi, one.low, one.high, language),
            grade="compared" if one.isolated else "before_after", certainty=one.certainty, kpis=(one.kpi,),
            objective=_objective(given, driver, language), not_proved=sentences(one, language).avoid,
        )  # fmt: skip


def _adoption(given: Grounds, language: str) -> Iterator[Claim]:
    series = given.closing.practice_series(PRACTICE)
    if series:
        figure = percent(series[max(series)], language)
        yield _claim("adoption", language, figure=figure, grade="before_after", kpis=(PRACTICE,))


def _decision(given: Grounds, language: str) -> Iterator[Claim]:
    """What stopping and what waiting would lose."""
    currency, found = given.results.currency, {one.kind: one.npv for one in given.options}
    go_on, stop = found.get("continue"), found.get("stop")
    if go_on is not None and stop is not None and go_on > stop:
        yield _claim("stop", language, figure=thousands(go_on - stop, language, currency))
    if given.delay is not None and given.delay.lost > 0:
        lost = thousands(given.delay.lost, language, currency)
        yield _claim("delay", language, figure=lost, words={"months": given.delay.months})


RULES: tuple[Rule, ...] = (_money, _effects, _drivers, _adoption, _decision)
