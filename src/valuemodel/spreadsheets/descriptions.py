"""The descriptions of exports (`formats/*.yaml`): one small file an export, and one more touches no line here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from valuemodel.spreadsheets.words import fold

FOLDER = Path(__file__).parent / "formats"


@dataclass(frozen=True)
class Signature:
    """What headers make this export: the fields `required`, one of `any`, the field `first` leading.

    `headers` must be there and those of `never` must not, word for word.
    """

    required: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    first: str = ""


@dataclass(frozen=True)
class Activity:
    """The tool and its measures; those of `dated` hold dates.

    `pattern` makes a measure of each folded header that it is found in.
    """

    tool: str = ""
    measures: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Description:
    """One export: `columns` maps each field to the headers that it is known by."""

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

    def field_of(self, header: str) -> str:
        """The field that `header` is known for, its unit in brackets aside, or ""."""
        return self.names.get(fold(header), "") or self.names.get(without_unit(header), "")


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
    written = yaml.safe_load(file.read_text("utf-8"))
    columns = {name: tuple(headers) for name, headers in written["columns"].items()}
    tuples = {key: tuple(written[key]) for key in ("people", "personal", "not_questions") if key in written}
    return Description(
        key=file.stem,
        kind=written["kind"],
        label=written["label"],
        columns=columns,
        signature=Signature(**_tuples(written["signature"])),
        activity=Activity(**_tuples(written.get("activity") or {})),
        period=written.get("period", ""),
        names={fold(header): name for name, headers in columns.items() for header in headers},
        **tuples,
    )


def _tuples(written: Mapping) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}


def recognised(header: Sequence[str]) -> Description | None:
    """The description whose signature `header` carries, if any; the one that knows most of its columns wins."""
    carried = [known for known in descriptions().values() if carries(header, known)]
    return max(carried, key=lambda known: len(assigned(header, known)), default=None)


def carries(header: Sequence[str], known: Description) -> bool:
    """Whether a row of headers, in any order, is the export `known`."""
    folded = [fold(name) for name in header if name]
    fields = {known.field_of(name) for name in header if name}
    asked = known.signature
    if asked.first and (not folded or len(folded) < 2 or known.names.get(folded[0]) != asked.first):
        return False
    if any(fold(name) in folded for name in asked.never) or not all(fold(name) in folded for name in asked.headers):
        return False
    return fields.issuperset(asked.required) and (not asked.any or not fields.isdisjoint(asked.any))


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
