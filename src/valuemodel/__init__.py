"""Preuve: usage decides value. From survey and usage spreadsheets to a budget decision."""

__version__ = "0.1.0"
