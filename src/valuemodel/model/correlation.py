"""Inputs that move together: rank correlations in three levels, and draws put in the order that has them.

The Gaussian copula: normal scores with correlation 2 sin(pi x rank / 6) have that Spearman's rank correlation. Each
input's own draws are kept and only put in another order (Iman and Conover 1982), so its distribution does not move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from valuemodel.errors import Issue
from valuemodel.model import inputs
from valuemodel.model.convergence import SCRAMBLES
from valuemodel.model.types import Assumption
from valuemodel.yaml_files import read_yaml

Pairs = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Correlations:
    """Spearman's rank correlations between `keys`: as `asked`, and as `used` where no joint distribution has those."""

    keys: tuple[str, ...] = ()
    asked: tuple[tuple[float, ...], ...] = ()
    used: tuple[tuple[float, ...], ...] = ()
    repaired: bool = False


@cache
def _data() -> dict[str, Any]:
    return read_yaml(Path(__file__).parent / "correlations.yaml")


def levels() -> dict[str, float]:
    """The three levels that are asked for: none, moderate (0.3) and strong (0.6), each with either sign."""
    return dict(_data()["levels"])


def default_pairs(assumptions: Mapping[str, Assumption]) -> dict[tuple[str, str], float]:
    """The pairs of `correlations.yaml` whose inputs both exist."""
    roles = {name: _playing(role, assumptions) for name, role in _data()["roles"].items()}
    found: dict[tuple[str, str], float] = {}
    for pair in _data()["pairs"]:
        firsts, seconds = (roles[name] for name in pair["between"])
        found |= {_sorted(a, b): float(pair["rank"]) for a in firsts for b in seconds}
    return found


def _playing(role: Mapping[str, Any], assumptions: Mapping[str, Assumption]) -> list[str]:
    names, units, never = (role.get(part) or () for part in ("names", "units", "not"))
    return [key for key, a in assumptions.items() if key not in never and (key in names or a.unit in units)]


def pairs_of(assumptions: Mapping[str, Assumption]) -> dict[tuple[str, str], float]:
    """Rank correlation of each pair of inputs that is not independent: what the assumptions say, over the defaults."""
    found = default_pairs(assumptions)
    for key, assumption in assumptions.items():
        stated = assumption.moves_with if isinstance(assumption.moves_with, Mapping) else {}
        found |= {_sorted(key, str(other)): float(level) for other, level in stated.items() if _is_level(level)}
    return {pair: level for pair, level in found.items() if level != 0 and pair[0] != pair[1]}


def _sorted(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _is_level(level: Any) -> bool:
    known = [abs(value) for value in levels().values()]
    return isinstance(level, int | float) and not isinstance(level, bool) and abs(level) in known


def check_moves_with(key: str, moves_with: Any) -> tuple[Issue, ...]:
    """An issue for each correlation that is not one of the three levels."""
    if not isinstance(moves_with, Mapping):
        return (Issue("assumption_moves_with", key, {"other": "", "known": _known()}),)
    wrong = [other for other, level in moves_with.items() if not _is_level(level)]
    return tuple(Issue("assumption_moves_with", key, {"other": str(other), "known": _known()}) for other in wrong)


def _known() -> str:
    return ", ".join(str(value) for value in levels().values())


def correlations(pairs: Pairs, order: tuple[str, ...]) -> Correlations:
    """The matrix of `pairs` over the inputs of `order` that they name, repaired where it is not one of a distribution.

    >>> correlations({("a", "b"): 0.3}, ("b", "c", "a")).asked
    ((1.0, 0.3), (0.3, 1.0))
    """
    kept = {pair: level for pair, level in pairs.items() if set(pair) <= set(order)}
    if not kept:
        return Correlations()
    keys = tuple(key for key in order if any(key in pair for pair in kept))
    asked = np.eye(len(keys))
    for (a, b), level in kept.items():
        i, j = keys.index(a), keys.index(b)
        asked[i, j] = asked[j, i] = level
    scores = as_scores(asked)
    mended = nearest(scores)
    repaired = not np.allclose(mended, scores, atol=1e-9)
    used = as_ranks(mended) if repaired else asked
    return Correlations(keys, _rows(asked), _rows(used), repaired)


def _rows(matrix: np.ndarray) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(x) for x in row) for row in matrix)


