"""The few pieces of HTML that the engine has no element for. Everything that is not `Html` is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from valuemodel.closing import Source
from valuemodel.errors import Issue
from valuemodel.locale import day, plural, text
from valuemodel.story.words import DOTS, LETTERS, certainty_word, grade_word
from valuemodel.ui.charts import Figure, enlarged
from valuemodel.ui.page_list import PAGES


class Html(str):
    """Markup made here; any other text is data, and is escaped."""


def esc(value: Any) -> Html:
    """`value` as markup: `Html` as it is, all else escaped."""
    return value if isinstance(value, Html) else Html(html.escape(str(value)))


def joined(*parts: Any, by: str = "") -> Html:
    """The parts, escaped where they are data, one after the other."""
    return Html(by.join(esc(part) for part in parts))


def element(name: str, *inside: Any, css: str = "", **attributes: str) -> Html:
    """`<name class=css ...>inside</name>`; attribute names with `_` for `-`."""
    given = {"class": css, **attributes} if css else attributes
    written = "".join(f' {key.replace("_", "-")}="{html.escape(value)}"' for key, value in given.items())
    return Html(f"<{name}{written}>{joined(*inside)}</{name}>")


def draw(markup: Html, width: Any = "stretch") -> None:
    """Puts `markup` on the page, when there is any."""
    if markup:
        st.html(str(markup), width=width)


def rich(sentence: str) -> Html:
    """A sentence of `story` as markup: `[[...]]` in the accent colour, `**...**` bold."""
    written = re.sub(r"\[\[(.*?)\]\]", r'<b class="pv-figure">\1</b>', str(esc(sentence)))
    return Html(re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", written))


def markdown_safe(value: Any) -> str:
    """Data in a Markdown label, no more of it escaped than must be: a label is also what a screen reader says.

    >>> markdown_safe("Adoption en avance (+), *a* [b] :red[c] $d$")
    'Adoption en avance (+), \\\\*a\\\\* \\\\[b\\\\] :red\\\\[c\\\\] \\\\$d\\\\$'
    """
    return re.sub(r"([\\`*_\[\]<>$~]|:(?=[\w/]+:)|^[#+-])", r"\\\1", str(value))


def opened(sentence: str) -> str:
    """`sentence` with a capital first letter when it begins with a word, marks left where they are.

    >>> opened("[[deux étapes]] restent"), opened("[[23 fichiers]]")
    ('[[Deux étapes]] restent', '[[23 fichiers]]')
    """
    marks = len(sentence) - len(sentence.lstrip("["))
    return sentence[:marks] + sentence[marks : marks + 1].upper() + sentence[marks + 1 :]


def answer(sentence: str, lead: str = "") -> None:
    """The page's title: the answer in a sentence, its numbers between `[[` and `]]` in the accent colour."""
    draw(answered(sentence, lead))


def answered(sentence: str, lead: str = "") -> Html:
    """The markup of `answer`."""
    return joined(element("h1", rich(sentence), css="pv-answer"), _under(lead, "pv pv-lead"))


def _under(words: str, css: str) -> Html:
    return element("p", rich(words), css=css) if words else Html("")


def message(title: str, subtitle: str = "") -> Html:
    """A section's heading, which is its message, and what was measured underneath."""
    return joined(element("h2", title, css="pv-message"), _under(subtitle, "pv-caption"))


@contextmanager
def section(key: str, title: str, subtitle: str = "") -> Iterator[None]:
    """A section with its rule on top: `with section("practices", "Trois pratiques ont changé"): ...`."""
    with st.container(key=f"sec_{key}", gap="xsmall"):
        draw(message(title, subtitle))
        yield


def passage(key: str, title: str, *inside: Any, subtitle: str = "") -> None:
    """A section of words and tables alone: one element, as a browser pays for each of them at each run."""
    draw(element("section", message(title, subtitle), *inside, css=f"pv-section pv-sec-{key}"))


CHECKED = False
"""Whether each chart's data are checked against plotly's schema as it is drawn: tests do, a page has no time for it."""

PRESENTED, TALLEST = 1.7, 360.0
"""How much larger a chart is drawn on a slide, and how high it may then be (pixels of a screen of 720)."""


