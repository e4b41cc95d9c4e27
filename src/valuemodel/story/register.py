"""The register of assumptions: the page's answer, who changed what and why, what a change would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from valuemodel.closing import Closing
from valuemodel.effects import Effect
from valuemodel.kpis import Kpi
from valuemodel.locale import LANGUAGES, day, has_text, label, percent, text, thousands
from valuemodel.model.kinds import DISCOUNT_RATE
from valuemodel.model.types import Assumption, TornadoBar
from valuemodel.story import changes
from valuemodel.story.board import Told
from valuemodel.story.units import MEASURED
from valuemodel.story.words import count_word, sentence_case


def weights(bars: Sequence[TornadoBar]) -> dict[str, float]:
    """The share of the total swing of net value that each assumption carries."""
    return {bar.key: bar.share for bar in bars}


def by_weight(assumptions: Mapping[str, Assumption], bars: Sequence[TornadoBar]) -> list[Assumption]:
    """The assumptions, heaviest in the result first, then in the order of the model."""
    share = weights(bars)
    return sorted(assumptions.values(), key=lambda one: -share.get(one.key, 0.0))


def answer(assumptions: Mapping[str, Assumption], bars: Sequence[TornadoBar], language: str) -> Told:
    """How many assumptions nobody measured, and how much of the uncertainty the heaviest carries."""
    trusted = [key for key, one in assumptions.items() if one.evidence not in MEASURED]
    opening = text(
        "story.register.trusted." + ("zero" if not trusted else "one" if len(trusted) == 1 else "other"),
        language,
        count=count_word(len(trusted), language, feminine=True),
        total=count_word(len(assumptions), language),
    )
    heaviest = max(bars, key=lambda bar: bar.share, default=None)
    lead = text("story.register.lead", language)
    if heaviest is None or heaviest.share <= 0:
        return Told(sentence_case(opening), lead)
    key = "of_them" if heaviest.key in trusted and len(trusted) > 1 else "heaviest"
    words = {"share": percent(heaviest.share, language), "name": label(heaviest.label, language)}
    return Told(f"{sentence_case(opening)} {text(f'story.register.{key}', language, **words)}", lead)


def weight(share: float, language: str) -> str:
    """A weight in the result: "71 %", "moins de 1 %"."""
    if share <= 0:
        return text("story.register.no_weight", language)
    return percent(share, language) if share >= 0.005 else text("story.register.light", language)


def weight_of(key: str, share: float, language: str) -> str:
    """The weight of one assumption; the discount rate is a rule of the calculation, the same in every draw."""
    return text("story.register.rule", language) if key == DISCOUNT_RATE else weight(share, language)


def source_lines(assumption: Assumption, language: str) -> tuple[str, str]:
    """Where the value comes from: title, then year and place; what a bound assumption follows."""
    source = assumption.source or {}
    title = said(source.get("title"), language)
    detail = ", ".join(str(part) for part in (source.get("year"), said(source.get("locator"), language)) if part)
    if assumption.bound:
        return title or text("story.register.closing", language), text("story.register.follows", language)
    who = f"model.must_accept.{source.get('must_accept')}"
    if not detail and has_text(who, language):
        detail = text("story.register.must_accept", language, who=text(who, language))
    return title or text("story.register.no_source", language), detail


def said(words: object, language: str) -> str:
    """A source's words, which a data file may hold in both languages, or as one text."""
    if isinstance(words, Mapping):
        return label(words, language)
    return str(words) if words else ""


def change_lines(assumption: Assumption, language: str) -> tuple[str, str]:
    """Who changed it last and when, then why."""
    if assumption.bound and not assumption.author:
        return text("story.register.automatic", language), text("story.register.bound_reason", language)
    if not assumption.author:
        return text("story.register.template", language), assumption.reason
    return signed(assumption.author, assumption.changed_at, language), assumption.reason


def signed(author: str, at: str | datetime | date, language: str) -> str:
    """A signature: "C. Morel, 2 juillet 2026"."""
    if isinstance(at, str):
        at = datetime.fromisoformat(at) if at else ""
    when = at.date() if isinstance(at, datetime) else at
    return f"{author}, {day(when, language)}" if isinstance(when, date) else author


def would_be(now: float, then: float, language: str, currency: str) -> str:
    """What net value would become: "La VAN passerait de 892 k€ à 1 020 k€ (+128 k€)"."""
    if round(now / 1e3) == round(then / 1e3):
        return text("story.register.stays", language, npv=thousands(now, language, currency))
    return text(
        "story.register.would_be",
        language,
        now=thousands(now, language, currency),
        then=thousands(then, language, currency),
        gap=thousands(then - now, language, currency, sign=True),
    )


def sign_of(key: str, kpis: Mapping[str, Kpi]) -> int:
    """-1 for the change of a KPI that is better low: it is shown as a fall, so that more is always better."""
    kpi = kpis.get(key.partition(".")[0])
    return -1 if kpi is not None and kpi.better == "lower" else 1


def followed(closing: Closing, kpis: Mapping[str, Kpi], bars: Sequence[TornadoBar]) -> dict[str, Assumption]:
    """The measured effects among the swings ("search_hours.change"), as assumptions that follow the closing.

    Their range is the one that the swing uses, one chance in ten on each side: narrower than the published 95 %
    interval, and comparable to the range of every other assumption.
    """
    found = {}
    for bar in bars:
        name, _, attribute = bar.key.partition(".")
        effect = closing.effect(name) if attribute == "change" and name in kpis else None
        if effect is not None and effect.change is not None:
            found[bar.key] = _followed(bar, effect, kpis[name], sign_of(bar.key, kpis))
    return found


def tenths(assumption: Assumption, bars: Sequence[TornadoBar]) -> Assumption:
    """An assumption bound to an effect with the range that its swing uses; any other as it is."""
    mine = next((bar for bar in bars if bar.key == assumption.key), None)
    if mine is None or not assumption.bound:
        return assumption
    low, high = sorted((mine.low_value, mine.high_value))
    return replace(assumption, low=low, high=high)


def _followed(bar: TornadoBar, effect: Effect, kpi: Kpi, sign: int) -> Assumption:
    key = bar.key
    low, high = sorted((sign * bar.low_value, sign * bar.high_value))
    way = "fall" if sign < 0 else "rise"
    words = {language: text(f"story.register.{way}", language, kpi=kpi.label[language]) for language in LANGUAGES}
    unit = "1" if kpi.unit == "share" else "hour/week/person" if kpi.unit == "hours/week" else "message/person"
    return Assumption(key, words, unit, low, sign * (effect.change or 0.0), high, changes.grade(effect), bound=key)


def practice_level(closing: Closing, kpi: Kpi) -> Assumption | None:
    """The level of a practice in the months to come, as the last month measured has it."""
    series = closing.practice_series(kpi.key)
    if not series:
        return None
    return Assumption(kpi.key, kpi.label, "1", 0.0, series[max(series)], 1.0, "before_after", bound=kpi.key)


def as_assumption(known: Assumption, document: Mapping[str, Any]) -> Assumption:
    """An assumption as one of its saved versions had it."""
    names = {item.name for item in fields(Assumption)} - {"key", "label"}
    return replace(known, **{name: value for name, value in document.items() if name in names})
