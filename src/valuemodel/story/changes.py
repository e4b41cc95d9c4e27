"""What changed, and how sure we are: sentences about effects, the verb chosen by certainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from valuemodel.closing import Closing, Wave
from valuemodel.effects import Effect
from valuemodel.locale import has_text, label, month, number, percent, plural, text
from valuemodel.privacy import size_text
from valuemodel.story.board import Told
from valuemodel.story.words import (
    count_word,
    exact_change,
    is_share,
    kpi_change,
    kpi_change_range,
    kpi_value,
    sentence_case,
)

if TYPE_CHECKING:
    from valuemodel.kpis import Kpi


class Counts(NamedTuple):
    """How many effects are compared, moved surely, moved with a part probably played by the programme, and the rest."""

    compared: int
    moved: int
    better: int
    probable: int
    unsure: int
    refused: int
    early: int


def moved(effect: Effect) -> bool:
    """Whether a compared effect surely moved: its interval leaves zero out, and enough people are behind it."""
    if effect.verdict != "compared" or effect.low is None or effect.high is None or effect.certainty == "very_low":
        return False
    return effect.low > 0 or effect.high < 0


def favourable(effect: Effect, kpi: Kpi) -> bool:
    """Whether the change goes the way that is better for this KPI."""
    return ((effect.change or 0.0) > 0) == (kpi.better == "higher")


def counts(effects: Sequence[Effect], kpis: Mapping[str, Kpi]) -> Counts:
    """The tally behind the page's answer."""
    compared = [effect for effect in effects if effect.verdict == "compared"]
    sure = [effect for effect in compared if moved(effect)]
    return Counts(
        len(compared),
        len(sure),
        sum(favourable(effect, kpis[effect.kpi]) for effect in sure),
        sum(effect.certainty in ("high", "moderate") for effect in sure),
        len(compared) - len(sure),
        sum(effect.verdict == "refused" for effect in effects),
        sum(effect.verdict == "too_early" for effect in effects),
    )


def answer(effects: Sequence[Effect], kpis: Mapping[str, Kpi], language: str) -> Told:
    """How many KPIs moved for the better, in how many the programme probably played a part, and the rest.

    Of a group outside the programme: what changed anyway.
    """
    tally = counts(effects, kpis)
    outside = bool(effects) and not any(effect.in_programme for effect in effects)
    return Told(_outside(tally, language) if outside else _title(tally, language), _rest(tally, language))


def _outside(tally: Counts, language: str) -> str:
    if not tally.compared:
        return text("story.changes.answer.nothing", language)
    part = "zero" if not tally.moved else "one" if tally.moved == 1 else "other"
    compared, moved_count = (_count(count, tally, language) for count in (tally.compared, tally.moved))
    return text(f"story.changes.answer.outside.{part}", language, moved=moved_count, compared=compared)


def _title(tally: Counts, language: str) -> str:
    if not tally.compared:
        return text("story.changes.answer.nothing", language)
    better = text(
        "story.changes.answer.better." + ("zero" if not tally.better else "one" if tally.better == 1 else "other"),
        language,
        better=_count(tally.better, tally, language),
        compared=_count(tally.compared, tally, language),
    )
    part = "zero" if not tally.probable else "one" if tally.probable == 1 else "other"
    role = text(f"story.changes.answer.role.{part}", language, probable=_count(tally.probable, tally, language))
    return f"{sentence_case(better)} {role}" if tally.moved else sentence_case(better)


def _count(count: int, tally: Counts, language: str) -> str:
    """A count in letters, or in figures when one of its sentence is above ten."""
    return count_word(count, language) if tally.compared <= 10 else number(count, language)


def _rest(tally: Counts, language: str) -> str:
    pieces = (
        ("worse", tally.moved - tally.better),
        ("unsure", tally.unsure),
        ("refused", tally.refused),
        ("early", tally.early),
    )
    said = [
        plural(f"story.changes.rest.{key}", count, language, word=count_word(count, language, feminine=True))
        for key, count in pieces
        if count
    ]
    return sentence_case(", ".join(said)) + "." if said else ""


def people_line(closing: Closing, language: str, group: str = "programme") -> str:
    """How many people of `group` answered the survey waves that are compared; "" when no wave says."""
    found = {one.wave: one.answered for one in closing.evidence.responses if one.group == group}
    known = [(wave, found.get(wave.key) if found else _of_all(wave, group)) for wave in closing.waves]
    said = [
        text("story.changes.answered", language, count=size_text(count, language), wave=wave_name(wave, language))
        for wave, count in known
        if wave.kind == "survey" and count
    ]
    return ", ".join(said) + "." if said else ""


def _of_all(wave: Wave, group: str) -> int | None:
    """Everyone's answers, which a closing older than the response rates has for the whole programme only."""
    return wave.answered if group == "programme" else None


def wave_name(wave: Wave, language: str) -> str:
    """A survey wave by the month in which it was opened, a usage period by its last month."""
    return month(wave.start if wave.kind == "survey" else wave.end, language)