def _presented(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """The chart as it is drawn: on a slide large enough to be read from three metres."""
    if st.query_params.get("present") != "1":
        return spec
    found: Mapping[str, Any] = enlarged(spec, min(PRESENTED, TALLEST / spec["layout"]["height"]))
    return found


def plot(drawn: Figure, key: str, alt: str) -> None:
    """A chart of the house, under its message; `alt` tells it to who cannot see it."""
    import plotly.graph_objects as go

    figure = go.Figure(_presented(drawn.spec), _validate=CHECKED)
    st.plotly_chart(figure, theme=None, key=key, config={"displayModeBar": False}, alt=alt)


def badge(grade: str, language: str, word: bool = True) -> Html:
    """The letter of an evidence grade, its word beside it; without `word`, for screen readers and in the title only."""
    letter, name = LETTERS[grade], grade_word(grade, language)
    square = element("span", letter, css=f"pv-badge pv-badge-{letter}", title=name)
    return joined(square, element("span", name, css="pv-word" if word else "pv-reader"))


def dots(certainty: str, language: str) -> Html:
    """Four dots and a word: whether the programme caused the change."""
    full = DOTS[certainty]
    glyphs = element("span", "●" * full + "○" * (4 - full), css="pv-dots", aria_hidden="true")
    return joined(glyphs, " ", certainty_word(certainty, language))


def pill(words: str, tone: str = "") -> Html:
    """A range beside its number; `tone` "caution" or "limit" when it crosses something."""
    return element("span", words, css=f"pv-pill pv-pill-{tone}" if tone else "pv-pill")


def panel(kind: str, label: str, *words: Any) -> Html:
    """Where a number would have been: a bold label, then words; `kind` is refused, too_early, caution, done or note."""
    role = {"role": "status"} if kind == "done" else {}
    return element("div", element("b", label), " ", *words, css=f"pv pv-panel pv-panel-{kind}", **role)


def refusal(issue: Issue, language: str) -> None:
    """A mistake, told: what happened, where, what to do."""
    said = issue.said(language)
    where = element("span", " ", said.where, css="pv-small") if said.where else ""
    draw(panel("refused", said.problem, said.fix, where))


def page_file(name: str) -> str:
    """The path by which the engine knows page `name`."""
    return str(PAGES / f"{name}.py")


@dataclass(frozen=True)
class Column:
    """A table's column: its heading, whether it holds numbers."""

    heading: Any
    number: bool = False


@dataclass(frozen=True)
class Row:
    """A table's row: the first cell names it. `spans` replaces all other cells by one (a refusal, say)."""

    cells: Sequence[Any]
    spans: Html | None = None
    css: str = ""


@dataclass(frozen=True)
class Heading:
    """A row that opens a group of rows."""

    words: Any
    css: str = field(default="pv-group")


def _row(row: Row | Heading, columns: Sequence[Column]) -> Html:
    if isinstance(row, Heading):
        return element("tr", element("th", row.words, scope="colgroup", colspan=str(len(columns))), css=row.css)
    first = element("th", row.cells[0], scope="row")
    if row.spans is not None:
        return element(
            "tr", first, element("td", row.spans, css="pv-spans", colspan=str(len(columns) - 1)), css=row.css
        )
    rest = (
        element("td", cell, css="pv-num" if column.number else "")
        for cell, column in zip(row.cells[1:], columns[1:], strict=True)
    )
    return element("tr", first, *rest, css=row.css)


def table(caption: str, columns: Sequence[Column], rows: Sequence[Row | Heading], show_caption: bool = True) -> Html:
    """A real table: caption, scopes, and a frame that can be scrolled with the keyboard."""
    headings = (element("th", column.heading, scope="col", css="pv-num" if column.number else "") for column in columns)
    inside = element("caption", caption if show_caption else element("span", caption, css="pv-reader"))
    body = element("tbody", *(_row(row, columns) for row in rows))
    whole = element("table", inside, element("thead", element("tr", *headings)), body, css="pv-table")
    return element("div", whole, css="pv-frame", tabindex="0", role="region", aria_label=caption)


NAMED_SOURCES = 4
"""Uploads that an explanation names; the others are counted, and the data page lists all."""


def sources_words(sources: Sequence[Source], language: str) -> Html:
    """The uploads that a figure rests on: name, rows kept, day of loading."""
    if not sources:
        return esc(text("ui.explain.no_source", language))
    told = [
        joined(
            element("code", source.file_name),
            f" ({plural('ui.rows_kept', source.rows_kept, language)}, {day(source.loaded_at.date(), language)})",
        )
        for source in sources[:NAMED_SOURCES]
    ]
    rest = sources[NAMED_SOURCES:]
    if rest:
        told.append(esc(plural("ui.explain.more_sources", len(rest), language)))
    return joined(*told, by=", ")


def explanation(calculation: Any, sources: Any, misleads: Any, language: str, what: Any = "") -> Html:
    """Where a figure comes from: what it is, the calculation with its numbers, what it rests on, how it misleads."""
    parts: Mapping[str, Any] = {"what": what, "calculation": calculation, "sources": sources, "misleads": misleads}
    told = (
        element("p", element("b", text(f"ui.explain.{name}", language)), " ", words)
        for name, words in parts.items()
        if words
    )
    return element("div", *told, css="pv pv-explain")


def explain(key: str, calculation: Any, sources: Any, misleads: Any, language: str, what: Any = "") -> None:
    """The same in a popover « D'où vient ce chiffre » beside the figure `key`."""
    with st.popover(text("ui.explain.title", language), type="tertiary", key=f"explain_{key}"):
        draw(explanation(calculation, sources, misleads, language, what))
