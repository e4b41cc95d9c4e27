"""Example, pull, what each level sees, the two goals and the means: what people say, item by item."""

from __future__ import annotations

from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.locale import number, percent, text
from valuemodel.practice import Figure, Findings, Gap, Trend, reading
from valuemodel.privacy import least_of
from valuemodel.story.practice import PROGRAMME, Said, first_last, group_name, item_name, people, say, when
from valuemodel.story.words import inside

CULTURE = ("meaning", "alignment", "right_to_err", "shares_outside_team", "knows_whom", "perceived_value")


class Moved(NamedTuple):
    """One thing before and after: its key, its name in words, its means; `n` people in the last wave."""

    key: str
    name: str
    before: float | None
    after: float
    n: int


def moved(findings: Findings, keys: tuple[str, ...], language: str, group: str = PROGRAMME) -> tuple[Moved, ...]:
    """Each item's first and last mean, those not told left out."""
    found = []
    for key, figures in reading.waves_of(findings, keys, group).items():
        before, after = first_last(figures)
        if after is not None:
            found.append(Moved(key, item_name(key, language), before.value if before else None, after.value, after.n))
    return tuple(found)


def lowest(rows: tuple[Moved, ...]) -> Moved | None:
    """The item with the lowest last mean."""
    return min(rows, key=lambda row: row.after, default=None)


def ends(part: str, rows: tuple[Moved, ...], language: str) -> Said | None:
    """The message of a checklist: what is strongest and what is weakest."""
    if not rows:
        return None
    best, worst = max(rows, key=lambda row: row.after), min(rows, key=lambda row: row.after)
    return say(
        part, language, best=inside(best.name), worst=inside(worst.name), best_share=percent(best.after, language),
        worst_share=percent(worst.after, language), n=people(min(row.n for row in rows), language),
    )  # fmt: skip


def reliability(findings: Findings, index: str, language: str) -> str:
    """How far the questions of an index agree, in words; "" when it is not told."""
    value = findings.value("reliability", index)
    if value is None:
        return ""
    kind = "enough" if value >= 0.7 else "short"
    name = text(f"practice.reliability.{index}", language)
    return text(f"practice.reliability.{kind}", language, name=name, value=number(value, language, 2))


def example(findings: Findings, language: str) -> Said | None:
    """The five items of example, and the same of executives."""
    told = ends("example", moved(findings, reading.EXAMPLE, language), language)
    if told is None:
        return None
    senior = findings.of("item", "senior_example", PROGRAMME)
    words = [told.words, reliability(findings, "example", language)]
    if senior:
        words.append(text("practice.page.example.senior", language, share=percent(senior[-1].value, language)))
    return told._replace(words=" ".join(word for word in words if word))


def by_distance(closing: Closing, language: str) -> tuple[Moved, ...]:
    """Pull by distance from the customer, nearest first."""
    ordered = {wave.key: place for place, wave in enumerate(closing.waves)}
    found = []
    for group in [one for one in closing.groups if one.kind == "distance"]:
        values = sorted((one for one in closing.kpis if (one.kpi, one.group) == ("pull", group.key)),
                        key=lambda one: ordered.get(one.wave, 0))  # fmt: skip
        if values:
            n = least_of(values[-1].n_band)
            before = values[0].value if len(values) > 1 else None
            found.append(Moved(group.key, group_name(closing, group.key, language), before, values[-1].value, n))
    return tuple(sorted(found))


def pull(closing: Closing, language: str) -> Said | None:
    """Whether pull weakens with distance from the customer: the slope with its interval."""
    found = closing.practice_findings
    rows = by_distance(closing, language)
    if not rows:
        return None
    trend = found.trends[-1] if found.trends else None
    told = say("pull", language, title=_way(trend), n=people(min(row.n for row in rows), language),
               step=_points(trend.slope, language) if trend else "")  # fmt: skip
    words = [told.words] if trend is None else [_interval(trend, language)]
    words += [reliability(found, index, language) for index in ("meaning", "alignment")]
    return told._replace(
        words=" ".join(word for word in words if word), caution=text("practice.index", language) + " " + told.caution
    )


