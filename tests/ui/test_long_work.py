"""A big file is read and loaded beside the page: it says how far it is, can be stopped, and leaves nothing behind."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ui.conftest import Opened, words_of
from tests.ui.test_data import PEOPLE, kept_rows, uploaded

from valuemodel.locale import LANGUAGES, number, plural, text
from valuemodel.ui import data_files, understanding, work
from valuemodel.ui.work import Work


class Gate:
    """Holds work at a share of its way until it is opened."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def hold(self) -> None:
        self.reached.set()
        assert self.open.wait(30)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    found = Gate()
    yield found
    found.open.set()


@pytest.fixture
def slow_load(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> Gate:
    """Loading stands still in the middle of storing."""
    real = data_files.store_tidy

    def store(*given):  # type: ignore[no-untyped-def]
        given[-1](0.5)
        gate.hold()
        return real(*given)

    monkeypatch.setattr(data_files, "store_tidy", store)
    return gate


def loading(app, gate: Gate, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The page while what is ready is loaded."""
    monkeypatch.setattr(work, "PATIENCE", 0.0)
    app.button(key="load").click().run()
    assert gate.reached.wait(30)
    return app.run()


def ended(app):  # type: ignore[no-untyped-def]
    """The page once the work is over, which a browser is told by itself."""
    app.session_state["loading"].work._thread.join(30)
    return app.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_load_says_how_far_it_is_and_ends_by_itself(
    opened: Opened, described_folder: Path, slow_load: Gate, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    app = uploaded(opened(described_folder, "data", language), "effectifs.csv", PEOPLE.encode("cp1252"))
    loading(app, slow_load, monkeypatch)
    told = app.get("progress")[0].proto
    assert told.value == 50
    assert text("store.steps.storing", language) in told.text
    assert plural("data.progress.of", 24, language, done=number(12, language)) in told.text
    assert "load" not in {button.key for button in app.button}, "the same files are not loaded twice"
    slow_load.open.set()
    ended(app)
    assert not app.exception and not app.get("progress")
    assert kept_rows(described_folder) == [(24, True)]
    assert plural("data.outcome.loaded", 24, language, name="effectifs.csv") in words_of(app)


def test_a_load_that_is_stopped_leaves_the_store_as_it_was_and_the_file_to_load_again(
    opened: Opened, described_folder: Path, slow_load: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    loading(app, slow_load, monkeypatch)
    app.button(key="stop_0").click().run()
    slow_load.open.set()
    ended(app)
    assert not app.exception
    assert kept_rows(described_folder) == []
    assert plural("data.outcome.stopped", 0, "fr", name="effectifs.csv") in words_of(app)
    assert app.button(key="load").label == plural("data.load", 24, "fr")


def test_while_one_person_loads_another_reads_and_a_third_opens_the_page(
    opened: Opened, described_folder: Path, slow_load: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    loading(app, slow_load, monkeypatch)
    other = opened(described_folder, "data", "en")
    assert not other.exception and not other.get("progress")
    uploaded(other, "suite.csv", PEOPLE.replace("@exemple", "@filiale").encode())
    assert other.button(key="load").label == plural("data.load", 24, "en")
    slow_load.open.set()
    ended(app)


def test_a_file_that_is_long_to_read_says_so_and_can_be_stopped(
    opened: Opened, described_folder: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = understanding.recognise

    def slow(content, name, known, told):  # type: ignore[no-untyped-def]
        told(0.5)
        gate.hold()
        told(0.6)
        return real(content, name, known, told=told)

    monkeypatch.setattr(understanding, "recognise", slow)
    app = opened(described_folder, "data")
    monkeypatch.setattr(work, "PATIENCE", 0.0)
    app.file_uploader[0].upload("effectifs.csv", PEOPLE.encode("cp1252")).run()
    assert gate.reached.wait(30)
    app.run()
    assert not app.exception
    assert plural("data.progress.rows", 11, "fr") in app.get("progress")[0].proto.text
    assert "est en cours de lecture" in words_of(app)
    app.button(key="stop_0").click().run()
    gate.open.set()
    monkeypatch.setattr(work, "PATIENCE", 60.0)
    app.run()
    assert text("issues.load_cancelled.problem", "fr") in words_of(app)


def test_work_that_breaks_is_raised_where_its_result_is_asked_for() -> None:
    def breaks(_: Work) -> None:
        raise ZeroDivisionError

    broken = Work("x", breaks)
    assert broken.ended()
    with pytest.raises(ZeroDivisionError):
        broken.result()
