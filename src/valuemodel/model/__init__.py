"""The value model: drivers, assumptions, costs, cash flow, results, simulation and sensitivity."""

from valuemodel.model.cases_check import CaseCheck, check_cases
from valuemodel.model.compare import ProgrammeYear, Side, by_year, rules_in_words, side_by_side, stated_rules
from valuemodel.model.conventions import convention, conventions, reduced
from valuemodel.model.convergence import Convergence
from valuemodel.model.correlation import Correlations
from valuemodel.model.decision import OptionResult, option_draws, options
from valuemodel.model.delay import Delay, cost_of_delay, lost_by_delay
from valuemodel.model.distributions import FAMILIES, tenths
from valuemodel.model.engine import evaluate
from valuemodel.model.excel import excel, excel_name
from valuemodel.model.explain import equation, formula_in_words
from valuemodel.model.gates import StageGate, stage_gates
from valuemodel.model.information import Deciding, Information, deciding, information
from valuemodel.model.kinds import name_units
from valuemodel.model.library import apply, load_template
from valuemodel.model.next_measure import Measure, NextMeasures, next_measures, survey_figures
from valuemodel.model.outlook import outlook
from valuemodel.model.participants import Estimates, participants_estimate
from valuemodel.model.principles import Principle, principles
from valuemodel.model.proposal import Proposal, add, documents, objectives, propose
from valuemodel.model.published import Misprint, PublishedCase, misprints, published_cases
from valuemodel.model.redeployment import Redeployment, redeployment
from valuemodel.model.register import check_assumption, check_driver, check_formula, check_model
from valuemodel.model.request import request_budget
from valuemodel.model.reverse import Explored, Needed, explore, reverse
from valuemodel.model.saved import Scenario, current, current_with_issues, scenario_version, scenarios
from valuemodel.model.sensitivity import level_worth, switching_value, tornado
from valuemodel.model.shapes import ends
from valuemodel.model.simulation import linked
from valuemodel.model.weights import Weight, Weights, weights

__all__ = [
    "FAMILIES",
    "CaseCheck",
    "Convergence",
    "Correlations",
    "Deciding",
    "Delay",
    "Estimates",
    "Explored",
    "Information",
    "Measure",
    "Misprint",
    "Needed",
    "NextMeasures",
    "OptionResult",
    "Principle",
    "ProgrammeYear",
    "Proposal",
    "PublishedCase",
    "Redeployment",
    "Scenario",
    "Side",
    "StageGate",
    "Weight",
    "Weights",
    "add",
    "apply",
    "by_year",
    "check_assumption",
    "check_cases",
    "check_driver",
    "check_formula",
    "check_model",
    "convention",
    "conventions",
    "cost_of_delay",
    "current",
    "current_with_issues",
    "deciding",
    "documents",
    "ends",
    "equation",
    "evaluate",
    "excel",
    "excel_name",
    "explore",
    "formula_in_words",
    "information",
    "level_worth",
    "linked",
    "load_template",
    "lost_by_delay",
    "misprints",
    "name_units",
    "next_measures",
    "objectives",
    "option_draws",
    "options",
    "outlook",
    "participants_estimate",
    "principles",
    "propose",
    "published_cases",
    "redeployment",
    "reduced",
    "request_budget",
    "reverse",
    "rules_in_words",
    "scenario_version",
    "scenarios",
    "side_by_side",
    "stage_gates",
    "stated_rules",
    "survey_figures",
    "switching_value",
    "tenths",
    "tornado",
    "weights",
]
