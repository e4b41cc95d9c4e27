"""Spreadsheets as people export them: bytes in, recognised and tidy tables out; nothing is stored here."""

from valuemodel.spreadsheets.blanks import blank_table, blank_tables
from valuemodel.spreadsheets.containers import read_sheets
from valuemodel.spreadsheets.descriptions import descriptions
from valuemodel.spreadsheets.items import items
from valuemodel.spreadsheets.recognition import ask_again, recognise, remember, tidy
from valuemodel.spreadsheets.types import Book, Choice, ColumnMatch, Question, Recognition, Sheet, Tidy

__all__ = [
    "Book",
    "Choice",
    "ColumnMatch",
    "Question",
    "Recognition",
    "Sheet",
    "Tidy",
    "ask_again",
    "blank_table",
    "blank_tables",
    "descriptions",
    "items",
    "read_sheets",
    "recognise",
    "remember",
    "tidy",
]