def _way(trend: Trend | None) -> str:
    if trend is None or trend.low <= 0 <= trend.high:
        return "unclear"
    return "falls" if trend.high < 0 else "rises"


def _points(value: float, language: str) -> str:
    return number(abs(100 * value), language, 1)


def _interval(trend: Trend, language: str) -> str:
    low, high = (number(100 * value, language, 1, sign=True) for value in (trend.low, trend.high))
    tau = number(trend.tau, language, 2)
    return text("practice.page.pull.interval", language, low=low, high=high, tau=tau)


def quarters(findings: Findings, topic: str) -> dict[str, Figure]:
    """The four parts of a two by two in its last wave."""
    told = findings.of(topic, group=PROGRAMME)
    return {one.key: one for one in told if one.period == told[-1].period}


def quadrant(findings: Findings, language: str) -> Said | None:
    """How many find both meaning and alignment, and how many started because they wanted to."""
    parts = quarters(findings, "pull_quadrant")
    if not parts:
        return None
    one = parts["pulled"]
    told = say("quadrant", language, share=percent(one.value, language), n=people(one.n, language),
               wave=when(one.period, language))  # fmt: skip
    words, wanted, service = [told.words], reading.pulled(findings), findings.value("item", "internal_service")
    if wanted is not None:
        words.append(text("practice.page.quadrant.wanted", language, share=percent(wanted, language)))
    if service is not None:
        words.append(text("practice.page.quadrant.service", language, mark=number(10 * service, language, 1)))
    return told._replace(words=" ".join(word for word in words if word))


def gaps(findings: Findings) -> tuple[Gap, ...]:
    """The items of the last wave that executives and staff both answered, the widest gap first."""
    told = [one for one in findings.gaps if one.gap is not None]
    last = max((one.period for one in told), default="")
    return tuple(sorted((one for one in told if one.period == last), key=lambda one: -abs(one.gap or 0.0)))


def apart(gap: Gap) -> bool:
    """Whether the interval of a gap leaves zero out."""
    return gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0)


def perception(findings: Findings, language: str) -> Said | None:
    """In how many questions executives and staff do not see the same thing, and where most."""
    found = gaps(findings)
    if not found:
        return None
    widest = found[0]
    return say(
        "perception", language, count=number(sum(map(apart, found)), language), all=number(len(found), language),
        item=inside(item_name(widest.item, language)), executive=percent(widest.executive or 0.0, language),
        staff=percent(widest.staff or 0.0, language), wave=when(widest.period, language),
    )  # fmt: skip


def goals(findings: Findings, language: str) -> Said | None:
    """How many find that sharing serves the company and themselves, and how many the company only."""
    parts = quarters(findings, "two_goals")
    if not parts:
        return None
    shares = {key: percent(one.value, language) for key, one in parts.items()}
    one = parts["both"]
    return say("goals", language, n=people(one.n, language), wave=when(one.period, language), **shares)


def means(findings: Findings, language: str) -> Said | None:
    """The means without which an objective stays a wish; the one that lacks most."""
    return ends("means", moved(findings, reading.MEANS, language), language)


def trust(findings: Findings, language: str) -> Said | None:
    """The five pairs of the barometer."""
    told = ends("trust", moved(findings, reading.TRUST, language), language)
    return told and told._replace(words=reliability(findings, "trust", language))


def adopters(findings: Findings, language: str) -> tuple[Moved, ...]:
    """The culture items in the last wave: the majority's mean as `before`, the early adopters' as `after`."""
    found = []
    for key in CULTURE:
        early, rest = (findings.of("item", key, f"adopter:{who}") for who in ("early", "majority"))
        if early and rest:
            n = min(early[-1].n, rest[-1].n)
            found.append(Moved(key, item_name(key, language), rest[-1].value, early[-1].value, n))  # fmt: skip
    return tuple(found)


def early(findings: Findings, language: str) -> Said | None:
    """Where those who came first differ most from the majority."""
    rows = adopters(findings, language)
    if not rows:
        return None
    widest = max(rows, key=lambda row: abs(row.after - (row.before or 0.0)))
    return say(
        "early", language, item=inside(widest.name), early=percent(widest.after, language),
        majority=percent(widest.before or 0.0, language), n=people(min(row.n for row in rows), language),
    )  # fmt: skip
