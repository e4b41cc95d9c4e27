"""Communities, barriers, what changed around the tools, how people came in; shadow networks, maturity, value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from valuemodel.closing import Closing
from valuemodel.kpis import catalogue
from valuemodel.locale import has_text, label, number, percent, plural, text
from valuemodel.model.types import Driver
from valuemodel.practice import Compared, Figure, Findings, reading
from valuemodel.practice.maturity import Standing, norms, standings
from valuemodel.programme import Programme
from valuemodel.story.practice import PROGRAMME, Said, choice_name, first_last, people, say, when
from valuemodel.story.value_map import Orphan, tied_share
from valuemodel.story.words import inside, kpi_change, kpi_change_range

LINK = "no_link"


def barriers(
    findings: Findings, programme: Programme, drivers: tuple[Driver, ...], language: str
) -> Said | None:  # fmt: skip
    """The first barrier and who can lift it; beside it, how much of what is measured serves a stated objective."""
    found = reading.barriers(findings)
    if not found:
        return None
    first, figures = found[0], findings.of("choice.main_barrier", group=PROGRAMME)
    told = say(
        "barriers", language, barrier=choice_name("main_barrier", first.key, language),
        share=percent(first.share, language), level=text(f"practice.levels.{first.level}", language),
        n=people(figures[-1].n, language), wave=when(figures[-1].period, language),
    )  # fmt: skip
    link = next((one for one in found if one.key == LINK), None)
    tied = tied_share(programme, drivers)
    if link is None or tied != tied:
        return told
    beside = text("practice.page.barriers.link", language, share=percent(link.share, language),
                  tied=percent(tied, language))  # fmt: skip
    return told._replace(words=f"{told.words} {beside}".strip())


def communities(findings: Findings, language: str) -> Said | None:
    """How many communities are alive, and the pillar that is weakest; the score never without its pillars."""
    found = findings.communities
    if found is None:
        return None
    told = say(
        "communities", language, title="title" if found.weakest else "alone",
        alive=number(found.states.get("alive", 0), language), count=number(found.count, language),
        weakest=inside(text(f"practice.pillars.{found.weakest}", language)) if found.weakest else "",
        goal=number(found.with_goal, language), animator=number(found.with_animator, language),
    )  # fmt: skip
    words = [told.words, plural("practice.page.communities.relaunched", found.relaunched, language)]
    if found.score is not None and found.score_low is not None and found.score_high is not None:
        score, low, high = (number(one, language, 2) for one in (found.score, found.score_low, found.score_high))
        words.append(text("practice.page.communities.score", language, score=score, low=low, high=high))
    if found.survival:
        share, after = percent(found.survival[-1], language), number(found.survival_months[-1], language)
        words.append(text("practice.page.communities.survival", language, share=share, months=after))
    return told._replace(words=" ".join(words))


def changes(findings: Findings, language: str) -> Said | None:
    """How many changes in how work is run are in the register, and how many face customers."""
    found = findings.changes
    if not found:
        return None
    facing = sum(one.facing == "customer" for one in found)
    return say("changes", language, count=number(len(found), language), customer=number(facing, language))


def pedagogy(findings: Findings, language: str) -> Said | None:
    """Whom accompaniment reached and what it is of the costs; what those taught and involved say."""
    reach = findings.of("accompaniment", "reach", PROGRAMME)
    if not reach:
        return None
    told = say("pedagogy", language, share=percent(reach[-1].value, language), n=people(reach[-1].n, language))
    words = [told.words]
    for key in ("spent", "planned"):
        value = findings.value("accompaniment", key)
        if value is not None:
            words.append(text(f"practice.page.pedagogy.{key}", language, share=percent(value, language)))
    words.append(_compared_words(findings, language))
    return told._replace(words=" ".join(word for word in words if word))


def _compared_words(findings: Findings, language: str) -> str:
    done = [one for one in findings.compared if one.verdict == "compared" and one.low is not None]
    if not done:
        return ""
    apart = sum((one.low or 0.0) > 0 or (one.high or 0.0) < 0 for one in done)
    key = "practice.page.pedagogy.compared" if apart else "practice.page.pedagogy.no_difference"
    return text(key, language, apart=number(apart, language), all=number(len(done), language))


def difference(one: Compared, language: str) -> str:
    """The gap that a comparison of learners found with its interval, or why it was refused."""
    kpi = catalogue()[one.kpi]
    if one.change is None or one.low is None or one.high is None:
        key = f"effects.reasons.{one.reason}.problem"
        return text(key, language) if has_text(key, language) and "{" not in text(key, language) else text(
            "practice.page.not_compared", language)  # fmt: skip
    return f"{kpi_change(kpi, one.change, language)} ({kpi_change_range(kpi, one.low, one.high, language)})"


def shadow_reasons(findings: Findings) -> tuple[Figure, ...]:
    """Why people use other tools, in the last wave, the most frequent first."""
    told = findings.of("choice.shadow_reason", group=PROGRAMME)
    last = [one for one in told if one.period == told[-1].period]
    return tuple(sorted(last, key=lambda one: -one.value))


def shadow(findings: Findings, language: str) -> Said | None:
    """How much goes through tools that the company does not provide, and why first."""
    before, after = first_last(findings.of("item", "shadow_share", PROGRAMME))
    reasons = shadow_reasons(findings)
    if after is None or not reasons:
        return None
    values = {"after": percent(after.value, language), "n": people(reasons[0].n, language),
              "reason": choice_name("shadow_reason", reasons[0].key, language),
              "before": percent(before.value, language) if before else ""}  # fmt: skip
    return say("shadow", language, title="moved" if before else "title", **values)


def placed(closing: Closing, documents: Mapping[str, Mapping[str, Any]]) -> tuple[Standing, ...]:
    """Where the programme's KPIs stand against the outside figures that were brought with their passport."""
    found: list[Standing] = []
    for document in documents.values():
        known = () if document.get("removed") else norms(document)[0]
        levels = {norm.kpi: closing.level(norm.kpi) for norm in known}
        found += standings({kpi: one.value for kpi, one in levels.items() if one is not None}, known)
    return tuple(found)


def maturity(found: tuple[Standing, ...], language: str) -> Said | None:
    """How many KPIs are within or above the middle half of the companies compared."""
    if not found:
        return None
    reached = sum(one.place != "below" for one in found)
    return say("maturity", language, reached=number(reached, language), all=number(len(found), language))


def value_map(drivers: int, orphans: tuple[Orphan, ...], language: str) -> Said:
    """How many drivers tie an objective to money, and how much hangs from nothing."""
    kind = "title" if orphans else "whole"
    return say("map", language, title=kind, count=number(drivers, language), orphans=number(len(orphans), language))


def orphan_name(one: Orphan, programme: Programme, drivers: tuple[Driver, ...], language: str) -> str:
    """What hangs from nothing, by its own label."""
    named: dict[str, Mapping[str, str]] = {driver.key: driver.label for driver in drivers}
    named |= {objective.key: objective.label for objective in programme.objectives}
    if one.kind == "kpi_without_driver" and one.key in catalogue():
        return label(catalogue()[one.key].label, language)
    return label(named[one.key], language) if one.key in named else one.key
