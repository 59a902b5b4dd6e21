"""What every ``noaber`` command has in common: Dutch help, three exit codes and no traceback for people.

A room's command is a Django management command in ``<room>/management/commands/<name>.py``:

    class Command(commandline.Command):
        help = _("Toont wat het netwerk mist.")
        group = commandline.REGISTER
        output_keys = ("code", "subject", "message")

        def add_arguments(self, parser): ...
        def handle(self, *args, **options): ...

``noaber health`` runs it. Exit code 0: done; 1: refused, the reason in one sentence on stderr; 2: wrong usage.
`output_keys` are the keys of its JSON and the columns of its CSV; docs/cli.md lists them and `print_json` and
`print_csv` hold the command to them. `yearly_keys` come after them, once for each year that it is about.
"""

import argparse
import csv
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, ClassVar, Final, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.core import clock
from noaber.core.documents.tables import escape_formula
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date, parse_date

SERVING: Final = _("Draaien")
REGISTER: Final = _("Register")
FIGURES: Final = _("Cijfers")
MONEY: Final = _("Geld")
KEEPING: Final = _("Bewaren en controleren")
ACCOUNTS: Final = _("Accounts")
OTHER: Final = _("Overig")
GROUPS: Final = (SERVING, REGISTER, FIGURES, MONEY, KEEPING, ACCOUNTS, OTHER)

FAMILIES: Final = ("figures",)
"""Commands of two words: the module `figures_import` is typed as `noaber figures import`."""

DONE, REFUSED, USAGE = 0, 1, 2

# What argparse says, and how a Dutch reader would put it. It offers no other way to translate.
ARGPARSE_DUTCH: Final = (
    (re.compile(r"the following arguments are required: (.*)"), "verplichte argumenten ontbreken: {}"),
    (re.compile(r"unrecognized arguments: (.*)"), "onbekende argumenten: {}"),
    (re.compile(r"argument (\S+): expected one argument"), "optie {} vraagt een waarde"),
    (re.compile(r"argument (\S+): expected at least one argument"), "optie {} vraagt ten minste een waarde"),
    (
        re.compile(r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)"),
        "{}: {} kan niet; kies uit {}",
    ),
    (re.compile(r"argument (\S+): invalid int value: (.*)"), "{}: {} is geen geheel getal"),
    (re.compile(r"argument (\S+): invalid \S+ value: (.*)"), "{}: {} past hier niet"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), "{} en {} gaan niet samen"),
    (
        re.compile(r"argument (\S+): ignored explicit argument (.*)"),
        "optie {} vraagt geen waarde, maar kreeg {}",
    ),
    (re.compile(r"one of the arguments (.*) is required"), "geef een van deze argumenten: {}"),
    (re.compile(r"ambiguous option: (\S+) could match (.*)"), "{} is niet eenduidig: {}"),
    (re.compile(r"argument (\S+): (.*)"), "{}: {}"),
)


NEGATIVE: Final = re.compile(r"-(\d+|\d*[.,]\d+)")
"""What is a value and no option, also with a comma: what is wrong with it, the option itself says."""


class DutchHelp(argparse.RawDescriptionHelpFormatter):
    """Help text with a Dutch usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class DutchParser(CommandParser):
    """An argument parser that explains itself in Dutch."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": DutchHelp, "allow_abbrev": False, **options}, add_help=False)
        self._positionals.title, self._optionals.title = "gegevens", "opties"
        self.add_argument("-h", "--help", action="help", help="toont deze uitleg")
        self._negative_number_matcher = NEGATIVE

    def error(self, message: str) -> NoReturn:
        dutch = argparse_in_dutch(message)
        if not self.called_from_command_line:
            raise CommandError(dutch, returncode=USAGE)
        self.exit(USAGE, f"{self.format_usage()}{self.prog}: {dutch}\n")


def argparse_in_dutch(message: str) -> str:
    """Translate what argparse says.

    >>> argparse_in_dutch("the following arguments are required: FILE")
    'verplichte argumenten ontbreken: FILE'
    >>> argparse_in_dutch("argument --on: invalid choice: 'a' (choose from 'b', 'c')")
    "--on: 'a' kan niet; kies uit 'b', 'c'"
    """
    for pattern, dutch in ARGPARSE_DUTCH:
        match = pattern.fullmatch(message)
        if match:
            return dutch.format(*match.groups())
    return message


def typed_name(module: str) -> str:
    """The name of a command as people type it.

    >>> typed_name("import_bank"), typed_name("figures_import")
    ('import-bank', 'figures import')
    """
    family, _line, rest = module.partition("_")
    words = (family, rest) if family in FAMILIES and rest else (module,)
    return " ".join(word.replace("_", "-") for word in words)


