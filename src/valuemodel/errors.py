"""A person's problem with their data (`Issue`, as data), and a mistake in a call (`ValueModelError`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from valuemodel.locale import text


class Said(NamedTuple):
    """An issue in one language: where it is, what the problem is, and what to do."""

    where: str
    problem: str
    fix: str


@dataclass(frozen=True)
class Issue:
    """A problem in a person's data, told with its fix; never an identifying value.

    `code` names the texts `issues.<code>.problem` and `issues.<code>.fix` of the catalogues, `where` is an address that
    needs no translation ("Sheet1!C12", "costs.csv, D4:D9", an assumption's key), `values` fill the texts' braces.
    """

    code: str
    where: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: str) -> Said:
        """The issue in `language` ("fr" or "en")."""
        problem = text(f"issues.{self.code}.problem", language, **self.values)
        return Said(self.where, problem, text(f"issues.{self.code}.fix", language, **self.values))

    def as_json(self) -> dict[str, Any]:
        """The issue as plain data, for the store."""
        return asdict(self)


class ValueModelError(Exception):
    """A call that cannot be carried out; carries the `Issue` that a person reads."""

    def __init__(self, code: str, where: str = "", **values: Any) -> None:
        self.issue = Issue(code, where, values)
        super().__init__(f"{code} {where} {values or ''}".strip())

    def said(self, language: str) -> Said:
        """The reason in `language`."""
        return self.issue.said(language)
