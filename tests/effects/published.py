"""Published data behind the published answers: printed here as facts, or in packages and files that tests need."""

import os
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

DATA = Path(__file__).parent / "data"

# Hollander and Wolfe 1973, p. 69: permeability of the chorioamnion at term and at 12 to 26 weeks.
PERMEABILITY = (
    np.array([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]),
    np.array([1.15, 0.88, 0.90, 0.74, 1.21]),
)
# Hollander and Wolfe 1973, p. 29: Hamilton depression scale of nine patients, two visits.
DEPRESSION = (
    np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]),
    np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]),
)
# Efron and Tibshirani 1993, table 14.1: spatial test, column A.
SPATIAL = np.array(
    [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41.0]
)
# Benjamini and Hochberg 1995, section 4: thrombolysis, 15 hypotheses.
BENJAMINI_HOCHBERG = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def card_krueger() -> pd.DataFrame:
    """Full-time equivalent staff of 410 fast-food stores before and after the minimum wage rose in New Jersey (Card and
    Krueger 1994).
    """
    return pd.read_csv(DATA / "card_krueger.csv")


def sicily() -> pd.DataFrame:
    """Acute coronary events in Sicily by month, 2002-2006, and the smoking ban of January 2005 (Lopez Bernal, Cummins
    and Gasparrini 2017).
    """
    return pd.read_csv(DATA / "sicily.csv")


def needs(package: str) -> ModuleType:
    """A package of published data sets; the test is skipped when it is not installed."""
    return pytest.importorskip(package, reason=f"needs the package {package} (requirements-dev.txt)")


def own_copy(name: str, what: str) -> Path:
    """A file whose licence does not allow it to be kept here: the test says where to put a copy of one's own."""
    folder = os.environ.get("VALUEMODEL_ORACLES", "")
    path = Path(folder) / name
    if not folder or not path.is_file():
        pytest.skip(f"needs {what} as {name} in the folder that VALUEMODEL_ORACLES names")
    return path


def reliability_items() -> np.ndarray:
    """15 people and the items of the pingouin documentation's example of Cronbach's alpha (GPL-3)."""
    path = own_copy("cronbach_alpha.csv", "pingouin's data set cronbach_alpha (GPL-3)")
    return pd.read_csv(path).pivot(index="Subj", columns="Items", values="Scores").to_numpy(float)


def mpdta() -> pd.DataFrame:
    """500 counties: log teen employment 2003-2007, year of the first minimum wage rise (R package did, GPL)."""
    path = own_copy("mpdta.csv", "the R package did's data set mpdta (GPL)")
    rows = pd.read_csv(path)
    names = {"countyreal": "county", "first.treat": "start", "first_treat": "start", "lemp": "value"}
    return rows.rename(columns=names).sort_values(["county", "year"])
