"""The report: four pages for the board's pack, as an accessible PDF or as one web page that needs no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from valuemodel.closing import Closing
from valuemodel.export.pack import Pack
from valuemodel.export.report_parts import parts

_FOLDER = Path(__file__).parent


def report(pack: Pack, language: str) -> bytes:
    """The report as PDF/UA, tagged, with alternative texts."""
    return compiled(parts(pack, language), pack.closing)


def compiled(told: Mapping[str, Any], closing: Closing) -> bytes:
    """Pages of plain data (see `report_parts.parts`) as PDF/UA, dated as the closing; the layout is `report.typ`, the
    fonts those of typst.
    """
    import typst

    return typst.compile(
        (_FOLDER / "report.typ").read_bytes(),
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(closing.closed_at.timestamp()),
    )


def html(pack: Pack, language: str) -> bytes:
    """The same report as one self-contained page: charts inline, no script, nothing fetched."""
    found = parts(pack, language)
    style = (_FOLDER / "report.css").read_text("utf-8")
    pages = "".join(_page(one, found["foot"]) for one in found["pages"])
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(found["title"])}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{style}</style></head><body><main>{pages}</main></body></html>"
    ).encode()


def _page(page: dict[str, Any], foot: str) -> str:
    lead = f'<p class="lead">{escape(page["lead"])}</p>' if page["lead"] else ""
    inside = "".join(_part(one) for one in page["parts"])
    kicker = f'<p class="kicker">{escape(page["kicker"])}</p>'
    return f"<section>{kicker}<h1>{escape(page['title'])}</h1>{lead}{inside}<footer>{escape(foot)}</footer></section>"


def _part(part: dict[str, Any]) -> str:
    if part["kind"] == "chart":
        return f"<figure>{part['svg']}</figure>"
    if part["kind"] == "table":
        return _table(part["rows"])
    tag = "h2" if part["kind"] == "heading" else "p"
    return f"<{tag}>{escape(part['words'])}</{tag}>"


def _table(rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in row) + "</tr>" for row in rows[1:])
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
