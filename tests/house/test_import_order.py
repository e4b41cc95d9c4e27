"""The house has an order: each stage imports only what stands before it, and only the screens know Streamlit."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "valuemodel"
ORDER = [
    {"yaml_files", "locale", "errors", "programme", "__init__"},
    {"spreadsheets"},
    {"privacy"},
    {"store"},
    {"kpis"},
    {"practice"},
    {"effects"},
    {"closing"},
    {"model"},
    {"templates"},
    {"story"},
    {"export"},
    {"sample"},
    {"ui", "cli"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def stage(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_stage_imports_only_what_stands_before_it(module: Path) -> None:
    mine = RANK[stage(module)]
    others = {name.split(".")[1] for name in imported(module) if name.startswith("valuemodel.")}
    later = {other for other in others if other in RANK and RANK[other] > mine}
    assert not later, f"{module.name} imports {later}, which stand after it"


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_screens_import_streamlit(module: Path) -> None:
    if stage(module) != "ui":
        assert not {name for name in imported(module) if name.split(".")[0] == "streamlit"}


def test_every_stage_has_its_place_in_the_order() -> None:
    assert {stage(module) for module in modules()} <= set(RANK)
