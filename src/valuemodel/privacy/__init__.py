"""Privacy by construction: pseudonyms, the legal ground, safe groups, published precision and the disclosure check."""

from valuemodel.privacy.disclosure import disclosure_issues
from valuemodel.privacy.groups import (
    dominated,
    group_key,
    group_label,
    published,
    published_text,
    safe_groups,
    size_band,
)
from valuemodel.privacy.legal import (
    LEGAL_BASES,
    LegalGround,
    applies_gdpr,
    check_programme,
    legal_ground,
    legal_issues,
)
from valuemodel.privacy.pseudonyms import (
    key_check,
    key_file,
    normalised,
    programme_key,
    pseudonym,
    pseudonyms,
    without_identifiers,
)

__all__ = [
    "LEGAL_BASES",
    "LegalGround",
    "applies_gdpr",
    "check_programme",
    "disclosure_issues",
    "dominated",
    "group_key",
    "group_label",
    "key_check",
    "key_file",
    "legal_ground",
    "legal_issues",
    "normalised",
    "programme_key",
    "pseudonym",
    "pseudonyms",
    "published",
    "published_text",
    "safe_groups",
    "size_band",
    "without_identifiers",
]
