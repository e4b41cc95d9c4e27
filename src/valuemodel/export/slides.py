"""Slides: a title that says the message, text, tables and native charts placed by fractions of the slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches, Pt

from valuemodel.errors import ValueModelError

ACCENTS = {"1": "0B5563", "2": "287F96", "3": "9CCAD6", "4": "B87410", "5": "6B747C", "6": "A6341B"}
"""The neutral template's colours: evidence from A to E, then what weighs against the case."""
INK, MUTED = RGBColor(0x11, 0x18, 0x20), RGBColor(0x56, 0x60, 0x6B)
Box = tuple[float, float, float, float]
"""Left, top, width, height as shares of the slide."""


@dataclass(frozen=True)
class Deck:
    """A presentation being written, and the layout whose only placeholder is a title."""

    show: Any
    layout: Any

    def place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """A box in the slide's own units."""
        width, height = self.show.slide_width, self.show.slide_height
        left, top, wide, high = box
        return Emu(int(left * width)), Emu(int(top * height)), Emu(int(wide * width)), Emu(int(high * height))


def opened(template: bytes | None = None) -> Deck:
    """An empty deck on the neutral template, or on a company's own; `template_unreadable` when it is not a pptx."""
    if template is None:
        show = Presentation()
        show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
        deck = Deck(show, title_only(show))
        _neutral(deck)
        return deck
    try:
        show = Presentation(BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as trouble:
        raise ValueModelError("template_unreadable", reason=type(trouble).__name__) from trouble
    _without_slides(show)
    return Deck(show, title_only(show))


def title_only(show: Any) -> Any:
    """The layout with a title and the fewest other places to fill; `template_without_title` when none has a title."""
    kept = [
        layout for layout in show.slide_layouts if any(one.placeholder_format.idx == 0 for one in layout.placeholders)
    ]
    if not kept:
        raise ValueModelError("template_without_title")
    return min(kept, key=lambda layout: sum(one.placeholder_format.idx < 10 for one in layout.placeholders))


def _without_slides(show: Any) -> None:
    for entry in list(show.slides._sldIdLst):
        show.part.drop_rel(entry.rId)
        show.slides._sldIdLst.remove(entry)


def _neutral(deck: Deck) -> None:
    """Own colours in the theme, and a title at the top left of the wide slide."""
    theme = deck.show.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _recoloured(theme.blob)
    for holder in (deck.show.slide_masters[0], deck.layout):
        for shape in holder.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.left, shape.top, shape.width, shape.height = deck.place((0.045, 0.05, 0.91, 0.15))
                shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            else:
                shape.element.getparent().remove(shape.element)


def _recoloured(theme: bytes) -> bytes:
    import re

    for number, colour in ACCENTS.items():
        pattern = rf"(<a:accent{number}>).*?(</a:accent{number}>)".encode()
        theme = re.sub(pattern, rf'\g<1><a:srgbClr val="{colour}"/>\g<2>'.encode(), theme, flags=re.DOTALL)
    return theme


def slide(deck: Deck, title: str, lead: str, foot: str, notes: str) -> Any:
    """A slide with its message, a line under it, a foot, and the notes of who speaks."""
    page = deck.show.slides.add_slide(deck.layout)
    page.shapes.title.text_frame.text = title
    for paragraph in page.shapes.title.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(26 if len(title) < 110 else 22), True
    for shape in list(page.placeholders):
        if shape.placeholder_format.idx != 0:
            shape.element.getparent().remove(shape.element)
    if lead:
        words(deck, page, (0.045, 0.2, 0.91, 0.08), [lead], 14, MUTED)
    words(deck, page, (0.045, 0.935, 0.86, 0.045), [foot], 10, MUTED)
    words(deck, page, (0.9, 0.935, 0.055, 0.045), [str(len(deck.show.slides))], 10, MUTED, PP_ALIGN.RIGHT)
    page.notes_slide.notes_text_frame.text = notes
    return page


def words(
    deck: Deck, page: Any, box: Box, lines: Sequence[str], size: float = 16, colour: Any = INK, align: Any = None
) -> Any:
    """Lines of text in a box; `**...**` is set in bold."""
    frame = page.shapes.add_textbox(*deck.place(box)).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(size / 2)
        for part, piece in enumerate(line.split("**")):
            run = paragraph.add_run()
            run.text = piece
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), part % 2 == 1, colour
    return frame


def table(
    deck: Deck, page: Any, box: Box, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 13
) -> Any:
    """A native table whose first row is its head; `widths` are shares of the box."""
    shape = page.shapes.add_table(len(rows), len(rows[0]), *deck.place(box))
    made = shape.table
    made.horz_banding = False
    for column, share in enumerate(widths):
        made.columns[column].width = Emu(int(share * box[2] * deck.show.slide_width))
    for row, line in enumerate(rows):
        for column, written in enumerate(line):
            _cell(made.cell(row, column), written, size, head=row == 0, flush=column > 0)
    return made


def _cell(cell: Any, written: str, size: float, head: bool, flush: bool) -> None:
    cell.text = written
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.background()
    for paragraph in cell.text_frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), head
        paragraph.font.color.rgb = MUTED if head else INK
        paragraph.alignment = PP_ALIGN.LEFT if not flush else None


def saved(deck: Deck, title: str, subject: str, author: str, when: Any) -> bytes:
    """The deck as a file."""
    about = deck.show.core_properties
    about.title, about.subject, about.author, about.last_modified_by = title, subject, author, author
    about.created = about.modified = when
    stream = BytesIO()
    deck.show.save(stream)
    return stream.getvalue()
