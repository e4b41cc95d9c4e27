"""The tree of a formula: its nodes, each with the character at which it stands.

A node is itself and no other: what is known of a tree is kept by identity, which costs nothing to look up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, eq=False)
class Number:
    """A number as written."""

    value: float
    at: int


@dataclass(frozen=True, eq=False)
class Name:
    """An assumption, a number of people, or an effect's attribute (`search_hours.change`)."""

    name: str
    at: int


@dataclass(frozen=True, eq=False)
class Negative:
    """Minus something."""

    of: Node
    at: int


@dataclass(frozen=True, eq=False)
class Binary:
    """`+ - * / **` between two terms."""

    sign: str
    left: Node
    right: Node
    at: int


@dataclass(frozen=True, eq=False)
class Call:
    """`min`, `max` or `floor`."""

    function: str
    inputs: tuple[Node, ...]
    at: int


@dataclass(frozen=True, eq=False)
class Compare:
    """One comparison: 1 when it holds, else 0."""

    sign: str
    left: Node
    right: Node
    at: int


@dataclass(frozen=True, eq=False)
class Choice:
    """`then if condition else otherwise`."""

    condition: Compare
    then: Node
    otherwise: Node
    at: int


Node = Number | Name | Negative | Binary | Call | Compare | Choice


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right under `node`."""
    match node:
        case Negative(of=of):
            return (of,)
        case Binary(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Call(inputs=inputs):
            return inputs
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """`node` and everything under it, left to right."""
    yield node
    for child in children(node):
        yield from walk(child)


@lru_cache(maxsize=1024)
def names(node: Node) -> tuple[str, ...]:
    """The names in `node`, each once, in the order of their first use."""
    return tuple(dict.fromkeys(item.name for item in walk(node) if isinstance(item, Name)))
