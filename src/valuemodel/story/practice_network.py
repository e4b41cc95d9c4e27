"""The same few, and the network: who shares how much, who reaches whom, by which form of exchange."""

from __future__ import annotations

from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.locale import number, percent, text
from valuemodel.practice import Figure, Findings, Lorenz, Matrix, reading, threshold
from valuemodel.story.practice import COMPARISON, PROGRAMME, Said, choice_name, first_last, group_name, people, say

NETWORK = (
    ("collaboration", "density_in_teams"), ("collaboration", "repeated_in_teams"), ("cooperation", "reach_beyond_unit"),
    ("cooperation", "reciprocity"), ("cooperation", "gini_of_giving"), ("fragility", "0.05"),
)  # fmt: skip
"""What is told of a network, the family of working to one goal before that of sharing."""


def curve_of(findings: Findings, who: str = "everyone") -> Lorenz | None:
    """Lorenz's curve of everybody, or of contributors only."""
    return next((one for one in findings.lorenz if one.who == who), None)


def same_few(findings: Findings, language: str) -> Said | None:
    """How much comes from the few who contribute most, and whether it is too much for them."""
    shares = findings.of("top_share", group=PROGRAMME)
    if not shares or curve_of(findings) is None:
        return None
    few = shares[0]
    told = say(
        "same_few", language, few=percent(float(few.key), language), share=percent(few.value, language),
        n=people(few.n, language),
    )  # fmt: skip
    parts = [_gini(figure, language) for figure in findings.of("gini", group=PROGRAMME)]
    line = threshold("overload")
    kind = "over" if reading.overloaded(findings, line) else "under"
    parts.append(text(f"practice.page.same_few.{kind}", language, line=percent(line, language)))
    return told._replace(words=" ".join(parts))


def _gini(figure: Figure, language: str) -> str:
    low, high = (number(end if end is not None else figure.value, language, 2) for end in (figure.low, figure.high))
    key = f"practice.page.same_few.gini_{figure.key}"
    return text(key, language, value=number(figure.value, language, 2), low=low, high=high)


def kinds(findings: Findings, language: str) -> Said | None:
    """Those who contribute, those who read, those who are not there."""
    told = {one.key: one for one in findings.of("participation", group=PROGRAMME)}
    if not told:
        return None
    shares = {key: percent(one.value, language) for key, one in told.items()}
    return say("kinds", language, n=people(told["contributors"].n, language), **shares)


class Move(NamedTuple):
    """A measure of the network before and after, for the programme and the comparison; `name` in words."""

    name: str
    topic: str
    before: float | None
    after: float
    other_before: float | None
    other_after: float | None


def moves(findings: Findings, language: str) -> tuple[Move, ...]:
    """The measures of both families that are told of the programme."""
    found = []
    for topic, key in NETWORK:
        before, after = first_last(findings.of(topic, key, PROGRAMME))
        other_before, other_after = first_last(findings.of(topic, key, COMPARISON))
        if after is not None:
            found.append(Move(
                text(f"practice.network.{topic}_{key.replace('.', '')}", language), topic,
                before.value if before else None, after.value, other_before.value if other_before else None,
                other_after.value if other_after else None))  # fmt: skip
    return tuple(found)


def network(findings: Findings, language: str) -> Said | None:
    """How many reach beyond their unit, before and after; bridges against chance; who holds them."""
    before, after = first_last(findings.of("cooperation", "reach_beyond_unit", PROGRAMME))
    if after is None:
        return None
    values = {"after": percent(after.value, language), "n": people(after.n, language)}
    if before is not None:
        values["before"] = percent(before.value, language)
    told = say("network", language, title="moved" if before is not None else "title", **values)
    index, chance = (findings.value("cooperation", key) for key in ("external_index", "external_by_chance"))
    held = findings.value("fragility", "0.05")
    words = [told.words]
    if index is not None and chance is not None:
        shown = {"index": number(index, language, 2), "chance": number(chance, language, 2)}
        words.append(text(f"practice.page.network.{'closed' if index < chance else 'open'}", language, **shown))
    if held is not None:
        words.append(text("practice.page.network.fragility", language, share=percent(held, language)))
    return told._replace(words=" ".join(words))


def last_matrix(findings: Findings) -> Matrix | None:
    """The matrix of the last window."""
    return findings.matrices[-1] if findings.matrices else None


def bridges(closing: Closing, language: str) -> Said | None:
    """The densest bridge between two units."""
    matrix = last_matrix(closing.practice_findings)
    if matrix is None:
        return None
    found = [(cell, i, j) for i, row in enumerate(matrix.per_thousand) for j, cell in enumerate(row) if j > i and cell]
    if not found:
        return say("bridges", language, title="none")
    value, i, j = max(found, key=lambda one: one[0])
    first, second = (group_name(closing, matrix.groups[place], language) for place in (i, j))
    return say("bridges", language, one=first, other=second, value=number(value, language))


def unit_time(findings: Findings, language: str) -> Said | None:
    """The share of working time together that leaves its unit, beside chance; what comes back; meetings."""
    before, after = first_last(findings.of("shared_time", "outside", PROGRAMME))
    if after is None or not findings.time:
        return None
    values = {"after": percent(after.value, language), "n": people(after.n, language)}
    if before is not None:
        values["before"] = percent(before.value, language)
    told = say("unit_time", language, title="moved" if before is not None else "title", **values)
    words = [
        text(f"practice.page.unit_time.{key}", language, share=percent(value, language))
        for key in ("by_chance", "returned")
        if (value := findings.value("shared_time", key)) is not None
    ]
    return told._replace(words=" ".join([*words, _meetings(findings, language)]).strip())


def _meetings(findings: Findings, language: str) -> str:
    """How many people a meeting gathers, before and after."""
    before, after = first_last(findings.of("meetings", "attendees"))
    if after is None:
        return ""
    values = {"after": number(after.value, language, 1)}
    if before is not None:
        values["before"] = number(before.value, language, 1)
    return text(f"practice.page.unit_time.{'met' if before is None else 'met_moved'}", language, **values)


def forms(findings: Findings, language: str) -> Said | None:
    """By which form of exchange people got the help that they needed."""
    told = findings.of("choice.exchange_form", "network", PROGRAMME)
    before, after = first_last(told)
    if after is None:
        return None
    values = {"after": percent(after.value, language), "n": people(after.n, language)}
    if before is not None:
        values["before"] = percent(before.value, language)
    return say("forms", language, title="moved" if before is not None else "title", **values)


def form_names(language: str) -> tuple[str, ...]:
    """Tribe, institution, market, network, in a word each."""
    return tuple(choice_name("exchange_form", form, language) for form in reading.FORMS)
