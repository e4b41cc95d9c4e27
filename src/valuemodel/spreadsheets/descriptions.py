"""The descriptions of exports (`formats/*.yaml`): one small file an export, and one more touches no line here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from valuemodel.spreadsheets.words import fold
from valuemodel.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "formats"


@dataclass(frozen=True)
class Signature:
    """What headers make this export: the fields `required`, one of `any`, the field `first` leading.

    `headers` must be there and those of `never` must not, word for word; `most` is found in most headers; a stacked
    header of the tool `layout` is enough. `cells` says that headers tell nothing and what the cells hold instead,
    `other` how many headers there are at least besides the known ones.
    """

    required: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    first: str = ""
    layout: str = ""
    most: str = ""
    cells: str = ""
    other: int = 0


@dataclass(frozen=True)
class Activity:
    """The tool and its measures: `dated` ones hold dates, `flags` yes or no, `levels` a state that is never summed.

    `pattern` makes a measure of each folded header that it is found in, if it holds numbers; `rows` names the measure
    that counts the rows. `exchange` is the measure of the time given to another unit.
    """

    tool: str = ""
    measures: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    pattern: str = ""
    rows: str = ""
    exchange: str = ""


@dataclass(frozen=True)
class Variant:
    """One of several reports with the same headers, told apart by `words` in the file's name, else asked."""

    key: str
    label: Mapping[str, str]
    words: tuple[str, ...]
    tool: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Description:
    """One export: `columns` maps each field to the headers that it is known by.

    `refused` is the reason why this export cannot serve, `fixed` the fields that it does not write because they are
    always the same, `rank` tells which of two descriptions of the same headers goes first.
    """

    key: str
    kind: str
    label: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    signature: Signature = Signature()
    activity: Activity = Activity()
    period: str = ""
    people: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    not_questions: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    refused: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    rank: int = 0

    def field_of(self, header: str) -> str:
        """The field that `header` is known for, its unit in brackets aside, or ""."""
        folded, bare = _forms(header)
        return self.names.get(folded, "") or self.names.get(bare, "")

    def variant_of(self, file_name: str) -> Variant | None:
        """The variant whose words a file's name holds, written together or apart.

        >>> descriptions()["viva_engage_counts"].variant_of("viva_activityusercounts.csv").key
        'users'
        """
        bare = re.sub(r"[^a-z0-9]", "", fold(file_name))
        holding = [one for one in self.variants if any(word in bare for word in one.words)]
        return holding[0] if holding else None


@cache
def _forms(header: str) -> tuple[str, str]:
    return fold(header), without_unit(header)


def without_unit(header: str) -> str:
    """A folded header without a currency or a precision in brackets.

    >>> without_unit("Prévu (k€)"), without_unit("Montant HT (EUR)")
    ('prevu', 'montant ht')
    """
    return fold(re.sub(r"\s*[(\[][^)\]]{1,12}[)\]]\s*$", "", header))


@cache
def descriptions() -> Mapping[str, Description]:
    """All descriptions by key."""
    return {file.stem: _read(file) for file in sorted(FOLDER.glob("*.yaml"))}


def _read(file: Path) -> Description:
    written = read_yaml(file)
    columns = {name: tuple(map(str, headers)) for name, headers in written["columns"].items()}
    plain = {key: written[key] for key in ("period", "refused", "fixed", "rank") if key in written}
    listed = {key: tuple(written[key]) for key in ("people", "personal", "not_questions") if key in written}
    more: dict[str, Any] = {**plain, **listed}
    return Description(
        key=file.stem,
        kind=written["kind"],
        label=written["label"],
        columns=columns,
        signature=Signature(**_tuples(written["signature"])),
        activity=Activity(**_tuples(written.get("activity") or {})),
        names={fold(header): name for name, headers in columns.items() for header in headers},
        variants=tuple(Variant(key, **_tuples(one)) for key, one in (written.get("variants") or {}).items()),
        **more,
    )


def _tuples(written: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}


def recognised(header: Sequence[str], layout: str = "") -> Description | None:
    """The description whose signature `header` carries, if any.

    Of several, the one of the higher rank wins, then the one that knows most of the columns.
    """
    carried = [known for known in descriptions().values() if carries(header, known, layout)]
    return max(carried, key=lambda known: (known.rank, len(assigned(header, known))), default=None)


def carries(header: Sequence[str], known: Description, layout: str = "") -> bool:
    """Whether a row of headers, in any order, is the export `known`."""
    asked = known.signature
    if layout and asked.layout:
        return layout == asked.layout
    if asked.cells:
        return False
    folded = [fold(name) for name in header if name]
    fields = {known.field_of(name) for name in header if name}
    if asked.first and (not folded or len(folded) < 2 or known.names.get(folded[0]) != asked.first):
        return False
    if any(fold(name) in folded for name in asked.never) or not all(fold(name) in folded for name in asked.headers):
        return False
    if asked.most and not _mostly(header, asked.most):
        return False
    if sum(not known.field_of(name) for name in header if name) < asked.other:
        return False
    return fields.issuperset(asked.required) and (not asked.any or not fields.isdisjoint(asked.any))


def _mostly(header: Iterable[str], pattern: str) -> bool:
    """Whether a pattern is found in more than half of the headers, and in three at least."""
    named = [name for name in header if name]
    found = sum(bool(re.search(pattern, name)) for name in named)
    return found >= 3 and found > 0.5 * len(named)


def assigned(header: Sequence[str], known: Description) -> dict[str, int]:
    """The position of each field; when several headers say the same, the one that the description names first."""
    ranks = {fold(name): rank for headers in known.columns.values() for rank, name in enumerate(headers)}
    last = len(ranks)
    best: dict[str, tuple[int, int]] = {}
    for position, name in enumerate(header):
        becomes = known.field_of(name)
        if becomes:
            rank = (ranks.get(fold(name), last), position)
            best[becomes] = min(best.get(becomes, rank), rank)
    return {becomes: position for becomes, (_, position) in best.items()}
