"""Columns about a person that nothing here needs, found by their header or by what their cells look like."""

from __future__ import annotations

import re

import pandas as pd

from valuemodel.spreadsheets.words import clean, fold

HEADERS = frozenset(
    " ".join(
        """name|nom|prenom|first name|last name|full name|nom complet|nom et prenom|surname|firstname|lastname|display name
        |nom affiche|phone|phone number|mobile|telephone|tel|numero de telephone|portable|address|adresse|adresse postale
        |home address|postal code|zip|zip code|code postal|ip|ip address|adresse ip|ipaddress|ipaddr|latitude|longitude
        |locationlatitude|locationlongitude|gps|date de naissance|birth date|date of birth|dob|recipientfirstname
        |recipientlastname|recipientemail|email|e mail|email address|adresse e mail|adresse de messagerie|custom data 1
        |numero de securite sociale|nir|ssn|employee name|manager name|managername|salary|salaire|user id|username
        |user name|nom d utilisateur|nom et prenom du manager""".split()
    )
    .replace(" |", "|")
    .split("|")
)
CELLS = (
    re.compile(r"^\d{1,3}(\.\d{1,3}){3}$"),
    re.compile(r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$"),
    re.compile(r"^(\+|00)\d[\d .()-]{7,16}\d$|^0\d([ .-]?\d\d){4}$"),
)
_SAMPLE = 50


def is_personal(header: str, cells: pd.Series) -> bool:
    """Whether a column holds names, addresses, phone numbers, places on the map or the like."""
    if fold(header) in HEADERS:
        return True
    sample = [text for cell in cells.array[:200] if (text := clean(cell))][:_SAMPLE]
    return bool(sample) and any(sum(bool(shape.match(text)) for text in sample) >= 0.5 * len(sample) for shape in CELLS)


def example_of(cells: pd.Series) -> str:
    """An example of a column that cannot be about one person: a number, or a short text that several rows have."""
    sample = [text for cell in cells.array[:200] if (text := clean(cell))]
    counts = pd.Series(sample, dtype=object).value_counts()
    if (
        len(counts)
        and (counts.iloc[0] >= 3 or re.fullmatch(r"-?\d{1,3}([.,]\d+)?", str(counts.index[0])))
        and len(counts) < 100
    ):
        return str(counts.index[0])[:60]
    return ""
