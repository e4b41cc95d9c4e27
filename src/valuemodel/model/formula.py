"""A formula: arithmetic over names, read once into a small tree; its four readings are values, units, excel and
equation.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from valuemodel.errors import Issue
from valuemodel.model.tree import Binary, Call, Choice, Compare, Name, Negative, Node, Number, names, walk

__all__ = ["Node", "Parsed", "names", "parse", "unknown_names"]

LONGEST, DEEPEST = 600, 40
FUNCTIONS = {"min": (2, 20), "max": (2, 20), "floor": (1, 1)}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_PASTED = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " "})
_PLAIN_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Parsed:
    """A formula as a tree, or the issues that stand in the way (then `tree` is None)."""

    text: str
    tree: Node | None
    issues: tuple[Issue, ...]


class _Unreadable(Exception):
    """Stops one branch; the issue is already noted."""


@lru_cache(maxsize=1024)
def parse(text: str) -> Parsed:
    """`text` as a tree; each issue says at which character (counted from 1) it stands.

    >>> parse("a + 2 * b").tree.sign
    '+'
    >>> parse("a + open('x')").issues[0].code
    'formula_function'
    """
    found: list[Issue] = []
    clean = text.translate(_PASTED)
    if not clean.strip():
        return Parsed(text, None, (Issue("formula_empty"),))
    if len(clean) > LONGEST:
        return Parsed(text, None, (Issue("formula_long", values={"length": len(clean), "most": LONGEST}),))
    lead = len(clean) - len(clean.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            body = ast.parse(clean.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = (getattr(error, "offset", None) or 1) + lead
        return Parsed(text, None, (Issue("formula_syntax", _at(at), {"position": at, "near": clean[at - 1 : at + 9]}),))
    tree = _Reader(clean, lead, found).node_or_none(body)
    return Parsed(text, None if found else tree, tuple(found))


def _at(position: int) -> str:
    return f"#{position}"


@dataclass
class _Reader:
    """Turns Python's tree into ours and notes everything that the grammar does not have."""

    text: str
    lead: int
    issues: list[Issue]

    def node_or_none(self, node: ast.expr, depth: int = 0) -> Node | None:
        try:
            return self.node(node, depth)
        except _Unreadable:
            return None

    def node(self, node: ast.expr, depth: int) -> Node:
        at = self.position(node)
        if depth > DEEPEST:
            raise self.refused("formula_deep", node, most=DEEPEST)
        match node:
            case ast.Constant():
                return self.number(node, at)
            case ast.Name():
                return Name(node.id, at)
            case ast.Attribute(value=ast.Name(id=owner)):
                return Name(f"{owner}.{node.attr}", at)
            case ast.UnaryOp(op=ast.USub()):
                return Negative(self.node(node.operand, depth + 1), at)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.node(node.operand, depth + 1)
            case ast.BinOp() if type(node.op) in _OPERATORS:
                left, right = self.both(node.left, node.right, depth)
                return Binary(_OPERATORS[type(node.op)], left, right, at)
            case ast.BinOp(op=ast.BitXor()):
                raise self.refused("formula_caret", node)
            case ast.Compare():
                return self.compare(node, depth)
            case ast.IfExp():
                return self.choice(node, depth)
            case ast.Call():
                return self.call(node, depth)
        raise self.refused("formula_not_arithmetic", node)

    def both(self, left: ast.expr, right: ast.expr, depth: int) -> tuple[Node, Node]:
        """Both sides, so that the issues of both are told at once."""
        read = [self.node_or_none(side, depth + 1) for side in (left, right)]
        if read[0] is None or read[1] is None:
            raise _Unreadable
        return read[0], read[1]

    def number(self, node: ast.Constant, at: int) -> Number:
        written = self.source(node)
        if not _PLAIN_NUMBER.fullmatch(written):
            raise self.refused("formula_not_a_number", node)
        return Number(float(written), at)

    def compare(self, node: ast.Compare, depth: int) -> Compare:
        if len(node.ops) > 1 or type(node.ops[0]) not in _COMPARISONS:
            raise self.refused("formula_comparison", node)
        left, right = self.both(node.left, node.comparators[0], depth)
        return Compare(_COMPARISONS[type(node.ops[0])], left, right, self.position(node))

    def choice(self, node: ast.IfExp, depth: int) -> Choice:
        if not isinstance(node.test, ast.Compare):
            raise self.refused("formula_condition", node.test)
        then, otherwise = self.both(node.body, node.orelse, depth)
        return Choice(self.compare(node.test, depth + 1), then, otherwise, self.position(node))

    def call(self, node: ast.Call, depth: int) -> Call:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS:
            raise self.refused("formula_function", node)
        fewest, most = FUNCTIONS[name]
        if node.keywords or not fewest <= len(node.args) <= most or any(isinstance(a, ast.Starred) for a in node.args):
            raise self.refused("formula_inputs", node, name=name, fewest=fewest)
        inputs = [self.node_or_none(item, depth + 1) for item in node.args]
        if None in inputs:
            raise _Unreadable
        return Call(name, tuple(item for item in inputs if item is not None), self.position(node))

    def refused(self, code: str, node: ast.expr, **values: object) -> _Unreadable:
        at = self.position(node)
        self.issues.append(Issue(code, _at(at), {"position": at, "near": self.source(node)[:40], **values}))
        return _Unreadable()

    def position(self, node: ast.expr) -> int:
        stripped = self.text.strip()
        return self.lead + len(stripped.encode()[: node.col_offset].decode(errors="ignore")) + 1

    def source(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text.strip(), node) or ""


def unknown_names(node: Node, known: Iterable[str]) -> tuple[Issue, ...]:
    """An issue for each name of `node` that is not `known`, with the nearest one."""
    have = tuple(known)
    wrong = {item.name: item.at for item in reversed([*walk(node)]) if isinstance(item, Name) and item.name not in have}
    return tuple(_unknown(name, at, have) for name, at in reversed(wrong.items()))


def _unknown(name: str, at: int, known: tuple[str, ...]) -> Issue:
    nearest = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=50)
    values = {"name": name, "position": at, "nearest": nearest[0] if nearest else ""}
    return Issue("formula_name_nearest" if nearest else "formula_name", _at(at), values)
