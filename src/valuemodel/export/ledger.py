"""The ledger of exports: what left, with which figures, and which of them are no longer current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from valuemodel.export.pack import Pack, gather
from valuemodel.locale import label, number, percent, plural, text, thousands
from valuemodel.model.types import Results, ValueModel

if TYPE_CHECKING:
    from valuemodel.store import Store

KIND = "export"
MEASURES = ("pv_benefits", "pv_costs", "npv", "roi", "bcr", "payback_months")
SMALLEST = 0.005
"""A figure that moved by less is written the same."""


@dataclass(frozen=True)
class Exported:
    """One export: its file, the closing, view and convention of its figures, and those figures by key
    (`driver/<key>` for what a driver is worth).
    """

    kind: str
    file: str
    sha256: str
    language: str
    view: str
    convention: str
    closing: int
    fingerprint: str
    versions: Mapping[str, int]
    seed: int
    draws: int
    figures: Mapping[str, float | None]


class Moved(NamedTuple):
    """A figure that is no longer what the export says; None where it does not exist."""

    figure: str
    was: float | None
    now: float | None


class Outdated(NamedTuple):
    """An export with the figures that moved since, and what is needed to write them."""

    exported: Exported
    moved: tuple[Moved, ...]
    currency: str
    model: ValueModel


def figures(results: Results) -> dict[str, float | None]:
    """The figures that an export shows."""
    drivers = {f"driver/{one.key}": one.value for one in results.drivers if one.counted}
    return {**{key: getattr(results, key) for key in MEASURES}, **drivers}


def record(
    store: Store, pack: Pack, kind: str, file: str, content: bytes, language: str, author: str
) -> Exported:  # fmt: skip
    """Enters an export in the ledger and the journal."""
    results = pack.results
    entry = Exported(
        kind, file, sha256(content).hexdigest(), language, results.view, results.convention, pack.closing.number,
        pack.closing.fingerprint, pack.versions, results.seed, results.draws, figures(results),
    )  # fmt: skip
    with store.lock:
        store.save(KIND, str(len(store.current(KIND)) + 1), asdict(entry), author, f"{kind}: {file}")
    return entry


def entries(store: Store) -> tuple[Exported, ...]:
    """Every export, the oldest first."""
    found = store.current(KIND)
    return tuple(Exported(**found[key].document) for key in sorted(found, key=int))


def outdated(store: Store) -> tuple[Outdated, ...]:
    """The exports whose figures differ from those of the latest closing and the model as it is now, in their own view
    and convention.
    """
    now: dict[tuple[str, str], Pack] = {}
    found = []
    for entry in entries(store):
        asked = (entry.view, entry.convention)
        if asked not in now:
            now[asked] = gather(store, *asked)
        moved = differences(entry.figures, figures(now[asked].results))
        if moved:
            found.append(Outdated(entry, moved, now[asked].programme.currency, now[asked].model))
    return tuple(found)


def differences(was: Mapping[str, float | None], now: Mapping[str, float | None]) -> tuple[Moved, ...]:
    """The figures that moved, appeared or went.

    >>> differences({"npv": 100.0, "bcr": 1.2}, {"npv": 80.0, "bcr": 1.2})
    (Moved(figure='npv', was=100.0, now=80.0),)
    """
    pairs = [Moved(key, was.get(key), now.get(key)) for key in dict.fromkeys((*was, *now))]
    return tuple(one for one in pairs if _differs(one.was, one.now))


def _differs(was: float | None, now: float | None) -> bool:
    if was is None or now is None:
        return was is not now
    return abs(now - was) > SMALLEST


def told(found: Sequence[Outdated], any_export: bool, language: str) -> list[str]:
    """What is no longer current, in lines."""
    if not found:
        return [text(f"export.ledger.{'all_current' if any_export else 'none'}", language)]
    lines = [_line(one, moved, language) for one in found for moved in one.moved]
    return [plural("export.ledger.outdated", len(found), language), *lines]


def _line(one: Outdated, moved: Moved, language: str) -> str:
    none = text("export.ledger.gone", language)
    write = [none if value is None else _written(moved.figure, value, one.currency, language) for value in moved[1:]]
    known = moved.was is not None and moved.now is not None
    gap = _written(moved.figure, (moved.now or 0) - (moved.was or 0), one.currency, language, True) if known else none
    return text(
        "export.ledger.line", language, file=one.exported.file, closing=one.exported.closing,
        kind=text(f"export.ledger.kinds.{one.exported.kind}", language),
        figure=_name(moved.figure, one.model, language), was=write[0], now=write[1], gap=gap,
    )  # fmt: skip


def _name(figure: str, model: ValueModel, language: str) -> str:
    if not figure.startswith("driver/"):
        return text(f"export.results.names.{figure}", language)
    key = figure.removeprefix("driver/")
    return next((label(one.label, language) for one in model.drivers if one.key == key), key)


def _written(figure: str, value: float, currency: str, language: str, sign: bool = False) -> str:
    if figure == "roi":
        return percent(value, language, sign=sign)
    if figure in ("bcr", "payback_months"):
        return number(value, language, 2 if figure == "bcr" else 1, sign=sign)
    return thousands(value, language, currency, sign=sign)
