"""Practice in sentences: who uses the tools, does it spread, who stays. Read from a closing, nothing computed anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from valuemodel.closing import Closing
from valuemodel.locale import has_text, label, month, number, percent, text
from valuemodel.practice import Curve, Figure, Findings, Spread, threshold
from valuemodel.privacy import size_text
from valuemodel.spreadsheets.items import items
from valuemodel.story.board import Told
from valuemodel.story.words import sentence_case

PROGRAMME, COMPARISON, FRONT_LINE = "programme", "comparison", "distance:0"


class Said(NamedTuple):
    """One part of the page: its message, what is measured, its explanation, what it does not say."""

    title: str
    lead: str
    words: str = ""
    caution: str = ""


def say(part: str, language: str, title: str = "title", **values: Any) -> Said:
    """The texts `practice.page.<part>.*`, filled with `values`; `title` names the variant of the message."""
    told = {
        name: text(f"practice.page.{part}.{name}", language, **values)
        for name in ("lead", "words", "caution")
        if has_text(f"practice.page.{part}.{name}", language)
    }
    message = sentence_case(text(f"practice.page.{part}.{title}", language, **values))
    return Said(message, told.get("lead", ""), told.get("words", ""), told.get("caution", ""))


def people(n: int, language: str) -> str:
    """How many people are behind a figure, in a band when they are few."""
    return text("practice.page.n", language, n=size_text(n, language))


def item_name(item: str, language: str) -> str:
    """A question in a few words."""
    return text(f"practice.items.{item}", language)


def choice_name(item: str, choice: str, language: str) -> str:
    """An answer as it is worded in the questionnaire; the short name of a form of exchange."""
    key = f"practice.choices.{item}.{choice}"
    if has_text(key, language):
        return text(key, language)
    return next(label(one, language) for one in items()[item]["choices"] if one["key"] == choice)


def group_name(closing: Closing, key: str, language: str) -> str:
    """A published group by its name; a distance or a role in words."""
    known = f"practice.groups.{key.replace(':', '_')}"
    if has_text(known, language):
        return text(known, language)
    return next((group.label for group in closing.groups if group.key == key), key.rpartition(":")[2])


def when(period: str, language: str) -> str:
    """A month, a quarter, a day or a wave in words; what is neither stays as it is."""
    try:
        return month(date.fromisoformat(f"{period[:7]}-01"), language)
    except ValueError:
        return period


def reason(findings: Findings, *topics: str) -> str:
    """Why the closing has nothing to say of `topics`: the reason of their refusal, "" when it gives none."""
    return next((one.reason for one in findings.refused if one.topic in topics), "")


def first_last(figures: Iterable[Figure]) -> tuple[Figure | None, Figure | None]:
    """A figure in the first period (None when it is also the last) and in the last."""
    found = tuple(figures)
    return (found[0] if len(found) > 1 else None), (found[-1] if found else None)


def answer(closing: Closing, language: str) -> Told:
    """Who uses it, and does it spread: the page's title, and what to know beside it."""
    found = closing.practice_findings
    regular = found.value("stage", "regular")
    if regular is None:
        return Told(text("practice.page.answer.nothing", language), text("practice.page.answer.load", language))
    units = in_programme(found)
    taken = sum(one.first_regular is not None for one in units)
    title = text(
        "practice.page.answer.title" if units else "practice.page.answer.alone", language,
        regular=percent(regular, language), taken=number(taken, language), all=number(len(units), language),
    )  # fmt: skip
    parts = (text(f"practice.started.{found.started}", language), pace(found, language))
    return Told(title, " ".join(part for part in parts if part))


def pace(findings: Findings, language: str) -> str:
    """Weeks ahead of or behind the plan, or that nothing can be said of it."""
    whole = next((one for one in findings.spread if one.group == PROGRAMME), None)
    if whole is None or whole.weeks_ahead is None:
        return text("practice.page.pace.unknown", language)
    weeks = number(abs(whole.weeks_ahead), language)
    kind = "ahead" if whole.weeks_ahead >= 0.5 else "behind" if whole.weeks_ahead <= -0.5 else "on_time"
    return text(f"practice.page.pace.{kind}", language, weeks=weeks, level=percent(whole.level, language))


def funnel(findings: Findings, language: str) -> Said | None:
    """From those who could to those who contribute."""
    stages = findings.of("stage", group=PROGRAMME)
    if not stages:
        return None
    regular = findings.value("stage", "regular")
    told = say(
        "funnel", language, regular=percent(regular or 0.0, language), n=people(stages[0].n, language),
        month=when(stages[0].period, language),
    )  # fmt: skip
    return told._replace(words=" ".join(habits(findings, language)))


