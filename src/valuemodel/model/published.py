"""What a page can show of the published cases: their lines, what agrees, what differs, what is misprinted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from valuemodel.locale import LANGUAGES, label
from valuemodel.model.cases_check import check_cases, read_cases
from valuemodel.model.cases_rebuilt import Rebuilt, rebuild
from valuemodel.model.cases_studies import LINE_TOLERANCE, Line, present_value, read_lines
from valuemodel.model.cases_types import CASES, CaseCheck, Words, agreed
from valuemodel.model.explain import equation

WHOLE_UNIT = 0.5
"""A figure printed in whole units is the same as one that differs by no more than this."""


@dataclass(frozen=True)
class Citation:
    """Where a case was read: title, date of publication (year or year and month), where in it, address."""

    title: Words
    published: str = ""
    locator: str = ""
    url: str = ""


@dataclass(frozen=True)
class LineFound:
    """A printed line beside what its flows give here, and what the case's own formula gives when it was rebuilt."""

    line: Line
    total: float
    present: float
    agrees: bool
    rebuilt: tuple[float, ...] = ()


@dataclass(frozen=True)
class Misprint:
    """What is known to be wrong, or unlike the rest, in print: the number printed, the number used, and why."""

    key: str
    case: str
    kind: str
    where: Mapping[str, str]
    what: Mapping[str, str]
    printed: float
    used: float
    explanation: Mapping[str, str]


@dataclass(frozen=True)
class FormulaFound:
    """A line of a rebuilt study as a formula: its words and its equation with the numbers in place, by language."""

    line: str
    label: Mapping[str, str]
    formula: str
    equations: Mapping[str, str]


@dataclass(frozen=True)
class PublishedCase:
    """A published case recomputed here. `kind`: "study", "variant" (a study without some lines), "rebuilt" (from its
    inputs) or "reference" (worked answers, each check with its own source).

    `of` names the study that a variant or a rebuilt case belongs to; `left_out` the lines that a variant leaves out.
    `differences` are the figures that are not the same to the unit: rounding in print, where they still agree.
    """

    key: str
    kind: str
    citation: Citation
    checks: tuple[CaseCheck, ...]
    lines: tuple[LineFound, ...] = ()
    formulas: tuple[FormulaFound, ...] = ()
    misprints: tuple[Misprint, ...] = ()
    of: str = ""
    left_out: tuple[str, ...] = ()
    note: Words = ""

    @property
    def agreeing(self) -> int:
        """How many of the case's figures agree."""
        return sum(check.agrees for check in self.checks)

    @property
    def differences(self) -> tuple[CaseCheck, ...]:
        """The figures that are not the same to the unit in which they are printed."""
        return tuple(check for check in self.checks if not check.agrees or _differs(check))


def _differs(check: CaseCheck) -> bool:
    return check.found is None or abs(check.found - check.expected) > WHOLE_UNIT


def said(words: Words, language: str) -> str:
    """A case's text in `language`, or as it stands when its file has it once."""
    return label(words, language) if isinstance(words, Mapping) else words


@cache
def published_cases() -> tuple[PublishedCase, ...]:
    """Every case shipped with the product, recomputed here: studies, variants, the rebuilt one, worked answers."""
    checks: dict[str, list[CaseCheck]] = {}
    for check in check_cases():
        checks.setdefault(check.case, []).append(check)
    lines = read_lines()
    by_schema = {document["schema"]: document for document in map(read_cases, sorted(CASES.glob("*.yaml")))}
    again = rebuild(by_schema["golden-rebuilt/1"])
    found = [
        *(_study(case, checks[case["id"]], lines, again) for case in by_schema["golden-cashflow/1"]["cases"]),
        *(_variant(case, checks[case["id"]]) for case in by_schema["golden-variant/1"]["cases"]),
        _rebuilt(by_schema["golden-rebuilt/1"], checks, lines, again),
        _references(by_schema["golden-finance/1"], checks),
    ]
    known = misprints()
    return tuple(replace(one, misprints=tuple(m for m in known if m.case in (one.key, one.of))) for one in found)


def _citation(case: Mapping[str, Any]) -> Citation:
    return Citation(case["title"], str(case["published"]), case["locator"], case["source"])


def _study(
    case: Mapping[str, Any], checks: Sequence[CaseCheck], lines: Sequence[Line], again: Rebuilt
) -> PublishedCase:
    own = [line for line in lines if line.case == case["id"]]
    flows = again.lines if again.case == case["id"] else {}
    found = tuple(_line(line, flows.get(line.name, ())) for line in own)
    return PublishedCase(case["id"], "study", _citation(case), tuple(checks), found, note=case.get("note", ""))


def _line(line: Line, rebuilt: tuple[float, ...]) -> LineFound:
    total, present = sum(line.flows), present_value(line.flows)
    pairs = ((line.total, total), (line.present, present))
    agrees = all(agreed("", "", printed, found, LINE_TOLERANCE, "").agrees for printed, found in pairs)
    return LineFound(line, total, present, agrees, rebuilt)


def _variant(case: Mapping[str, Any], checks: Sequence[CaseCheck]) -> PublishedCase:
    left_out = tuple(case["without"])
    return PublishedCase(
        case["id"], "variant", _citation(case), tuple(checks), of=case["of"], left_out=left_out, note=case["note"]
    )


def _rebuilt(
    document: Mapping[str, Any], checks: Mapping[str, Sequence[CaseCheck]], lines: Sequence[Line], again: Rebuilt
) -> PublishedCase:
    own = [_line(line, again.lines[line.name]) for line in lines if line.case == document["of"]]
    formulas = tuple(
        FormulaFound(
            document["drivers"][driver.key]["line"], driver.label, driver.formula,
            {language: equation(driver, again.results, language=language) for language in LANGUAGES},
        )
        for driver in again.results.drivers
    )  # fmt: skip
    source = document["source"]
    return PublishedCase(
        document["id"], "rebuilt", Citation(source["title"], str(source["year"])), tuple(checks[document["id"]]),
        tuple(own), formulas, of=document["of"],
    )  # fmt: skip


def _references(document: Mapping[str, Any], checks: Mapping[str, Sequence[CaseCheck]]) -> PublishedCase:
    found = tuple(check for case in document["cases"] for check in checks[case["id"]])
    return PublishedCase("worked_answers", "reference", Citation(document["title"]), found)


@cache
def misprints() -> tuple[Misprint, ...]:
    """What is known to be misprinted, or rounded unlike the rest, in the published cases."""
    document = read_cases(CASES / "misprints.yaml")
    names = ("case", "kind", "where", "what", "printed", "used", "explanation")
    return tuple(Misprint(entry["id"], *(entry[name] for name in names)) for entry in document["misprints"])
