"""A driver explained: its formula in words, and its equation with the numbers in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from valuemodel import locale
from valuemodel.closing import Closing
from valuemodel.model import formula, kinds
from valuemodel.model.case import given, prepare
from valuemodel.model.equation import shown
from valuemodel.model.types import AssumedCost, Driver, DriverResult, Results, ValueModel
from valuemodel.programme import Programme


def equation(
    driver: Driver | DriverResult | str,
    results: Results | ValueModel | None = None,
    closing: Closing | None = None,
    programme: Programme | None = None,
    *,
    language: str = "fr",
) -> str:
    """The driver's formula with the numbers in place and its result per year, in the language's number format.

    With `Results` (what a page has) nothing is computed again; with a model, its closing and programme are needed too.
    Empty
    when a name has no value yet (the outcome was not compared).
    """
    text = driver if isinstance(driver, str) else driver.formula
    tree = formula.parse(text).tree
    if tree is None:
        return ""
    names = _names(results, closing, programme)
    if not set(formula.names(tree)) <= set(names):
        return ""
    from valuemodel.model.values import value

    currency = results.currency if isinstance(results, Results) else programme.currency if programme else "EUR"
    total = locale.money(float(value(tree, names)), language, currency)
    return locale.text("model.equation.result", language, equation=shown(tree, names, language), total=total)


def _names(
    results: Results | ValueModel | None, closing: Closing | None, programme: Programme | None
) -> Mapping[str, Any]:
    if isinstance(results, Results):
        return results.values
    if isinstance(results, ValueModel) and closing and programme:
        return given(prepare(results, closing, programme))
    return {}


def formula_in_words(driver: Driver | DriverResult | AssumedCost, model: ValueModel, language: str) -> str:
    """A driver's or cost's formula with labels in place of names (effects' KPIs stay keys; pages know their labels)."""
    tree = formula.parse(driver.formula).tree
    if tree is None:
        return driver.formula
    words = {name: name_in_words(name, model, language) for name in formula.names(tree)}
    written = driver.formula
    for name in sorted(words, key=len, reverse=True):
        written = written.replace(name, f"[{words[name]}]")
    return written.replace("*", "×").replace("-", locale.MINUS)


def name_in_words(name: str, model: ValueModel, language: str) -> str:
    """What a name of a formula is, in words."""
    if name in model.assumptions:
        return locale.label(model.assumptions[name].label, language)
    kpi, dot, attribute = name.partition(".")
    if dot:
        return locale.text(f"model.attributes.{attribute}", language, kpi=kpi)
    return locale.text(f"model.people.{name}", language) if name in kinds.PEOPLE else name
