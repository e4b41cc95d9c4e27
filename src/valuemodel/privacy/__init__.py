"""Privacy by construction: pseudonyms, the legal ground, safe groups, published precision and the disclosure check."""

from valuemodel.privacy.disclosure import disclosure_issues
from valuemodel.privacy.groups import (
    MASKED_UNDER,
    band_text,
    dominated,
    group_key,
    group_label,
    least_of,
    published,
    published_text,
    safe_groups,
    size_band,
    size_text,
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
    "MASKED_UNDER",
    "LegalGround",
    "applies_gdpr",
    "band_text",
    "check_programme",
    "disclosure_issues",
    "dominated",
    "group_key",
    "group_label",
    "key_check",
    "key_file",
    "least_of",
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
    "size_text",
    "without_identifiers",
]
