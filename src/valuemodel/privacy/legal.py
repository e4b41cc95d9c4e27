"""The legal ground for treating data about people: asked for before the first such file, told all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy.pseudonyms import key_file
from valuemodel.programme import Programme

GDPR_COUNTRIES = frozenset(
    code
    for codes in ("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE", "IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK")
    for code in codes.split()
)
"""ISO 3166 codes of the European Economic Area, where the GDPR applies (EU 27, Iceland, Liechtenstein, Norway)."""
LEGAL_BASES = ("legitimate_interest", "consent", "contract", "legal_obligation", "public_task")
K_FLOORS = {"k_usage": 10, "k_survey": 5}


@dataclass(frozen=True)
class LegalGround:
    """What was done before data about people were loaded.

    Texts say when and where it can be read ("12/03/2026, réunion du CSE", "not applicable: under 11 employees"); empty
    means not done. `legal_basis` is one of LEGAL_BASES, `retention_months` how long the facts are kept,
    `data_protection_officer` a name, `signed_by` and `signed_on` (ISO date) who answers for it and since when.
    `local_law` is for programmes outside the European Economic Area: what was checked there.
    """

    impact_assessment: str = ""
    works_council: str = ""
    notice: str = ""
    legal_basis: str = ""
    retention_months: int = 0
    data_protection_officer: str = ""
    signed_by: str = ""
    signed_on: str = ""
    local_law: str = ""


IN_EUROPE = tuple(field.name for field in fields(LegalGround) if field.name != "local_law")
ELSEWHERE = ("local_law", "notice", "retention_months", "signed_by", "signed_on")


def legal_ground(document: Mapping[str, Any] | None) -> LegalGround | None:
    """The ground that a form or the store gives as plain data; None when nothing was filled in."""
    known = {field.name for field in fields(LegalGround)}
    return LegalGround(**{key: value for key, value in document.items() if key in known}) if document else None


def applies_gdpr(programme: Programme) -> bool:
    """Whether the programme's country is in the European Economic Area."""
    return programme.country.upper() in GDPR_COUNTRIES


def legal_issues(programme: Programme, ground: LegalGround | None) -> tuple[Issue, ...]:
    """Everything that is missing before data about people may be loaded, in one go; nothing for a fictitious programme.

    Outside the European Economic Area the local law applies: the form then asks what was checked there.
    """
    if programme.fictitious:
        return ()
    needed = IN_EUROPE if applies_gdpr(programme) else ELSEWHERE
    return tuple(Issue(f"legal_{name}", "legal_ground") for name in needed if not _given(ground or LegalGround(), name))


def _given(ground: LegalGround, name: str) -> bool:
    value = getattr(ground, name)
    if name == "legal_basis":
        return value in LEGAL_BASES
    return value > 0 if name == "retention_months" else bool(str(value).strip())


def check_programme(after: Programme, before: Programme | None = None) -> None:
    """Refuse a programme, or a change of it, that would weaken the protection of people.

    `k_lowered`: smallest group sizes under 10 for usage, under 5 for surveys, or under what they were. `key_kept`: the
    key names the file of the pseudonyms' key. `fictitious_kept`: real people do not become fictitious.
    """
    key_file(after.key)
    for name, floor in K_FLOORS.items():
        least = max(floor, getattr(before, name)) if before else floor
        if getattr(after, name) < least:
            raise ValueModelError("k_lowered", name, asked=getattr(after, name), least=least)
    if before and after.key != before.key:
        raise ValueModelError("key_kept", "key", key=before.key)
    if before and after.fictitious and not before.fictitious:
        raise ValueModelError("fictitious_kept", "fictitious")
