"""The workbook's inputs besides assumptions: effects and people as named cells; profiles and costs by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

import numpy as np

from valuemodel import kpis
from valuemodel.export.pack import Pack
from valuemodel.export.sheets import Book, Sheet, sheet
from valuemodel.locale import label, text
from valuemodel.model import excel_name, kinds, rules
from valuemodel.model.case import monthly_names
from valuemodel.model.formula_costs import PreparedCost

FIRST_MONTH = 3
"""The column of the first month on sheets by month."""


def effects(book: Book, pack: Pack) -> Sheet:
    """People, and the changes that the closing published: what `e_...` and `p_...` cells hold."""
    language = book.language
    page = sheet(book, text("export.sheets.effects", language), (46, 16, 16, 16, 16, 16, 30))
    page.text(0, 0, text("export.sheets.effects", language), "title")
    page.text(1, 0, text("export.effects.lead", language), "lead")
    page.texts(3, [text("export.effects.people", language), text("export.effects.count", language)], "head")
    people = [name for name in kinds.PEOPLE if name in pack.names]
    for row, name in enumerate(people, start=4):
        page.text(row, 0, text(f"model.people.{name}", language), "wrapped")
        page.chosen(row, 1, float(pack.names[name]), _others(pack, name), "open", excel_name(name))
    heads = ("kpi", "before", "after", "change", "concerned", "attribution", "key")
    after = 5 + len(people)
    page.texts(after, [text(f"export.effects.{key}", language) for key in heads], "head")
    for row, kpi in enumerate(sorted(pack.case.changes), start=after + 1):
        _effect(page, row, kpi, pack)
    return page


def _others(pack: Pack, name: str) -> list[float]:
    """What a name is in each scenario."""
    return [float(one.names[name]) for one in pack.variants]


def _effect(page: Sheet, row: int, kpi: str, pack: Pack) -> None:
    change = pack.case.changes[kpi]
    known = kpis.catalogue().get(kpi)
    page.text(row, 0, label(known.label, page.book.language) if known else kpi, "wrapped")
    for column, attribute in enumerate(("before", "after", "change"), start=1):
        name = f"{kpi}.{attribute}"
        page.chosen(row, column, float(pack.names[name]), _others(pack, name), "open", excel_name(name))
    people = "eligible_people" if change.basis == "everyone" else "regular_users"
    name = f"{kpi}.people"
    page.formula(row, 4, f"={excel_name(people)}", float(pack.names[name]), "number", excel_name(name))
    name = f"{kpi}.attribution"
    applied = not change.isolated and kinds.ATTRIBUTION in pack.case.assumptions
    written = f"={excel_name(kinds.ATTRIBUTION)}" if applied else "=1"
    page.formula(row, 5, written, float(pack.names[name]), "share", excel_name(name))
    page.text(row, 6, kpi, "small")


class Profiles(NamedTuple):
    """The sheet of inputs by month, and the row of each: a driver's share, a cost by formula's, a number of users, a
    cost's plan or paid amounts; `initial` is the address of what was paid before the start, by category.
    """

    page: Sheet
    drivers: dict[str, int]
    by_formula: dict[str, int]
    users: dict[str, int]
    actual: dict[str, int]
    planned: dict[str, int]
    initial: dict[str, str]


def month_heads(page: Sheet, row: int, pack: Pack) -> None:
    """The months of the view across the sheet."""
    for place, month in enumerate(pack.results.months):
        moment = datetime.combine(month, time())
        page.page.write_datetime(row, FIRST_MONTH + place, moment, page.book.formats["month"])
        page.page.set_column(FIRST_MONTH + place, FIRST_MONTH + place, 12)


def profiles(book: Book, pack: Pack) -> Profiles:
    """Inputs by month, all open: how much of each yearly gain comes in a month, and the costs paid and planned."""
    language = book.language
    page = sheet(book, text("export.sheets.profiles", language), (46, 24, 14))
    page.text(0, 0, text("export.sheets.profiles", language), "title")
    page.text(1, 0, text("export.profiles.lead", language), "lead")
    page.texts(3, [text(f"export.profiles.{key}", language) for key in ("name", "what", "initial")], "head")
    month_heads(page, 3, pack)
    page.page.freeze_panes(4, FIRST_MONTH)
    found = Profiles(page, {}, {}, {}, {}, {}, {})
    row = _driver_rows(found, pack, 4)
    _cost_rows(found, pack, _user_rows(found, pack, row))
    return found


def _driver_rows(found: Profiles, pack: Pack, row: int) -> int:
    language = found.page.book.language
    inside, cases = pack.seen.inside, (pack.case, *(one.case for one in pack.variants))
    for place, item in enumerate(pack.case.counted):
        found.drivers[item.driver.key] = row
        what = text("export.profiles.share", language)
        shares = [case.counted[place].profile[inside] for case in cases]
        _row(found.page, row, label(item.driver.label, language), what, shares, "open_share")
        row += 1
    for place, cost in enumerate(pack.case.formula_costs):
        found.by_formula[cost.cost.key] = row
        what = text("export.profiles.cost_share", language)
        shares = [case.formula_costs[place].profile[inside] * raised(pack, cost) / 12 for case in cases]
        _row(found.page, row, label(cost.cost.label, language), what, shares, "open_share")
        row += 1
    return row


def raised(pack: Pack, cost: PreparedCost) -> float:
    """What the convention multiplies a cost by formula by."""
    case = pack.case
    return (1 + rules.cost_share(case, cost.cost.category)) * (1.0 if case.cost_factor is None else case.cost_factor)


def _user_rows(found: Profiles, pack: Pack, row: int) -> int:
    """Numbers of users by month, for the formulas that they do not simply multiply."""
    language = found.page.book.language
    needed = {
        name if name in pack.case.users_by_month else "regular_users"
        for item in pack.case.counted
        if item.table and item.tree is not None
        for name in monthly_names(item.tree, item.gate.changes)
    }
    needed |= {name for cost in pack.case.formula_costs for name in cost.monthly}
    for name in sorted(needed):
        found.users[name] = row
        words = text(f"model.people.{name}", language)
        cases = (pack.case, *(one.case for one in pack.variants))
        numbers = [case.users_by_month[name][pack.seen.inside] for case in cases]
        _row(found.page, row, words, text("export.profiles.users", language), numbers, "open")
        row += 1
    return row


def _cost_rows(found: Profiles, pack: Pack, row: int) -> None:
    language, costs = found.page.book.language, pack.case.costs
    tables = [costs, *(one.case.costs for one in pack.variants)]
    before = costs.initial if pack.seen.initial else {}
    for category in dict.fromkeys((*(key for one in tables for key in (*one.actual, *one.planned)), *before)):
        name = text(f"story.categories.{category}", language)
        for kind, rows in (("actual", found.actual), ("planned", found.planned)):
            kept = [getattr(one, kind) for one in tables]
            if any(category in table for table in kept) or (kind == "actual" and category in before):
                rows[category] = row
                amounts = [table.get(category, np.zeros(len(pack.case.months)))[pack.seen.inside] for table in kept]
                _row(found.page, row, name, text(f"export.profiles.{kind}", language), amounts, "open_money")
                if kind == "actual":
                    initial = float(before.get(category, 0.0))
                    found.initial[category] = found.page.number(row, 2, initial, "open_money")
                row += 1


def _row(page: Sheet, row: int, name: str, what: str, values: Sequence[np.ndarray], style: str) -> None:
    """A line of numbers by month: `values` of the base case, then of each scenario (which may be left out)."""
    page.text(row, 0, name)
    page.text(row, 1, what, "small")
    for place, (value, *others) in enumerate(zip(*(one.tolist() for one in values), strict=True)):
        page.chosen(row, FIRST_MONTH + place, value, others, style)