def as_scores(ranks: np.ndarray) -> np.ndarray:
    """The correlation of normal scores that has the rank correlation `ranks`: 2 sin(pi x rank / 6)."""
    return 2 * np.sin(np.pi * np.asarray(ranks, float) / 6)


def as_ranks(scores: np.ndarray) -> np.ndarray:
    """The rank correlation of normal scores with correlation `scores`: 6 / pi x asin(scores / 2)."""
    return 6 / np.pi * np.arcsin(np.clip(scores, -1, 1) / 2)


def nearest(matrix: np.ndarray) -> np.ndarray:
    """`matrix`, or when it has a negative eigenvalue, those put to 0 and the diagonal brought back to 1."""
    if len(matrix) == 0:
        return matrix
    found, vectors = np.linalg.eigh(matrix)
    if found.min() >= -1e-12:
        return matrix
    clipped = vectors @ np.diag(np.maximum(found, 0)) @ vectors.T
    scale = np.sqrt(np.diag(clipped))
    return clipped / np.outer(scale, scale)


def factor(matrix: np.ndarray) -> np.ndarray:
    """A matrix L with L L' = `matrix`: independent scores times its rows have those correlations."""
    found, vectors = np.linalg.eigh(matrix)
    lower = np.linalg.qr((vectors * np.sqrt(np.maximum(found, 0))).T)[1].T
    return lower * np.where(np.diag(lower) < 0, -1.0, 1.0)


def together(values: np.ndarray, scores: np.ndarray, ranks: np.ndarray, blocks: int = 1) -> np.ndarray:
    """`values` (inputs x draws), each row put in the order that has the rank correlations `ranks` with the others.

    `scores` are independent standard normal scores of the same shape; each of the `blocks` is put in order by itself.
    """
    places = _places(factor(as_scores(ranks)) @ scores, blocks)
    return np.stack([_arranged(row, place) for row, place in zip(values, places, strict=True)])


def _arranged(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`values` (draws,) in the order of `places` (blocks x draws of a block)."""
    ordered = np.sort(values.reshape(places.shape), axis=1)
    return np.take_along_axis(ordered, places, axis=1).reshape(-1)


def _places(scores: np.ndarray, blocks: int) -> np.ndarray:
    """The place of each score among those of its row and block."""
    parts = scores.reshape(len(scores), blocks, -1)
    found = np.empty(parts.shape, np.intp)
    np.put_along_axis(found, np.argsort(parts, axis=2), np.arange(parts.shape[2])[None, None, :], axis=2)
    return found


@lru_cache(maxsize=16)
def _kept_places(
    ranks: tuple[tuple[float, ...], ...], rows: tuple[int, ...], sequence: tuple[int, int, int]
) -> np.ndarray:
    dimensions, seed, draws = sequence
    scores = factor(as_scores(np.array(ranks))) @ inputs.points(dimensions, seed, draws).z[list(rows)]
    return _places(scores, min(SCRAMBLES, draws))


def drawn_together(
    found: Mapping[str, np.ndarray], wanted: Correlations, position: Mapping[str, int], sequence: tuple[int, int, int]
) -> dict[str, np.ndarray]:
    """The draws `found` of a case with those of correlated inputs put in order; `sequence` is (dimensions, seed, draws)
    of the points that they come from."""
    if not wanted.keys:
        return dict(found)
    places = _kept_places(wanted.used, tuple(position[key] for key in wanted.keys), sequence)
    moved = {key: _arranged(found[key], place) for key, place in zip(wanted.keys, places, strict=True) if key in found}
    return {**found, **moved}
