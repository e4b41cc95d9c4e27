"""Packs to export: the hand-made programme of the model's tests, in each view and convention."""

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export
from valuemodel.model import conventions

VIEWS = [(view, convention) for view in ("whole", "review", "request") for convention in ("tei", "corporate")]
VIEWS += [("whole", convention) for convention in conventions() if convention not in ("tei", "corporate")]


@pytest.fixture(scope="session")
def packed() -> export.Pack:
    """The whole programme under its own convention."""
    return export.pack(programme_example(), closing_example(), model_example())


@pytest.fixture(scope="session", params=VIEWS, ids="-".join)
def each_pack(request: pytest.FixtureRequest) -> export.Pack:
    """Every view under every convention."""
    view, convention = request.param
    return export.pack(programme_example(), closing_example(), model_example(), view, convention)
