"""Each export has a small fictitious sample; its description recognises it, and no other description does."""

from __future__ import annotations

from pathlib import Path

import pytest

from valuemodel.spreadsheets import descriptions, recognise, tidy

FOLDER = Path(__file__).with_name("samples")
REFUSED = {"teams_calls": "call_records", "organisation": "organisation_table", "matomo_pages": "matomo_without_dates"}
# What the samples leave open on purpose: which of several like reports it is, and how long a report is.
ASKED = {
    "viva_engage_counts": {"variant": "messages"},
    "file_activity_counts": {"variant": "sharepoint_files"},
    "total_and_active_counts": {"variant": "sharepoint_sites"},
    "storage_counts": {"variant": "onedrive"},
    "outlook_counts": {"variant": "emails"},
    "teams_admin_center": {"report_days": "30"},
    "copilot_admin_center": {"report_days": "28"},
    "slack_members": {"report_days": "30"},
}


def sample(key: str) -> bytes:
    """The sample of an export."""
    return next(FOLDER.glob(f"{key}.*")).read_bytes()


def test_every_description_has_a_sample_and_every_sample_a_description() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(descriptions())


@pytest.mark.parametrize("key", descriptions())
def test_a_sample_is_recognised_as_what_it_is_whatever_its_name(key: str) -> None:
    recognition = recognise(sample(key), "export.dat")
    assert (recognition.format, recognition.kind) == (key, descriptions()[key].kind)


@pytest.mark.parametrize("key", descriptions())
def test_a_sample_is_made_tidy_or_refused_with_its_reason(key: str) -> None:
    recognition = recognise(sample(key), "export.dat")
    assert {question.key for question in recognition.questions} == set(ASKED.get(key, {}))
    if key in REFUSED:
        assert (recognition.outcome, recognition.issues[0].code) == ("refused", REFUSED[key])
        return
    done = tidy(recognition, ASKED.get(key))
    assert done.rows_read == done.rows_kept + done.rows_set_aside and done.rows_kept
    assert done.kind == "codebook" or any(len(table) for table in done.tables.values())


@pytest.mark.parametrize("key", descriptions())
def test_no_sample_keeps_a_name_or_an_address_in_what_is_told_of_it(key: str) -> None:
    recognition = recognise(sample(key), "export.dat")
    told = str(recognition.columns) + str(recognition.issues) + str(recognition.questions)
    if recognition.outcome != "refused":
        told += str(tidy(recognition, ASKED.get(key)).issues)
    assert not any(name in told for name in ("exemple.fr", "Personne", "10.0.0."))
