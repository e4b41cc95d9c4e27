"""A formula's fourth reading: the equation with the numbers in place, as French and English write it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from valuemodel import locale
from valuemodel.model.tree import Binary, Call, Choice, Compare, Name, Negative, Node, Number

_SIGNS = {"*": "×", "/": "÷", "-": locale.MINUS, "!=": "≠", "<=": "≤", ">=": "≥", "==": "="}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}


def shown(node: Node, given: Mapping[str, float], language: str) -> str:
    """`node` with the numbers of `given`, fewest parentheses, in the signs and number format of `language`.

    >>> from valuemodel.model.formula import parse
    >>> shown(parse("people * -change * cost").tree, {"people": 1200.0, "change": -0.6, "cost": 43.7}, "en")
    '1,200 × 0.6 × 43.7'
    """
    return _shown(node, given, language)[0]


@lru_cache(maxsize=4096)
def plain_number(value: float, language: str) -> str:
    """`value` with as many decimals as it needs, at most four significant after the point."""
    if not abs(value) < 1e15:
        return str(value)
    decimals = next((d for d in range(5) if abs(round(value, d) - value) < 1e-9 * max(1.0, abs(value))), 4)
    return locale.number(value, language, decimals)


def _shown(node: Node, given: Mapping[str, float], language: str) -> tuple[str, int]:
    """The text and how strongly it holds together (5 an atom, 3 a minus, 2 a product, 1 a sum, 0 a choice)."""
    match node:
        case Number(value=value):
            return plain_number(value, language), 5
        case Name(name=name):
            return _number(float(given[name]), language)
        case Negative(of=Name(name=name)):
            return _number(-float(given[name]), language)
        case Negative(of=of):
            return locale.MINUS + _held(_shown(of, given, language), 4), 3
        case Binary(sign=sign):
            return _binary(node, given, language), _STRENGTH[sign]
        case Compare(sign=sign, left=left, right=right):
            sides = [_shown(side, given, language)[0] for side in (left, right)]
            return f"{sides[0]} {_SIGNS.get(sign, sign)} {sides[1]}", 0
        case Choice(condition=condition, then=then, otherwise=otherwise):
            parts = {"condition": condition, "then": then, "otherwise": otherwise}
            words = {key: _shown(part, given, language)[0] for key, part in parts.items()}
            return locale.text("model.equation.choice", language, **words), 0
        case Call(function=function, inputs=inputs):
            listed = "; ".join(_shown(item, given, language)[0] for item in inputs)
            return f"{locale.text(f'model.equation.{function}', language)}({listed})", 5


def _number(value: float, language: str) -> tuple[str, int]:
    return plain_number(value, language), 3 if value < 0 else 5


def _binary(node: Binary, given: Mapping[str, float], language: str) -> str:
    strength = _STRENGTH[node.sign]
    left = _held(_shown(node.left, given, language), 5 if node.sign == "**" else strength)
    right = _held(_shown(node.right, given, language), strength + 1 if node.sign in "-/" else strength)
    if right.startswith(locale.MINUS) or (right.startswith("(") and node.sign == "**"):
        right = right if right.startswith("(") else f"({right})"
    return f"{left}^{right}" if node.sign == "**" else f"{left} {_SIGNS.get(node.sign, node.sign)} {right}"


def _held(part: tuple[str, int], least: int) -> str:
    return part[0] if part[1] >= least else f"({part[0]})"
