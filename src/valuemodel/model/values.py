"""A formula's first reading: its value, on numbers or on arrays of draws by months."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from valuemodel.model.tree import Binary, Call, Choice, Compare, Name, Negative, Node, Number, children, names

_BINARY = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.float_power}
_COMPARE = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def value(node: Node, given: Mapping[str, Any]) -> Any:
    """`node` computed on `given` (name -> number or array; arrays broadcast). Not finite where division by 0 makes it
    so.

    >>> from valuemodel.model.formula import parse
    >>> float(value(parse("2 * a - 1 if a > 2 else -a**2").tree, {"a": 3.0}))
    5.0
    """
    with np.errstate(all="ignore"):
        return _value(node, given)


def _value(node: Node, given: Mapping[str, Any]) -> Any:
    match node:
        case Number(value=written):
            return np.float64(written)
        case Name(name=name):
            return given[name] if isinstance(given[name], np.ndarray) else np.float64(given[name])
        case Negative(of=of):
            return -_value(of, given)
        case Binary(sign=sign, left=left, right=right):
            return _BINARY[sign](_value(left, given), _value(right, given))
        case Compare(sign=sign, left=left, right=right):
            return np.where(_COMPARE[sign](_value(left, given), _value(right, given)), 1.0, 0.0)
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return np.where(_value(condition, given) > 0, _value(then, given), _value(otherwise, given))
        case Call(function=function, inputs=inputs):
            return _call(function, [_value(item, given) for item in inputs])


def _call(function: str, inputs: list[Any]) -> Any:
    if function == "floor":
        return np.floor(inputs[0])
    found = inputs[0]
    for item in inputs[1:]:
        found = np.minimum(found, item) if function == "min" else np.maximum(found, item)
    return found


@lru_cache(maxsize=1024)
def proportional(node: Node, to: frozenset[str]) -> bool:
    """Whether `node` is a factor without the names `to`, times one of them (then months can be factored out)."""
    if not to & set(names(node)):
        return False
    match node:
        case Name():
            return True
        case Negative(of=of):
            return proportional(of, to)
        case Binary(sign="*", left=left, right=right):
            here = [side for side in (left, right) if to & set(names(side))]
            return len(here) == 1 and proportional(here[0], to)
        case Binary(sign="/", left=left, right=right):
            return not to & set(names(right)) and proportional(left, to)
    return False


@lru_cache(maxsize=1024)
def multiplied(node: Node, some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a name of `some` and a name of `others` are multiplied with each other anywhere in `node`."""
    if isinstance(node, Binary) and node.sign in "*/":
        left, right = set(names(node.left)), set(names(node.right))
        if (left & some and right & others) or (left & others and right & some):
            return True
    return any(multiplied(child, some, others) for child in children(node))
