"""Published cases with published answers, recomputed with the product's own functions: N of N agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from valuemodel.errors import ValueModelError
from valuemodel.model import cases_finance, cases_rebuilt, cases_studies
from valuemodel.model.cases_types import CASES, CaseCheck
from valuemodel.yaml_files import read_yaml

__all__ = ["CASES", "CaseCheck", "agreement", "check_cases", "read_cases"]


def check_cases(path: Path | str | None = None) -> list[CaseCheck]:
    """Every published case of `path` (a case file of these schemas), or all those shipped with the product."""
    files = [Path(path)] if path else sorted(CASES.glob("*.yaml"))
    return [check for file in files for check in _SCHEMAS[read_cases(file)["schema"]](read_cases(file), file)]


def read_cases(file: Path) -> Mapping[str, Any]:
    """A case file's plain data; `cases_unreadable` when it is not one."""
    try:
        document = read_yaml(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueModelError("cases_unreadable", file.name, file=file.name) from error
    if not isinstance(document, Mapping) or document.get("schema") not in _SCHEMAS:
        raise ValueModelError("cases_unreadable", file.name, file=file.name)
    return document


def _finance(document: Mapping[str, Any], file: Path) -> Iterable[CaseCheck]:
    return (check for case in document["cases"] for check in cases_finance.finance_case(case))


def _studies(document: Mapping[str, Any], file: Path) -> Iterable[CaseCheck]:
    """Studies, with their lines when a file of that name stands beside them (tei_cases.yaml, tei_lines.csv)."""
    lines = cases_studies.read_lines(file.parent / file.name.replace("cases", "lines").replace(".yaml", ".csv"))
    return (check for case in document["cases"] for check in cases_studies.study(case, lines))


def _variants(document: Mapping[str, Any], file: Path) -> Iterable[CaseCheck]:
    lines = cases_studies.read_lines()
    return (check for case in document["cases"] for check in cases_studies.variant(case, lines))


def _rebuilt(document: Mapping[str, Any], file: Path) -> Iterable[CaseCheck]:
    return cases_rebuilt.rebuilt(document, cases_studies.read_lines())


_SCHEMAS: Mapping[str, Callable[[Mapping[str, Any], Path], Iterable[CaseCheck]]] = {
    "golden-finance/1": _finance,
    "golden-cashflow/1": _studies,
    "golden-variant/1": _variants,
    "golden-rebuilt/1": _rebuilt,
    "golden-misprints/1": lambda document, file: (),
}


def agreement(checks: list[CaseCheck]) -> dict[str, tuple[int, int]]:
    """How many figures of each case agree, of how many."""
    found: dict[str, list[bool]] = defaultdict(list)
    for check in checks:
        found[check.case].append(check.agrees)
    return {case: (sum(all_), len(all_)) for case, all_ in found.items()}
