"""The team's page as a file: what changed for one safe group and two things to try, on one sheet to give back to it."""

from __future__ import annotations

from typing import Any

from valuemodel.closing import Closing
from valuemodel.errors import ValueModelError
from valuemodel.export.report import compiled
from valuemodel.locale import day, text
from valuemodel.programme import Programme
from valuemodel.story import team
from valuemodel.story.practice import group_name

Part = dict[str, Any]


def team_page(closing: Closing, programme: Programme, group: str, language: str) -> bytes:
    """One page as PDF/UA for the unit group `group` of `closing`. Raises `unknown_team` for any other group."""
    pages = {page.group: page for page in team.team_pages(closing)}
    if group not in pages:
        raise ValueModelError("unknown_team", group, name=group, known=", ".join(pages))
    name = group_name(closing, group, language)
    told = text("export.team.title", language, unit=name)
    sheet = {
        "kicker": f"{programme.name}, {programme.company}",
        "title": told,
        "lead": text("export.team.lead", language),
        "parts": [*_changes(pages[group], language), *_actions(pages[group], language), *_data(programme, language)],
    }
    return compiled(
        {
            "title": told,
            "programme": f"{programme.name}, {programme.company}",
            "language": language,
            "foot": text("export.team.foot", language, day=day(closing.as_of, language), number=closing.number,
                         fingerprint=closing.fingerprint[:9].upper()),
            "page_words": text("export.report.page", language, page="{page}", pages="{pages}"),
            "pages": [sheet],
        },
        closing,
    )  # fmt: skip


def _changes(page: team.TeamPage, language: str) -> list[Part]:
    if not page.changes:
        return [_words(text("export.team.no_change", language))]
    head = [text(f"practice.column.{name}", language) for name in ("kpi", "before", "after", "direction")]
    return [{"kind": "table", "rows": [head, *(list(team.change_words(one, language)) for one in page.changes)]}]


def _actions(page: team.TeamPage, language: str) -> list[Part]:
    told = [_words(" ".join(team.action_words(one, language))) for one in page.actions]
    return [_heading("try", language), *told] if told else []


def _data(programme: Programme, language: str) -> list[Part]:
    """What employees must be able to read of what is done with their data."""
    words = text("export.team.data_words", language, usage=programme.k_usage, survey=programme.k_survey)
    return [_words(text("practice.team.caution", language)), _heading("data", language), _words(words)]


def _heading(key: str, language: str) -> Part:
    return {"kind": "heading", "words": text(f"export.team.{key}", language)}


def _words(written: str) -> Part:
    return {"kind": "text", "words": written}
