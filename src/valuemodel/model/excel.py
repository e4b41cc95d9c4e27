"""A formula's third reading: an Excel formula over named cells, fully parenthesised.

In Excel `-x^2` is `(-x)^2` and `x^2^3` is `(x^2)^3`, and `r`, `c`, `nps1` cannot name a cell: hence parentheses and
prefixes.
"""

from __future__ import annotations

from collections.abc import Mapping

from valuemodel.model.formula import parse
from valuemodel.model.kinds import PEOPLE
from valuemodel.model.tree import Binary, Call, Choice, Compare, Name, Negative, Node, Number
from valuemodel.model.types import Driver

_FUNCTIONS = {"min": "MIN", "max": "MAX", "floor": "INT"}
_SIGNS = {"**": "^", "==": "=", "!=": "<>"}


def excel_name(name: str) -> str:
    """The name of the cell that holds `name`: `a_` an assumption, `e_` an effect's attribute, `p_` a number of people.

    >>> excel_name("redeployed_share"), excel_name("search_hours.change"), excel_name("regular_users")
    ('a_redeployed_share', 'e_search_hours_change', 'p_regular_users')
    """
    if "." in name:
        return "e_" + name.replace(".", "_")
    return ("p_" if name in PEOPLE else "a_") + name


def excel(driver: Driver | str, names: Mapping[str, str] | None = None) -> str:
    """The driver's formula for Excel, with its equals sign; `names` maps a name to its cell, else `excel_name` does.

    >>> excel("-x**2 * y")
    '=((-(a_x^2))*a_y)'
    """
    parsed = parse(driver.formula if isinstance(driver, Driver) else driver)
    if parsed.tree is None:
        raise ValueError(f"no Excel formula of {parsed.text!r}")
    return "=" + _written(parsed.tree, names or {})


def _written(node: Node, names: Mapping[str, str]) -> str:
    match node:
        case Number(value=value):
            return repr(int(value) if value.is_integer() and value < 1e15 else value).upper()
        case Name(name=name):
            return names.get(name) or excel_name(name)
        case Negative(of=of):
            return f"(-{_written(of, names)})"
        case Binary(sign=sign, left=left, right=right):
            return f"({_written(left, names)}{_SIGNS.get(sign, sign)}{_written(right, names)})"
        case Compare():
            return f"IF({_condition(node, names)},1,0)"
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return f"IF({_condition(condition, names)},{_written(then, names)},{_written(otherwise, names)})"
        case Call(function=function, inputs=inputs):
            return f"{_FUNCTIONS[function]}({','.join(_written(item, names) for item in inputs)})"


def _condition(node: Compare, names: Mapping[str, str]) -> str:
    return f"{_written(node.left, names)}{_SIGNS.get(node.sign, node.sign)}{_written(node.right, names)}"
