"""What an export is made from: one closing, one view, one convention, read once from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from valuemodel import closing as closings
from valuemodel import kpis, model
from valuemodel.closing import Closing
from valuemodel.errors import ValueModelError
from valuemodel.locale import day, label, number, percent, plural, text
from valuemodel.model import flows, views
from valuemodel.model.case import Case, given, prepare
from valuemodel.model.delay import Delay
from valuemodel.model.saved import Scenario
from valuemodel.model.types import Assumption, Convention, Results, TornadoBar, ValueModel
from valuemodel.programme import Programme
from valuemodel.story import arguments, breaks, reasons, register, sayings, stories
from valuemodel.story.without import WAIT

if TYPE_CHECKING:
    from valuemodel.store import Store

PRACTICE = "regular_share"
MOST_SCENARIOS = 12


class Variant(NamedTuple):
    """A saved scenario made ready: its name, its case, the base value of every name, and its results."""

    scenario: Scenario
    case: Case
    names: Mapping[str, Any]
    results: Results


@dataclass(frozen=True)
class Pack:
    """A closing with its results in one view under one convention, and the versions of the model that gave them.

    `versions` is the latest version number of each assumption, driver and cost that somebody changed, by kind/key;
    `scenarios` are those that people kept, `kept` what they kept of arguments and stories (documents by kind and key).
    """

    programme: Programme
    closing: Closing
    model: ValueModel
    results: Results
    versions: Mapping[str, int]
    scenarios: tuple[Scenario, ...] = ()
    kept: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    @cached_property
    def case(self) -> Case:
        """The drivers behind their gates, with profiles, costs and people."""
        return prepare(self.model, self.closing, self.programme, None, self.results.convention)

    @cached_property
    def seen(self) -> views.View:
        """The months of the view and what a flow in each is worth."""
        return views.view_of(self.case, self.results.view, self.results.convention)

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """The base value of every name that a formula may use."""
        return given(self.case)

    @cached_property
    def money(self) -> flows.Money:
        """The base case's flows by driver and cost."""
        return flows.money(self.case, self.names)

    @cached_property
    def bars(self) -> tuple[TornadoBar, ...]:
        """The swings of net value, widest first, under the names of their inputs."""
        view, rate = self.results.view, self.results.convention
        return model.tornado(self.model, self.closing, self.programme, view=view, convention=rate)

    @cached_property
    def inputs(self) -> Mapping[str, Assumption]:
        """The assumptions, the measured effects that the model follows, and the level of the practice."""
        known = kpis.catalogue()
        followed = register.followed(self.closing, known, self.bars)
        level = register.practice_level(self.closing, known[PRACTICE])
        return {**self.model.assumptions, **followed, **({PRACTICE: level} if level else {})}

    @cached_property
    def points(self) -> tuple[breaks.Break, ...]:
        """The inputs whose switching value is nearest, nearest first."""
        names = [*(bar.key for bar in self.bars), *([PRACTICE] if self.closing.practice_series(PRACTICE) else [])]
        return breaks.breaks(self.inputs, {name: self._switching(name) for name in names})

    def _switching(self, name: str) -> float | None:
        view, rate = self.results.view, self.results.convention
        found = model.switching_value(name, self.model, self.closing, self.programme, view=view, convention=rate)
        sign = register.sign_of(name, kpis.catalogue()) if "." in name else 1
        return None if found is None else sign * found

    @cached_property
    def ahead(self) -> Results | None:
        """What is still to decide: the request on the same closing; None once every month is closed."""
        found = model.evaluate(
            self.model, self.closing, self.programme, view="request", convention=self.results.convention
        )
        return found if found.months else None

    @cached_property
    def delays(self) -> tuple[Delay, Delay] | None:
        """What waiting loses in a fixed and in a sliding window; None once every month is closed."""
        if self.ahead is None:
            return None
        given_, rate = (self.model, self.closing, self.programme), self.results.convention
        fixed, sliding = (
            model.lost_by_delay(*given_, WAIT, window=window, convention=rate) for window in ("fixed", "sliding")
        )
        return fixed, sliding

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """The saved scenarios under which the same drivers count: each differs from the base case in numbers only."""
        found = (self._variant(one) for one in self.scenarios[:MOST_SCENARIOS])
        return tuple(one for one in found if one is not None)

    def _variant(self, one: Scenario) -> Variant | None:
        """None when something that the scenario moves is gone, or other drivers would count."""
        given_ = (self.model, self.closing, self.programme)
        try:
            case = prepare(*given_, one.overrides, self.results.convention)
        except ValueModelError:
            return None
        if [item.driver.key for item in case.counted] != [item.driver.key for item in self.case.counted]:
            return None
        view, rate = self.results.view, self.results.convention
        results = model.evaluate(*given_, view=view, convention=rate, overrides=one.overrides, draws=64)
        return Variant(one, case, given(case), results)

    @cached_property
    def grounds(self) -> arguments.Grounds:
        """What claims and stories are read from."""
        given_ = (self.model, self.closing, self.programme)
        options = model.options(*given_, convention=self.results.convention)
        return arguments.Grounds(self.programme, self.closing, self.model, self.results, options, None, self.points)

    def sayings(self, language: str) -> tuple[sayings.Saying, ...]:
        """The claims that somebody picked, in their order and words, today's figures in place; () when nobody did."""
        known = self.kept.get(sayings.KIND, {})
        order = sayings.order_in(known)
        if order is None:
            return ()
        found = arguments.claims(self.grounds, language)
        return sayings.sayings(found, order, sayings.words_in(known), language)[0]

    def reasons(self, language: str) -> tuple[reasons.Reason, ...]:
        """The library of reasons, in somebody's own words where there are some."""
        own = reasons.own_words(self.kept.get(sayings.KIND, {}))
        return reasons.reasons(self.closing, self.programme.objectives, own, language)

    @property
    def convention(self) -> Convention:
        """The convention of the figures."""
        return self.seen.convention


