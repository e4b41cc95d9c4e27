"""The value model: drivers, assumptions, costs, cash flow, results, simulation and sensitivity."""

from valuemodel.model.cases_check import CaseCheck, check_cases
from valuemodel.model.conventions import convention, conventions
from valuemodel.model.engine import evaluate
from valuemodel.model.excel import excel, excel_name
from valuemodel.model.explain import equation, formula_in_words
from valuemodel.model.information import Information, information
from valuemodel.model.kinds import name_units
from valuemodel.model.library import apply, current, load_template
from valuemodel.model.principles import Principle, principles
from valuemodel.model.register import check_assumption, check_driver, check_formula, check_model
from valuemodel.model.sensitivity import switching_value, tornado

__all__ = [
    "CaseCheck",
    "Information",
    "Principle",
    "apply",
    "check_assumption",
    "check_cases",
    "check_driver",
    "check_formula",
    "check_model",
    "convention",
    "conventions",
    "current",
    "equation",
    "evaluate",
    "excel",
    "excel_name",
    "formula_in_words",
    "information",
    "load_template",
    "name_units",
    "principles",
    "switching_value",
    "tornado",
]
