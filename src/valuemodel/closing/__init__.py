"""A closing: KPIs, practice and effects computed once over the publication plan, checked, and frozen with a
fingerprint.
"""

from valuemodel.closing.closes import ClosingRefused, close, latest, load
from valuemodel.closing.coverage import Coverage, coverage
from valuemodel.closing.document import as_document, fingerprint, from_document
from valuemodel.closing.types import Closing, CostLine, Group, KpiValue, PracticePoint, Source, StartPoint, Wave

__all__ = [
    "Closing",
    "ClosingRefused",
    "CostLine",
    "Coverage",
    "Group",
    "KpiValue",
    "PracticePoint",
    "Source",
    "StartPoint",
    "Wave",
    "as_document",
    "close",
    "coverage",
    "fingerprint",
    "from_document",
    "latest",
    "load",
]
