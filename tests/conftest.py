"""Common to all tests: keys of pseudonyms in a folder of the test run, and the sample programme made once.

What rests on the sample runs in one process (`xdist_group`), so that it is made once and not once a process.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

ON_THE_SAMPLE = ("sample", "cli")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in ON_THE_SAMPLE:
            item.add_marker(pytest.mark.xdist_group("sample"))


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, keys_folder: Path) -> Path:
    """The sample programme, made by the command: read it, do not change its data."""
    from valuemodel.cli import main

    folder = tmp_path_factory.mktemp("sample") / "trame"
    assert main(["sample", str(folder), "--author", "tests"]) == 0
    return folder


@pytest.fixture(autouse=True, scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of this test run for the keys of pseudonyms."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VALUEMODEL_KEYS", str(folder))
        yield folder