def wave_of(closing: Closing, key: str, language: str) -> str:
    """The name of the wave `key`, or the key itself."""
    wave = next((wave for wave in closing.waves if wave.key == key), None)
    return wave_name(wave, language) if wave else key


def _direction(effect: Effect) -> str:
    change = effect.change or 0.0
    return "up" if change > 0 else "down" if change < 0 else "even"


def sentence(effect: Effect, kpi: Kpi, language: str) -> str:
    """What happened to one KPI, in words and without figures; the verb follows the certainty."""
    if effect.verdict != "compared":
        return text(f"story.changes.sentence.{effect.verdict}", language, kpi=label(kpi.label, language))
    strength = effect.certainty if moved(effect) else "very_low"
    key = f"story.changes.of.{kpi.key}.{strength}.{_direction(effect)}"
    generic = f"story.changes.sentence.{strength}.{_direction(effect)}"
    return text(key if has_text(key, language) else generic, language, kpi=label(kpi.label, language))


def cautions(effect: Effect, kpi: Kpi, language: str) -> tuple[str, ...]:
    """What can mislead: how the KPI itself misleads, then the cautions of this comparison."""
    found = [f"effects.cautions.{caution}" for caution in effect.cautions]
    return (label(kpi.misleads, language), *(text(key, language) for key in found if has_text(key, language)))


def calculation(effect: Effect, kpi: Kpi, language: str) -> str:
    """The arithmetic of the change with the numbers in place: "(4,4 − 5,1) − (4,8 − 5,0) = **−0,5 h**"."""
    if effect.verdict != "compared" or effect.change is None or effect.before is None or effect.after is None:
        return text("story.changes.no_calculation", language)
    values = {
        "before": kpi_value(kpi, effect.before, language, unit=False),
        "after": kpi_value(kpi, effect.after, language, unit=False),
        "change": kpi_change(kpi, effect.change, language),
        "range": kpi_change_range(kpi, effect.low or 0.0, effect.high or 0.0, language),
    }
    if effect.isolated and effect.comparison_before is not None and effect.comparison_after is not None:
        values["other_before"] = kpi_value(kpi, effect.comparison_before, language, unit=False)
        values["other_after"] = kpi_value(kpi, effect.comparison_after, language, unit=False)
        return text("story.changes.calculation.compared", language, **values)
    key = "isolated" if effect.isolated else "simple"
    return text(f"story.changes.calculation.{key}", language, **values)


def design_line(effect: Effect, language: str) -> str:
    """How the comparison was made: its design, and the number of teams inside the computation."""
    told = text(f"effects.designs.{effect.design}", language)
    return told + (text("story.changes.clusters", language, count=effect.clusters) if effect.clusters else "") + "."


def thresholds(effect: Effect, kpi: Kpi, language: str) -> str:
    """The smallest effect these numbers could show, the threshold that counts, and the probability of passing it.

    Nothing for what was not compared.
    """
    pieces: list[str] = []
    if effect.verdict != "compared":
        return ""
    if effect.smallest_visible is not None:
        size = kpi_change(kpi, effect.smallest_visible, language).lstrip("+")
        pieces.append(text("story.changes.smallest", language, size=size))
    if effect.materiality is not None:
        size = exact_change(kpi, abs(effect.materiality), language)
        pieces.append(text("story.changes.threshold", language, size=size))
    if effect.probability_material is not None:
        pieces.append(_probability(effect.probability_material, language))
    return " ".join(pieces) if pieces else text("story.changes.no_threshold", language)


def _probability(share: float, language: str) -> str:
    """The probability of passing the threshold, never told as certain nor as impossible."""
    kind = "most" if share > 0.99 else "few" if share < 0.01 else "some"
    shown = min(max(share, 0.01), 0.99)
    return text(f"story.changes.probability.{kind}", language, share=percent(shown, language))


def chart_title(effect: Effect, kpi: Kpi, language: str) -> str:
    """The message of the chart of one effect: against the comparison group, or against before."""
    if effect.verdict != "compared":
        return text("story.changes.chart.none", language, kpi=label(kpi.label, language))
    key = "compared" if effect.isolated else "simple"
    change = kpi_change(kpi, effect.change or 0.0, language)
    return text(f"story.changes.chart.{key}", language, kpi=label(kpi.label, language), change=change)


def unit_line(kpi: Kpi, language: str) -> str:
    """The unit of a KPI in words, small under its name."""
    if is_share(kpi):
        return text(f"story.unit_words.share_of.{kpi.counts}", language)
    key = f"story.unit_words.{kpi.unit.replace('/', '_per_').replace(' ', '_')}"
    return text(key, language) if has_text(key, language) else kpi.unit


def grade(effect: Effect) -> str:
    """The evidence that an effect rests on: a comparison, two real waves, or what people remember of before."""
    if "retrospective" in effect.cautions or effect.wave_before == "retrospective":
        return "reported"
    return "compared" if effect.isolated else "before_after"
