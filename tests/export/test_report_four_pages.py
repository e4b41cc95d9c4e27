"""The report: four pages, the answer first, readable by anyone with no network, the same words in both formats."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export
from valuemodel.export import svg
from valuemodel.export.report import html, report
from valuemodel.locale import LANGUAGES
from valuemodel.story import board, stories, without
from valuemodel.story.words import plain

pypdf = pytest.importorskip("pypdf", reason="needs pypdf, an independent reader of PDF")


def squeezed(written: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_four_pages_with_the_answer_first_and_its_fingerprint_on_each(
    language: str, packed: export.Pack
) -> None:
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(report(packed, language))).pages]
    assert len(pages) == 4
    assert squeezed(plain(board.answer(packed.results, language).title)) in pages[0]
    assert squeezed(plain(board.waterfall_title(packed.results, language).title)) in pages[1]
    assert all(squeezed(packed.closing.fingerprint[:8].upper()) in page for page in pages)
    assert all(
        squeezed(name) in pages[3] and squeezed(value) in pages[3] for name, value in export.stamp(packed, language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_titled_and_in_its_language(language: str, packed: export.Pack) -> None:
    read = pypdf.PdfReader(BytesIO(report(packed, language)))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith(language)
    assert read.metadata is not None and packed.programme.name in (read.metadata.title or "")
    assert b"pdfuaid" in root["/Metadata"].get_data()


class Page(HTMLParser):
    """A web page read by the standard library: its tags, its addresses, its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_web_page_needs_no_network_and_says_the_same(language: str, packed: export.Pack) -> None:
    content = html(packed, language)
    page = Page(content)
    assert not page.links and "script" not in page.tags and b"@import" not in content and b"url(" not in content
    assert page.tags.count("section") == 4 and page.tags.count("svg") == 3
    assert plain(board.answer(packed.results, language).title) in page.words
    assert not re.search(r"\b(export|story|model)\.\w+|\[\[|\*\*", " ".join(page.words[1:]).replace("export.csv", ""))


def test_words_from_data_stay_words() -> None:
    trap = '<script>alert(1)</script> #import "x" $x$ *b*'
    programme = replace(programme_example(), name=trap)
    base = model_example()
    drivers = tuple(replace(one, label={"fr": trap, "en": trap}) for one in base.drivers)
    pack = export.pack(programme, closing_example(), replace(base, drivers=drivers))
    page = Page(html(pack, "fr"))
    assert "script" not in page.tags and any(trap in one for one in page.words)
    pdf = "".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(report(pack, "fr"))).pages)
    assert squeezed('#import"x"') in squeezed(pdf)


def test_a_programme_with_nothing_measured_has_its_report() -> None:
    bare = replace(closing_example(), effects=(), practice=(), costs=())
    pack = export.pack(replace(programme_example(), decision=None, adoption_plan=None), bare, model_example())
    assert len(pypdf.PdfReader(BytesIO(report(pack, "fr"))).pages) >= 4


def test_a_bar_below_zero_stays_in_its_chart() -> None:
    drawn = svg.waterfall([("a", 0.0, -50.0, "assumed"), ("b", -50.0, 100.0, "total")], ["-50", "150"], "alt")
    boxes = [(float(x), float(w)) for x, w in re.findall(r'<rect x="([\d.-]+)" y="[\d.]+" width="([\d.]+)"', drawn)]
    assert all(x >= 0 and x + width <= 700 for x, width in boxes)
    assert boxes[1][1] == pytest.approx(3 * boxes[0][1], rel=0.01)


def with_stories(packed: export.Pack, **more: object) -> export.Pack:
    story = {"motivation": "On cherchait seul.", "brought": "La panne se règle dans la matinée.", "kpi": "search_hours",
             "consent": "courriel du 3 octobre", **more}  # fmt: skip
    return replace(packed, kept={"story": {"one": story}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_stands_beside_its_figure_while_its_consent_does(language: str, packed: export.Pack) -> None:
    pages = [
        squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(report(with_stories(packed), language))).pages
    ]
    said = stories.beside(packed.grounds, stories.standing(with_stories(packed).kept["story"])[0], language)
    assert len(pages) == 4
    assert squeezed(said) in pages[2] and squeezed("La panne se règle dans la matinée.") in pages[2]
    withdrawn = html(with_stories(packed, withdrawn=True), language).decode()
    assert "La panne se règle" not in withdrawn and "La panne se règle" in html(with_stories(packed), language).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_with_script_tags_is_text_in_the_page(language: str, packed: export.Pack) -> None:
    page = html(with_stories(packed, brought="<script>alert(1)</script>"), language).decode()
    assert "<script" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_measured_reasons_carry_their_outside_figure_with_its_passport(language: str, packed: export.Pack) -> None:
    found = [one for one in packed.reasons(language) if one.measured]
    page = squeezed(" ".join(Page(html(packed, language)).words))
    assert found and squeezed(found[0].outside.passport) in page and squeezed(found[0].objection) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_lost_by_no_and_by_waiting_stands_with_the_request(language: str, packed: export.Pack) -> None:
    first = squeezed(pypdf.PdfReader(BytesIO(report(packed, language))).pages[0].extract_text())
    lost = without.lost(packed.ahead, packed.delays, packed.programme, language)
    assert len(lost) == 2 and all(squeezed(one) in first for one in lost)
