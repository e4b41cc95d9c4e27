"""The value model: drivers, assumptions, costs, cash flow, results, simulation and sensitivity."""

from valuemodel.model.cases_check import CaseCheck, check_cases
from valuemodel.model.conventions import convention, conventions
from valuemodel.model.convergence import Convergence
from valuemodel.model.correlation import Correlations
from valuemodel.model.distributions import FAMILIES, tenths
from valuemodel.model.engine import evaluate
from valuemodel.model.excel import excel, excel_name
from valuemodel.model.explain import equation, formula_in_words
from valuemodel.model.information import Deciding, Information, deciding, information
from valuemodel.model.kinds import name_units
from valuemodel.model.library import apply, current, load_template
from valuemodel.model.next_measure import Measure, NextMeasures, next_measures, survey_figures
from valuemodel.model.principles import Principle, principles
from valuemodel.model.proposal import Proposal, add, documents, objectives, propose
from valuemodel.model.published import Misprint, PublishedCase, misprints, published_cases
from valuemodel.model.register import check_assumption, check_driver, check_formula, check_model
from valuemodel.model.reverse import Needed, reverse
from valuemodel.model.sensitivity import switching_value, tornado
from valuemodel.model.shapes import ends
from valuemodel.model.simulation import linked
from valuemodel.model.weights import Weight, Weights, weights

__all__ = [
    "FAMILIES",
    "CaseCheck",
    "Convergence",
    "Correlations",
    "Deciding",
    "Information",
    "Measure",
    "Misprint",
    "Needed",
    "NextMeasures",
    "Principle",
    "Proposal",
    "PublishedCase",
    "Weight",
    "Weights",
    "add",
    "apply",
    "check_assumption",
    "check_cases",
    "check_driver",
    "check_formula",
    "check_model",
    "convention",
    "conventions",
    "current",
    "deciding",
    "documents",
    "ends",
    "equation",
    "evaluate",
    "excel",
    "excel_name",
    "formula_in_words",
    "information",
    "linked",
    "load_template",
    "misprints",
    "name_units",
    "next_measures",
    "objectives",
    "principles",
    "propose",
    "published_cases",
    "reverse",
    "survey_figures",
    "switching_value",
    "tenths",
    "tornado",
    "weights",
]
