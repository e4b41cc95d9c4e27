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
from valuemodel.story import board
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