def gather(store: Store, view: str = "whole", convention: str | None = None, closing_number: int | None = None) -> Pack:
    """What exports read, from `store`; `no_closing` without one, `export_empty` when the view holds no month."""
    found = closings.latest(store) if closing_number is None else closings.load(store, closing_number)
    if found is None:
        raise ValueModelError("no_closing", str(store.folder))
    made = pack(store.programme(), found, model.current(store), view, convention, _versions(store))
    told = {
        kind: {key: one.document for key, one in store.current(kind).items()} for kind in (sayings.KIND, stories.KIND)
    }
    return replace(made, scenarios=tuple(model.scenarios(store).values()), kept=told)


def pack(
    programme: Programme, closing: Closing, current: ValueModel, view: str = "whole",
    convention: str | None = None, versions: Mapping[str, int] | None = None, scenarios: tuple[Scenario, ...] = (),
) -> Pack:  # fmt: skip
    """The same from its pieces, as a page holds them."""
    results = model.evaluate(current, closing, programme, view=view, convention=convention)
    if not results.months:
        raise ValueModelError("export_empty", view, view=view)
    return Pack(programme, closing, current, results, dict(versions or {}), scenarios)


def _versions(store: Store) -> dict[str, int]:
    kinds = ("assumption", "driver", "cost")
    return {f"{kind}/{key}": one.number for kind in kinds for key, one in store.current(kind).items()}


def stamp(pack: Pack, language: str) -> list[tuple[str, str]]:
    """What every export carries, as pairs of a name and a value: programme, view, convention, closing, versions,
    seed.
    """
    closing, results = pack.closing, pack.results
    rate = percent(results.rate, language, 0 if abs(100 * results.rate - round(100 * results.rate)) < 1e-9 else 1)
    values = {
        "programme": f"{pack.programme.name}, {pack.programme.company}",
        "view": text(f"story.views.{results.view}", language),
        "convention": text(
            "export.stamp.convention_value", language, name=label(pack.convention.label, language), rate=rate,
            months=len(results.months), version=pack.convention.version,
        ),
        "closing": text(
            "export.stamp.closing_value", language, number=closing.number, day=day(closing.as_of, language)
        ),
        "fingerprint": closing.fingerprint,
        "versions": _versions_line(pack, language),
        "draws": text(
            "export.stamp.draws_value", language, draws=number(results.draws, language), seed=results.seed
        ),
        "currency": results.currency,
    }  # fmt: skip
    if pack.programme.fictitious:
        values["fictitious"] = text("export.stamp.fictitious_value", language)
    return [(text(f"export.stamp.{key}", language), value) for key, value in values.items()]


def _versions_line(pack: Pack, language: str) -> str:
    template = label(pack.model.label, language)
    changed = plural("export.stamp.changed", len(pack.versions), language)
    return text("export.stamp.versions_value", language, template=template, changed=changed)


def foot_line(pack: Pack, language: str) -> str:
    """The stamp in one line, for the foot of a page or a slide."""
    return text(
        "export.foot",
        language,
        programme=pack.programme.name,
        view=text(f"story.views.{pack.results.view}", language),
        number=pack.closing.number,
        day=day(pack.closing.as_of, language),
        fingerprint=pack.closing.fingerprint[:9].upper(),
    )