def date_argument(text: str) -> dt.date:
    """A date on the command line, in either form (``type=date_argument``)."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    """A command of ``noaber``; see the module's docstring.

    `prepares_database`: make or migrate the database first, for commands that may be a machine's first.
    `is_hidden`: works, but stands in no list.
    """

    help: str | Promise = ""  # type: ignore[assignment]  # Django types it for English alone
    group: ClassVar[str | Promise] = OTHER
    output_keys: ClassVar[tuple[str, ...]] = ()
    yearly_keys: ClassVar[tuple[str, ...]] = ()  # "contribution_{year}_cents"
    prepares_database: ClassVar[bool] = False
    is_hidden: ClassVar[bool] = False

    # Django's own options stay usable from code (call_command), but are no part of the command line.
    base_stealth_options = (
        *BaseCommand.base_stealth_options,
        "verbosity",
        "settings",
        "pythonpath",
        "traceback",
        "no_color",
        "force_color",
        "skip_checks",
    )

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = DutchParser(
            prog=f"noaber {typed_name(subcommand.replace('-', '_').replace(' ', '_'))}",
            description=str(self.help),
            called_from_command_line=self._called_from_command_line,
            **options,
        )
        parser.set_defaults(
            verbosity=1,
            settings=None,
            pythonpath=None,
            traceback=False,
            no_color=True,
            force_color=False,
            skip_checks=True,
        )
        self.add_arguments(parser)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from the command line and leave with the exit code."""
        self._called_from_command_line = True
        parser = self.create_parser(argv[0], argv[1])
        options = vars(parser.parse_args(argv[2:]))
        arguments = options.pop("args", ())
        try:
            self.execute(*arguments, **options)
        except CommandError as refusal:
            print(refusal, file=sys.stderr)
            sys.exit(refusal.returncode)
        except BrokenPipeError:  # the reader (head, less) had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            sys.exit(130)
        finally:
            connection.close()

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and turn what people can mend into one sentence."""
        try:
            if self.prepares_database:
                from noaber.core.preparing import prepare_database

                prepare_database()
            answer = super().execute(*args, **options)
            self._tell_that_it_is_a_demonstration()
        except DomainError as error:
            raise CommandError(error.message, returncode=REFUSED) from error
        except DatabaseError as error:
            raise CommandError(database_sentence(error), returncode=REFUSED) from error
        except (
            FileNotFoundError,
            PermissionError,
            IsADirectoryError,
            FileExistsError,
            NotADirectoryError,
        ) as error:
            raise CommandError(file_sentence(error), returncode=REFUSED) from error
        return answer

    def _tell_that_it_is_a_demonstration(self) -> None:
        """On stderr, so that what programs read stays as it is."""
        reached_on = (
            clock.reached_on() if self.output_keys and self.group in (REGISTER, FIGURES, MONEY) else None
        )
        if reached_on:
            text = _("Voorbeeldgegevens: dit is een demonstratie. Het is hier %(date)s.")
            self.stderr.write(text % {"date": long_date(reached_on)})

    def print_json(self, records: Iterable[Mapping[str, object]]) -> None:
        """Print records as a JSON list, dates in ISO form."""
        checked = [self._checked(record) for record in records]
        self.stdout.write(json.dumps(checked, ensure_ascii=False, indent=2, default=_plain))

    def print_csv(self, records: Iterable[Mapping[str, object]]) -> None:
        """Print records as CSV (UTF-8, comma, ISO dates, empty for nothing; no text that runs as a formula)."""
        # With "\n" alone as the end of a line, a "\r" within a cell would not be quoted.
        writer = csv.writer(_Lines(self.stdout), lineterminator="\r\n")
        writer.writerow(self.output_keys)
        for record in records:
            writer.writerow([csv_cell(value) for value in self._checked(record).values()])

    def _checked(self, record: Mapping[str, object]) -> dict[str, object]:
        if set(record) != set(self.output_keys):
            raise AssertionError(
                f"{type(self).__module__} prints {sorted(record)}, declares {self.output_keys}"
            )
        return {key: record[key] for key in self.output_keys}


class _Lines:
    """Lets the csv module write through Django's output wrapper, which tests replace."""

    def __init__(self, output: OutputWrapper | IO[str]) -> None:
        self._output = output

    def write(self, line: str) -> int:
        self._output.write(line.removesuffix("\r\n"))
        return len(line)


def csv_cell(value: object) -> object:
    """As on the pages: only words can be a formula, a negative number is a number."""
    if value is None:
        return ""
    plain = _plain(value)
    return escape_formula(plain) if isinstance(value, str | Promise) and isinstance(plain, str) else plain


def _plain(value: object) -> object:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int | float) else str(value)


def database_sentence(error: DatabaseError) -> str:
    """Why the database did not do what was asked, for whoever keeps the machine."""
    detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if _is_missing_table(error, detail):
        return "De database is nog niet klaar voor gebruik. Typ eerst: noaber prepare"
    if isinstance(error, OperationalError | InterfaceError):
        return f"De database is niet bereikbaar of bezet: {detail}"
    raise error


def _is_missing_table(error: DatabaseError, detail: str) -> bool:
    if isinstance(error, ProgrammingError):  # PostgreSQL
        return "does not exist" in detail
    return isinstance(error, OperationalError) and "no such " in detail


def file_sentence(error: OSError) -> str:
    """Which file could not be used and why."""
    reasons: Mapping[type[OSError], str] = {
        FileNotFoundError: "bestaat niet",
        PermissionError: "mag niet worden gelezen of geschreven",
        IsADirectoryError: "is een map",
        NotADirectoryError: "is geen map",
        FileExistsError: "bestaat al",
    }
    return f"{error.filename} {reasons.get(type(error), 'kan niet worden gebruikt')}."


def usage_error(message: str) -> NoReturn:
    """Stop because the arguments do not fit together (exit code 2)."""
    raise CommandError(message, returncode=USAGE)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with the cells in aligned columns, for people who read a terminal.

    >>> columns([("a", "een"), ("bcd", "twee")])
    ['a    een', 'bcd  twee']
    """
    if not rows:
        return []
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [line.rstrip() for line in padded]
