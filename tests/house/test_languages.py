"""Every text exists in French and in English, asks for the same values, and is written as each language is."""

import re
from pathlib import Path

import yaml

from valuemodel.locale import LANGUAGES, catalogue

PACKAGE = Path(__file__).parents[2] / "src" / "valuemodel"
BRACES = re.compile(r"\{(\w+)[^}]*\}")


def test_both_catalogues_have_the_same_texts() -> None:
    french, english = (set(catalogue(language)) for language in LANGUAGES)
    assert french == english, sorted(french ^ english)


def test_a_text_asks_for_the_same_values_in_both_languages() -> None:
    def asked(language: str, key: str) -> set[str]:
        return {value.removesuffix(f"_{language}") for value in BRACES.findall(catalogue(language)[key])}

    assert not [key for key in set(catalogue("fr")) & set(catalogue("en")) if asked("fr", key) != asked("en", key)]


def test_no_text_is_empty() -> None:
    assert not [key for language in LANGUAGES for key, value in catalogue(language).items() if not value.strip()]


def labels(node: object, where: str) -> list[tuple[str, dict]]:
    if isinstance(node, dict):
        if {"fr", "en"} & set(node) and all(isinstance(value, str) for value in node.values()):
            return [(where, node)]
        return [found for key, child in node.items() for found in labels(child, f"{where}.{key}")]
    if isinstance(node, list):
        return [found for index, child in enumerate(node) for found in labels(child, f"{where}[{index}]")]
    return []


def test_every_label_of_a_data_file_has_both_languages() -> None:
    files = [file for file in PACKAGE.rglob("*.yaml") if "locale" not in file.parts]
    found = [entry for file in files for entry in labels(yaml.safe_load(file.read_text("utf-8")), file.stem)]
    missing = [where for where, words in found if not all(words.get(language, "").strip() for language in LANGUAGES)]
    assert not missing


def test_french_uses_its_own_spaces_and_apostrophes() -> None:
    wrong = [key for key, value in catalogue("fr").items() if re.search(r"\w'\w| [;?!:»%€]|« ", value)]
    assert not wrong, wrong
