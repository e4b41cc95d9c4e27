"""In a real browser: a sponsor presents from a projector of 1280 x 720, with the arrow keys alone."""

import re

from tests.browser.conftest import Visitor

TALLEST = "Math.max(0, ...[...document.querySelectorAll('.stPlotlyChart')].map(one => one.clientHeight))"
FITS = "document.querySelector('[data-testid=stMain]').scrollHeight <= 720"


def stands_at(visitor: Visitor, number: int) -> None:
    """Waits until the presentation is at a slide, however busy the machine."""
    visitor.page.locator(".st-key-present_foot").get_by_text(re.compile(rf"^{number} / ")).wait_for()
    visitor.settle(0.3)


def test_each_slide_fits_the_screen_and_the_keys_move_and_leave(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 720})
    visitor.go("board?present=1")
    titles = []
    for number in range(1, 30):
        place = re.search(r"(\d+) / (\d+)", page.locator(".st-key-present_foot").inner_text())
        assert place and int(place[1]) == number
        assert page.evaluate(FITS), f"slide {number} is taller than the screen"
        drawn = page.evaluate(TALLEST)
        assert drawn == 0 or drawn >= 300, f"the chart of slide {number} cannot be read from three metres"
        titles.append(page.get_by_role("heading").first.inner_text())
        if place[1] == place[2]:
            break
        page.keyboard.press("ArrowRight")
        stands_at(visitor, number + 1)
    assert len(titles) >= 7 and len(set(titles)) == len(titles)
    page.keyboard.press("ArrowLeft")
    stands_at(visitor, len(titles) - 1)
    assert page.get_by_role("heading").first.inner_text() == titles[-2]
    page.keyboard.press("Escape")
    page.locator(".st-key-present_foot").wait_for(state="detached")
    visitor.settle()
    assert "present" not in page.url and page.get_by_role("button", name="Présenter").is_visible()
