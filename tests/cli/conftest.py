"""The command line, called as a person does, on the sample programme made once."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from valuemodel.cli import main


class Answer(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """`call("value", folder, "--json")`: the exit code and what was printed."""

    def called(*words: object) -> Answer:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return called


@pytest.fixture
def folder(tmp_path: Path, call: Callable[..., Answer]) -> Path:
    """A new programme without a file."""
    made = call("new", tmp_path / "p", "--name", "Trame", "--company", "Essai", "--started", "2025-10-01")
    assert made.code == 0, made.err
    return tmp_path / "p"


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """A complete legal ground, as a file."""
    file = tmp_path / "ground.yaml"
    file.write_text(
        "impact_assessment: 12/05/2025\nworks_council: 03/06/2025\nnotice: intranet\nlegal_basis: legitimate_interest\n"
        "retention_months: 36\ndata_protection_officer: Anne Essai\nsigned_by: Paul Essai\nsigned_on: '2025-06-10'\n",
        "utf-8",
    )
    return file
