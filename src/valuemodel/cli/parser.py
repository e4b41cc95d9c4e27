"""The command line: its commands and options, told in the person's language."""

from __future__ import annotations

import argparse
import getpass
import glob
import os
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from valuemodel import __version__
from valuemodel.locale import LANGUAGES, text

_REPEATED = argparse.SUPPRESS  # a common option may stand before or after the command; the last one counts


def parse(argv: list[str]) -> argparse.Namespace:
    """The call as a namespace with `run`, the function to call; leaves with code 2 when the call is wrong."""
    language = _asked_language(argv)
    args = _parser(language).parse_args(argv)
    args.language = getattr(args, "language", language)
    args.author = getattr(args, "author", None) or _user()
    return args


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "valuemodel"


def _asked_language(argv: list[str]) -> str:
    """The language of the help itself: `--language` when given, else the terminal's, else English."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--language")
    told = first.parse_known_args([word for word in argv if word not in ("-h", "--help")])[0].language
    terminal = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    asked = (told or terminal)[:2].lower()
    return asked if asked in LANGUAGES else "en"


class _Commands:
    """Adds commands one by one, with the options that all of them share."""

    def __init__(self, parser: argparse.ArgumentParser, common: argparse.ArgumentParser, language: str) -> None:
        self.into = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
        self.common, self.language = common, language

    def add(self, name: str, module: str = "commands", folder: bool = True) -> argparse.ArgumentParser:
        said = text(f"cli.help.{name}", self.language)
        command = self.into.add_parser(name, parents=[self.common], help=said, description=said)
        command.set_defaults(run=lambda args: _run(module, name, args))
        if folder:
            command.add_argument("folder", metavar="DIR", type=Path, help=text("cli.help.folder", self.language))
        return command

    def option(self, command: argparse.ArgumentParser, *names: str, **how: Any) -> None:
        told = names[-1].lstrip("-")
        command.add_argument(*names, help=text(f"cli.help.{told}", self.language), **how)

    def one_file(self, path: str) -> Path:
        """The file `path`; a wrong call when it is not there."""
        return self.matching(path)[0]

    def matching(self, pattern: str) -> list[Path]:
        """The files of `pattern`: itself, or what it matches where no shell has expanded it."""
        named = [pattern] if Path(pattern).is_file() else sorted(glob.glob(pattern))
        found = [Path(name) for name in named if Path(name).is_file()]
        if not found:
            raise argparse.ArgumentTypeError(text("cli.no_such_file", self.language, path=pattern))
        return found

    def letters(self, count: int, written: str) -> str:
        """A code of `count` letters, such as FR or EUR, in capitals."""
        if len(written) != count or not (written.isascii() and written.isalpha()):
            raise argparse.ArgumentTypeError(text("cli.no_such_code", self.language, written=written, count=count))
        return written.upper()

    def months(self, written: str) -> int:
        """A number of months, from 1 to 240."""
        if not (written.isascii() and written.isdigit()) or not 1 <= int(written) <= 240:
            raise argparse.ArgumentTypeError(text("cli.no_such_months", self.language, written=written))
        return int(written)

    def day(self, written: str) -> date:
        """A date written 2026-10-31."""
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise argparse.ArgumentTypeError(text("cli.no_such_day", self.language, written=written)) from None


def _run(module: str, name: str, args: argparse.Namespace) -> int:
    return int(getattr(import_module(f"valuemodel.cli.{module}"), name)(args))


def _parser(language: str) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--language", choices=LANGUAGES, default=_REPEATED, help=text("cli.help.language", language))
    common.add_argument("--author", default=_REPEATED, help=text("cli.help.author", language))
    parser = argparse.ArgumentParser("valuemodel", description=text("cli.help.valuemodel", language), parents=[common])
    parser.add_argument("--version", action="version", version=f"valuemodel {__version__}")
    commands = _Commands(parser, common, language)
    _settings(commands)
    _spreadsheets(commands)
    _results(commands)
    return parser


def _settings(commands: _Commands) -> None:
    commands.add("sample")
    new = commands.add("new")
    commands.option(new, "--name", required=True)
    commands.option(new, "--company", required=True)
    commands.option(new, "--started", type=commands.day, required=True, metavar="YYYY-MM-DD")
    commands.option(new, "--country", default="FR", type=partial(commands.letters, 2))
    commands.option(new, "--currency", default="EUR", type=partial(commands.letters, 3))
    commands.option(new, "--horizon", type=commands.months, default=36, metavar="MONTHS")
    legal = commands.add("legal")
    commands.option(legal, "ground", nargs="?", metavar="FILE.yaml", type=commands.one_file)


def _spreadsheets(commands: _Commands) -> None:
    load = commands.add("load")
    commands.option(load, "files", nargs="+", metavar="FILE", type=commands.matching)
    commands.option(load, "--wave", metavar="NAME")
    commands.option(load, "--answers", type=commands.one_file, metavar="FILE.yaml")
    commands.option(load, "--defaults", action="store_true")
    uploads = commands.add("uploads")
    for name in ("withdraw", "restore"):
        undo = commands.add(name)
        commands.option(undo, "upload", type=int, metavar="UPLOAD")
        commands.option(undo, "--reason", default="")
    close = commands.add("close")
    commands.option(close, "--as-of", type=commands.day, metavar="YYYY-MM-DD")
    for command in (load, uploads):
        commands.option(command, "--json", action="store_true")


def _results(commands: _Commands) -> None:
    for name in ("kpis", "effects", "value"):
        command = commands.add(name, "results")
        commands.option(command, "--closing", type=int, metavar="N")
        commands.option(command, "--json", action="store_true")
        commands.option(command, "--scenario", metavar="FILE.yaml", type=commands.one_file)
        commands.option(command, "--view", choices=("whole", "review", "request"), default="whole")
        if name == "value":
            commands.option(command, "--convention", metavar="NAME")
        else:
            commands.option(command, "--group", metavar="GROUP")
    exported = commands.add("export", "results")
    for name in ("--workbook", "--deck", "--report", "--html"):
        commands.option(exported, name, type=Path, metavar="FILE")
    commands.option(exported, "--closing", type=int, metavar="N")
    commands.option(exported, "--view", choices=("whole", "review", "request"), default="whole")
    commands.option(exported, "--convention", metavar="NAME")
    check = commands.add("check", "results", folder=False)
    commands.option(check, "--cases", type=commands.one_file, nargs="?", metavar="FILE.yaml")
    commands.option(check, "--json", action="store_true")
