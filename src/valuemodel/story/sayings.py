"""Claims as a sponsor says them: picked, ordered, in one's own words, each figure bound to the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from valuemodel.errors import Issue
from valuemodel.locale import text
from valuemodel.story.arguments import FIGURE, RANGE, Claim

MOST_WORDS = 400
AT_FIRST = ("return", "effect:", "driver:", "adoption", "without_staff_time", "stop")
"""What is said before anybody picks: the first claim of each kind."""


class Saying(NamedTuple):
    """A claim as a sponsor says it: the words ("" for ours), and the figure that they were written for, if it moved."""

    claim: Claim
    words: str
    was: str

    @property
    def sentence(self) -> str:
        """The sentence with today's figures."""
        return self.claim.said(self.words)


def sayings(
    found: Sequence[Claim], order: Sequence[str] | None, written: Mapping[str, Mapping[str, Any]], language: str
) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
    """The claims picked, in their order, and the others. `order` is what was saved (None: nothing yet), `written` the
    saved words of each claim: {"words": {language: text}, "figure": {language: figure}}.
    """
    each = {claim.key: _saying(claim, written.get(claim.key, {}), language) for claim in found}
    picked = [key for key in (order if order is not None else at_first(found)) if key in each]
    return tuple(each[key] for key in picked), tuple(one for key, one in each.items() if key not in picked)


def at_first(found: Sequence[Claim]) -> list[str]:
    """The claims that are said before anybody has picked."""
    first = (next((claim.key for claim in found if claim.key.startswith(kind)), "") for kind in AT_FIRST)
    return [key for key in first if key]


def _saying(claim: Claim, saved: Mapping[str, Any], language: str) -> Saying:
    words = str((saved.get("words") or {}).get(language, ""))
    then = str((saved.get("figure") or {}).get(language, ""))
    return Saying(claim, words, then if words and then and then != claim.figure else "")


KIND, ORDER, REASON = "argument", "order", "reason:"
"""What is kept: the words of each claim by its key, the order of those picked, the words of each reason."""


def order_in(documents: Mapping[str, Mapping[str, Any]]) -> list[str] | None:
    """The keys of the claims picked, in their order; None before anybody has picked. `documents` are those of KIND."""
    saved = documents.get(ORDER)
    return None if saved is None else [str(key) for key in saved["keys"]]


def words_in(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What was written of each claim, by its key."""
    return {key: one for key, one in documents.items() if key != ORDER and not key.startswith(REASON)}


def gone(found: Sequence[Claim], order: Sequence[str] | None) -> int:
    """How many picked claims cannot be said any more."""
    known = {claim.key for claim in found}
    return sum(key not in known for key in order or ())


def marks(language: str) -> tuple[str, str]:
    """How the places of the figure and of its range are written for a person: "[chiffre]", "[fourchette]"."""
    return text("arguments.mark.figure", language), text("arguments.mark.range", language)


def to_edit(words: str, language: str) -> str:
    """Words as a person edits them."""
    figure, span = marks(language)
    return words.replace(FIGURE, figure).replace(RANGE, span)


def as_kept(written: str, language: str) -> str:
    """Edited words as they are kept."""
    figure, span = marks(language)
    return " ".join(written.split()).replace(figure, FIGURE).replace(span, RANGE)


def word_issues(words: str, language: str) -> tuple[Issue, ...]:
    """What is wrong with somebody's own words, as kept: the figure must stay bound, and nothing else is."""
    figure, span = marks(language)
    found = []
    if FIGURE not in words:
        found.append(Issue("argument_without_figure", values={"figure": figure}))
    rest = words.replace(FIGURE, "").replace(RANGE, "")
    if "{" in rest or "}" in rest:
        found.append(Issue("argument_braces", values={"figure": figure, "range": span}))
    if len(words) > MOST_WORDS:
        found.append(Issue("argument_too_long", values={"count": len(words), "most": MOST_WORDS}))
    return tuple(found)
