"""Every problem that the store and privacy can tell is told in both languages, with a fix and the same figures."""

import re
import string
from pathlib import Path

import pytest
import yaml

import valuemodel
from valuemodel.locale import LANGUAGES, catalogue
from valuemodel.privacy.legal import ELSEWHERE, IN_EUROPE

ROOT = Path(valuemodel.__file__).parent


def _written(language):
    folder = ROOT / "locale" / language / "issues"
    return {
        code for part in ("store", "privacy") for code in yaml.safe_load((folder / f"{part}.yaml").read_text("utf-8"))
    }


def _raised():
    sources = [path.read_text("utf-8") for part in ("store", "privacy") for path in (ROOT / part).rglob("*.py")]
    found = re.findall(r"(?:ValueModelError|Issue|yield)\s*\(?\s*\"(\w+)\"", "\n".join(sources))
    return {*found, *(f"legal_{name}" for name in (*IN_EUROPE, *ELSEWHERE))}


@pytest.mark.parametrize("code", sorted(_written("en")))
def test_a_problem_has_its_words_and_its_fix_in_both_languages(code):
    def braces(part, language):
        written = catalogue(language)[f"issues.{code}.{part}"]
        return {name for _, name, _, _ in string.Formatter().parse(written) if name}

    for part in ("problem", "fix"):
        assert len({frozenset(braces(part, language)) for language in LANGUAGES}) == 1


def test_both_languages_tell_the_same_problems_and_all_that_are_raised():
    assert _written("en") == _written("fr") >= _raised()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_action_of_the_journal_and_step_of_a_load_has_its_words(language):
    actions = ("save", "restore_version", "load", "withdraw", "restore", "close", "rebuild", "describe_wave")
    steps = ("reading", "tidying", "storing", "done")
    for key in (*(f"store.actions.{action}" for action in actions), *(f"store.steps.{step}" for step in steps)):
        assert catalogue(language)[key]
