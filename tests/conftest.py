"""Common to all tests: the keys of pseudonyms live in a folder of the test run, never in the person's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of this test run for the keys of pseudonyms."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VALUEMODEL_KEYS", str(folder))
        yield folder
