"""README and ARCHITECTURE say what is there today."""

import re

import pytest
from tests.house.test_import_order import PACKAGE, RANK, ROOT, modules, stage

from valuemodel.locale import text
from valuemodel.ui.page_list import existing

README = (ROOT / "README.md").read_text("utf-8")
LISEZMOI = (ROOT / "LISEZMOI.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def packages_told() -> list[str]:
    table = ARCHITECTURE.partition("| package | in a line |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def test_every_package_has_one_line_and_no_line_is_of_a_package_that_is_gone() -> None:
    assert sorted(packages_told()) == sorted({stage(module) for module in modules()} - {"__init__"})


def test_packages_are_told_in_the_order_in_which_they_may_import_each_other() -> None:
    ranks = [RANK[name] for name in packages_told()]
    assert ranks == sorted(ranks)


def test_every_file_that_the_architecture_names_exists() -> None:
    named = {name for name in re.findall(r"`([\w./]+/[\w.*<>]*)`", ARCHITECTURE) if "<" not in name and "*" not in name}
    assert len(named) > 8
    gone = {name for name in named if not any((base / name).exists() for base in (ROOT, PACKAGE))}
    assert not gone


@pytest.mark.parametrize("page", existing())
def test_the_readme_tells_every_page_under_its_names_in_both_languages(page: str) -> None:
    english, french = (text(f"ui.nav.{page}", language).replace("\u202f", " ") for language in ("en", "fr"))
    assert f"**{english}** (*{french}*)" in README


def test_the_readme_shows_a_picture_of_every_page_and_each_is_small() -> None:
    pictures = set(re.findall(r"\]\((docs/gallery/[^)]+)\)", README))
    assert {f"docs/gallery/{page}_en.png" for page in existing()} <= pictures
    gallery = [ROOT / "docs" / "gallery" / f"{page}_{language}.png" for page in existing() for language in ("fr", "en")]
    assert all(picture.is_file() and picture.stat().st_size < 300_000 for picture in gallery)


@pytest.mark.parametrize("page", existing())
def test_the_french_readme_shows_every_page_under_its_french_name(page: str) -> None:
    assert f"[{text(f'ui.nav.{page}', 'fr')}](docs/gallery/{page}_fr.png)".replace("\u202f", " ") in LISEZMOI
