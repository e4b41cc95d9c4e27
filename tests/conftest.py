"""Common to all tests: keys of pseudonyms in a folder of the test run, and what is dear made once.

What rests on the sample programme, reads the real files or closes a company runs in one process each: a programme is
made, a file recognised and facts are read once and not once a process.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from valuemodel.store import files, store

TOGETHER = {
    "tests/sample": "sample",
    "tests/cli": "sample",
    "tests/real": "real",
    "tests/laws": "laws",
    "tests/closing": "closing",
}
"""Folder of tests -> the group that runs in one process."""

gc.set_threshold(50_000, 20, 20)  # some thousand tests keep much in memory: looking through it is a fifth of their time


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each test goes to whoever is free, those of a group all to the same one."""
    from xdist.scheduler import LoadScopeScheduling

    class Grouped(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return TOGETHER.get(nodeid.rpartition("/")[0], nodeid)

    return Grouped(config, log)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, keys_folder: Path) -> Path:
    """The sample programme, made by the command: read it, do not change its data.

    A copy is left where `VALUEMODEL_TEST_SAMPLE` says, for the browser's tests that come after.
    """
    from valuemodel.cli import main

    folder = tmp_path_factory.mktemp("sample") / "trame"
    assert main(["sample", str(folder), "--author", "tests"]) == 0
    if wanted := os.environ.get("VALUEMODEL_TEST_SAMPLE"):
        shutil.copytree(folder, wanted, dirs_exist_ok=True)
    return folder


@pytest.fixture(autouse=True, scope="session")
def files_copied_when_new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New files of a store begin as a copy of one that was migrated from nothing: some hundred tests make a store, and
    its tables take a tenth of a second each time.
    """
    folder, migrated = tmp_path_factory.mktemp("new_stores"), files.opened

    def opened(path: Path, subject: str) -> AbstractContextManager[DuckDBPyConnection]:
        if not path.exists():
            model = folder / subject
            if not model.exists():
                with migrated(model, subject):
                    pass
            shutil.copy(model, path)
        return migrated(path, subject)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "opened", opened)
        yield


@pytest.fixture(autouse=True, scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of this test run for the keys of pseudonyms."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VALUEMODEL_KEYS", str(folder))
        yield folder
