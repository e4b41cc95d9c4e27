"""Typed records to plain data and back: a closing that is older, or newer, still opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def read(kind: Any, data: Any) -> Any:
    """`data` (plain: dicts, lists, texts, numbers) as `kind`: a dataclass, a named tuple, a tuple of them, a date.

    A named tuple is written as a list: its fields may only be added at the end.

    A field that the data lack takes its default, one that `kind` does not know is left out.
    """
    if data is None:
        return None
    if isinstance(kind, type) and kind in (str, int, float, bool):
        return data
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return read(next(one for one in get_args(kind) if one is not type(None)), data)
    if origin is tuple:
        inner = get_args(kind)
        return tuple(read(inner[0] if inner[-1] is Ellipsis else one, item) for one, item in _pairs(inner, data))
    if origin in (dict, Mapping):
        return dict(data)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return kind(*data[: len(kind._fields)])  # type: ignore[attr-defined]
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{one.name: read(hints[one.name], data[one.name]) for one in fields(kind) if one.name in data})
    return date.fromisoformat(data) if kind is date and isinstance(data, str) else data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _pairs(inner: tuple[Any, ...], data: Any) -> list[tuple[Any, Any]]:
    return [(inner[0] if inner[-1] is Ellipsis else inner[place], item) for place, item in enumerate(data)]
