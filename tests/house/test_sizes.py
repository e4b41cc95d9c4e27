"""Small pieces: half of the functions at most 8 lines, none over 40, a page at most 60 lines of statements,
a module 250 lines.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
MEDIAN, MOST, PAGE, MODULE = 8, 40, 60, 250
LONGER = {"src/valuemodel/store/store.py": "everything that can be asked of a programme's folder, each in a few lines"}
SOURCES = [*(ROOT / "src").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, from `def` to its end."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}: {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_half_of_the_functions_are_small_and_none_is_long() -> None:
    sizes = dict(one for path in SOURCES for one in functions(path))
    assert median(sizes.values()) <= MEDIAN
    assert {name: size for name, size in sizes.items() if size > MOST} == {}


def test_a_module_is_read_in_one_go() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name for name, length in lengths.items() if length > MODULE} == set(LONGER)


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_arranges_and_does_no_more(page: Path) -> None:
    statements = {
        line
        for node in ast.parse(page.read_text("utf-8")).body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    assert len(statements) <= PAGE
