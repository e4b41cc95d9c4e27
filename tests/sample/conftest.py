"""The sample, loaded and closed once, with the truth that it was generated from."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from valuemodel import sample
from valuemodel.closing import Closing, latest
from valuemodel.store import Store


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    return yaml.safe_load((sample.samples() / "truth.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
def generator() -> Iterator[dict[str, ModuleType]]:
    """The modules of the generator, which live beside the files and not in the package."""
    sys.path.insert(0, str(sample.samples()))
    yield {name: importlib.import_module(name) for name in ("generate", "company", "outcomes")}
    sys.path.remove(str(sample.samples()))


@pytest.fixture(scope="session")
def closed(sample_folder: Path) -> Closing:
    """The sample's closing."""
    with Store.open(sample_folder) as store:
        found = latest(store)
    assert found is not None
    return found
