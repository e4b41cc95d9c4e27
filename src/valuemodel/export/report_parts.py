"""What the report says, whatever its format: four pages of titles, sentences, tables and charts as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from valuemodel.export import svg
from valuemodel.export.deck_evidence import change_rows, programme_effects
from valuemodel.export.deck_money import decision_lines, waterfall_steps
from valuemodel.export.deck_words import headline_rows_of, source_lines
from valuemodel.export.pack import PRACTICE, Pack, foot_line, stamp
from valuemodel.export.words import why_not
from valuemodel.kpis import catalogue
from valuemodel.locale import label, month, percent, text, thousands
from valuemodel.story import board, breaks, changes, stories, without, worth
from valuemodel.story.reasons import Reason
from valuemodel.story.words import LETTERS, grade_word, money_range, plain

MOST_STORIES, MOST_REASONS = 3, 3
"""What four pages have room for."""
Part = dict[str, Any]
"""One of: text (`words`), table (`rows`, whose first is the head), chart (`svg`, `alt`), heading (`words`)."""


def parts(pack: Pack, language: str) -> dict[str, Any]:
    """The report: title, foot line, and four pages, each with its title, a lead and its parts."""
    return {
        "title": text("export.report.title", language, programme=pack.programme.name),
        "programme": f"{pack.programme.name}, {pack.programme.company}",
        "foot": foot_line(pack, language),
        "language": language,
        "page_words": text("export.report.page", language, page="{page}", pages="{pages}"),
        "pages": [_answer(pack, language), _money(pack, language), _evidence(pack, language), _method(pack, language)],
    }


def _page(kicker: str, title: str, lead: str, items: Sequence[Part], language: str) -> dict[str, Any]:
    kicked = text(f"export.report.{kicker}", language)
    return {"kicker": kicked, "title": plain(title), "lead": plain(lead), "parts": list(items)}


def _words(written: str) -> Part:
    return {"kind": "text", "words": plain(written)}


def _heading(key: str, language: str) -> Part:
    return {"kind": "heading", "words": text(f"export.report.{key}", language)}


def _table(rows: Sequence[Sequence[str]]) -> Part:
    return {"kind": "table", "rows": [list(row) for row in rows]}


def _chart(drawn: str, alt: str) -> Part:
    return {"kind": "chart", "svg": drawn, "alt": plain(alt)}


def _answer(pack: Pack, language: str) -> dict[str, Any]:
    """Page 1: the answer, the headline figures, the cash, the decision asked for."""
    said = board.answer(pack.results, language)
    told = board.cash_title(pack.results, language)
    items = [
        _heading("figures", language), _table(headline_rows_of(pack, language)),
        {"kind": "heading", "words": plain(told.title)}, _words(told.lead),
        *([] if pack.results.bcr is None else [_chart(cash_chart(pack, language), told.title)]),
        _heading("decision", language), *(_words(one) for one in decision_lines(pack, language)),
        *(_words(one) for one in without.lost(pack.ahead, pack.delays, pack.programme, language)),
    ]  # fmt: skip
    return _page("answer", said.title, said.lead, items, language)


def cash_chart(pack: Pack, language: str) -> str:
    """Cumulative cash with its band, in thousands."""
    found = pack.results
    low, base, high = (
        [one / 1e3 for one in row] for row in (found.cumulative_p10, found.cumulative, found.cumulative_p90)
    )
    steps = svg.steps_between(min(0.0, *low), max(0.0, *high))
    ticks = [(one, thousands(1e3 * one, language, found.currency)) for one in steps]
    months = [month(one, language, short=True) for one in found.months]
    alt = plain(board.cash_title(found, language).title)
    return svg.lines([(base, "compared", False)], months, ticks, alt, (low, high))


def _money(pack: Pack, language: str) -> dict[str, Any]:
    """Page 2: what the value is made of, driver by driver, the costs, and what would break the case."""
    found = pack.results
    told, said = board.waterfall_title(found, language), worth.answer(found, language)
    steps = waterfall_steps(found, language)
    named = [
        (
            f"{LETTERS[kind]}  {name.rpartition(', ')[0]}" if kind in LETTERS else name.rpartition(", ")[0],
            start,
            end,
            kind,
        )
        for name, start, end, kind in steps
    ]
    amounts = [name.rpartition(", ")[2] for name, *_ in steps]
    points = [
        [breaks.name(one, language), plain(breaks.sentence(one, found, language))]
        for one in pack.points[: breaks.NEAREST]
    ]
    head = [breaks.title(pack.points, found, language), breaks.nearest(pack.points, language)]
    items = [
        {"kind": "heading", "words": plain(told.title)}, _words(told.lead),
        *([] if board.is_empty(found) else [_chart(svg.waterfall(named, amounts, plain(told.title)), told.title)]),
        *([_heading("drivers", language), _table(_driver_rows(pack, language))] if board.counted(found) else []),
        _words(worth.holds_while(found, worth.redeployed_base(pack.model.assumptions), language)),
        _heading("breaks", language), _table([head, *points]),
    ]  # fmt: skip
    return _page("money", said.title, said.lead, items, language)


def _driver_rows(pack: Pack, language: str) -> list[list[str]]:
    found = pack.results
    keys = ("results.driver", "results.gain", "results.grade", "results.present_value", "report.range")
    rows = [[text(f"export.{key}", language) for key in keys]]
    for one in sorted(board.counted(found), key=lambda one: -one.value):
        span = "" if one.low is None or one.high is None else money_range(one.low, one.high, language, found.currency)
        rows.append([label(one.label, language), text(f"story.gains.{one.gain}", language),
                     f"{LETTERS[one.grade]} {grade_word(one.grade, language)}",
                     thousands(one.value, language, found.currency), span])  # fmt: skip
    return rows


def _evidence(pack: Pack, language: str) -> dict[str, Any]:
    """Page 3: KPIs before and after, adoption against plan, and what is not counted."""
    said = changes.answer(programme_effects(pack), catalogue(), language)
    plan = dict(pack.programme.adoption_plan or {})
    told = board.adoption_title(pack.closing, plan, PRACTICE, language)
    drawn = adoption_chart(pack, language)
    head, *rows = change_rows(pack, language)
    lettered = [[*row[:-1], row[-1][:1] if row[-1][:1] in LETTERS.values() else row[-1]] for row in rows]
    legend = ", ".join(f"{letter} {grade_word(grade, language)}" for grade, letter in LETTERS.items())
    items = [
        _table([head, *lettered]),
        _words(legend),
        {"kind": "heading", "words": plain(told.title)},
        _words(told.lead),
    ]
    items += [_chart(drawn, told.title)] if drawn else []
    waiting = [one for one in pack.results.drivers if not one.counted]
    if waiting:
        items.append(_heading("not_counted", language))
        items.append(_table([[text("export.results.driver", language), text("export.drivers.why", language)],
                             *([label(one.label, language), why_not(one, language)] for one in waiting)]))  # fmt: skip
    items += _stories(pack, language)
    return _page("evidence", said.title, said.lead, items, language)


def _stories(pack: Pack, language: str) -> list[Part]:
    """Accounts from the field whose consent stands, each after the figure that it stands beside."""
    told = stories.standing(pack.kept.get(stories.KIND, {}))[:MOST_STORIES]
    if not told:
        return []
    title = {"kind": "heading", "words": text("stories.title", language)}
    lines = (
        text("stories.told", language, beside=stories.beside(pack.grounds, one, language), words=one.parts["brought"])
        for one in told
    )
    return [title, *(_words(line) for line in lines)]


def adoption_chart(pack: Pack, language: str) -> str:
    """Regular use by month against the plan (dashed); "" when nothing was measured."""
    series, plan = pack.closing.practice_series(PRACTICE), dict(pack.programme.adoption_plan or {})
    months = sorted({*series, *plan})
    if not series:
        return ""
    shares = [*series.values(), *plan.values()]
    ticks = [(one, percent(one, language)) for one in svg.steps_between(0.0, max(shares))]
    rows: list[Any] = [([series.get(one) for one in months], "compared", False)]
    rows += [([plan.get(one) for one in months], "assumed", True)] if plan else []
    alt = plain(board.adoption_title(pack.closing, plan, PRACTICE, language).title)
    return svg.lines(rows, [month(one, language, short=True) for one in months], ticks, alt)


def _method(pack: Pack, language: str) -> dict[str, Any]:
    """Page 4: conventions, provenance, files."""
    title = board.waterfall_title(pack.results, language).title
    if board.counted(pack.results):
        title = f"{worth.proof_title(pack.results, language)}. {worth.accepted(pack.results, language)}"
    rules = ("timing", "payback", "nominal", "practice")
    stamped = [
        [text("export.conventions.titles.stamp", language), ""],
        *([name, value] for name, value in stamp(pack, language)),
    ]
    files = [[text("export.report.sources", language)], *([line] for line in source_lines(pack, language))]
    items = [
        *(_words(text(f"export.conventions.{key}", language)) for key in rules), *_reasons(pack, language),
        _table(stamped), _table(files),
    ]  # fmt: skip
    lead = worth.reading_title(pack.results, language) if board.counted(pack.results) else ""
    return _page("method", title, lead, items, language)


def _reasons(pack: Pack, language: str) -> list[Part]:
    """The reasons that this closing has measured, each with its objection and what others have found, passport
    included.
    """
    found = [one for one in pack.reasons(language) if one.measured][:MOST_REASONS]
    if not found:
        return []
    head = [text(f"export.report.reason.{name}", language) for name in ("reason", "here", "outside")]
    rows = [_reason(one, language) for one in found]
    return [_heading("reasons", language), _table([head, *rows])]


def _reason(one: Reason, language: str) -> list[str]:
    """A reason with the objection that it meets, what was measured here, and the outside figure with its passport."""
    reason = text("export.report.reason.met", language, reason=one.words, objection=one.objection)
    here = text("export.report.reason.measured", language, kpi=one.kpi, here=one.here)
    outside = text("export.report.reason.found", language, figure=one.outside.figure, wording=one.outside.wording,
                   passport=one.outside.passport)  # fmt: skip
    return [reason, here, outside]