def habits(findings: Findings, language: str) -> list[str]:
    """Breadth, depth, stickiness and returning people, each in a sentence; what was refused is told elsewhere."""
    line = percent(threshold("breadth"), language)
    told = []
    for topic, key in (("habit", "breadth"), ("habit", "depth"), ("habit", "stickiness"), ("visits", "returning")):
        figure = next(iter(findings.of(topic, key, PROGRAMME)), None)
        if figure is not None:
            share, days = percent(min(figure.value, 1.0), language), number(figure.value, language)
            n = size_text(figure.n, language)
            told.append(text(f"practice.page.habits.{key}", language, share=share, days=days, line=line, n=n))
    return told


def spread(findings: Findings, language: str) -> Said | None:
    """When units took the practice up, against the plan."""
    units = in_programme(findings)
    if not units:
        return None
    taken = sum(one.first_regular is not None for one in units)
    return say(
        "spread", language, taken=number(taken, language), all=number(len(units), language),
        pace=pace(findings, language), line=percent(threshold("breadth"), language),
    )  # fmt: skip


def units_of(findings: Findings) -> tuple[Spread, ...]:
    """The units, those that took the practice up first on top, then those that have not, by level."""
    units = [one for one in findings.spread if one.group.startswith("unit:")]
    return tuple(sorted(units, key=lambda one: (one.first_regular or date.max, -one.level)))


def in_programme(findings: Findings) -> tuple[Spread, ...]:
    """The units that the plan is about; all of them when nothing is planned."""
    units = units_of(findings)
    return tuple(one for one in units if one.planned is not None) or units


def drawable(findings: Findings) -> tuple[Curve, ...]:
    """The curves that were not refused, the fitted one first, then the lowest ceiling."""
    return tuple(one for one in findings.curves if not one.reason and one.months)


def curve(findings: Findings, language: str) -> Said | None:
    """Where the first curve leads, and its two numbers in words."""
    found = drawable(findings)
    if not found:
        return None
    first = found[0]
    kind = "free" if first.scenario == "free" else "scenario"
    told = say(
        "curve", language, title=kind, ceiling=percent(first.ceiling or 0.0, language),
        level=percent(first.levels[-1], language), month=month(first.months[-1], language),
        peak=month(first.peak_month or first.months[0], language),
    )  # fmt: skip
    words = [text(f"practice.curve.{name}", language, **{name: percent(value or 0.0, language, 1)})
             for name, value in (("p", first.p), ("q", first.q))]  # fmt: skip
    return told._replace(words=" ".join(words), caution=text("practice.curve.caution", language))


def refused_curves(findings: Findings, language: str) -> list[str]:
    """Each refused ceiling with its reason and what would lift it."""
    return [
        " ".join((
            text("practice.page.curve.refused_free", language) if one.scenario == "free"
            else text("practice.curve.scenario", language, ceiling=percent(one.ceiling or 0.0, language)) + ".",
            text(f"practice.refused.{one.reason}", language), text(f"practice.lift.{one.reason}", language),
        ))
        for one in findings.curves if one.reason
    ]  # fmt: skip


def staying(findings: Findings, language: str) -> Said | None:
    """Who is still there after the longest time that was seen."""
    kept = findings.of("retention", group=PROGRAMME)
    if not kept:
        return None
    last = kept[-1]
    return say(
        "staying", language, share=percent(last.value, language), months=number(int(last.key), language),
        n=people(last.n, language),
    )  # fmt: skip


def mobile(findings: Findings, language: str) -> Said | None:
    """Who works from a phone or a tablet, at the front line beside everyone."""
    whole = next(iter(findings.of("mobile", group=PROGRAMME)), None)
    if whole is None:
        return None
    front = next(iter(findings.of("mobile", group=FRONT_LINE)), None)
    return say(
        "mobile", language, title="title" if front else "whole", share=percent(whole.value, language),
        front=percent(front.value if front else 0.0, language), month=when(whole.period, language),
        n=people(whole.n, language),
    )  # fmt: skip


def tool_name(tool: str, language: str) -> str:
    """A tool by the name that it is sold under."""
    known = f"practice.tools.{tool}"
    return text(known, language) if has_text(known, language) else sentence_case(tool.replace("_", " "))
