"""The ``noaber`` program: finds the command, or says which there are.

Django is imported inside the functions: before `_set_up` has checked the settings, nothing may read them.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from noaber.core.commandline import Command

SETTINGS: Final = "noaber.site.settings.base"
HELP_WORDS: Final = frozenset({"help", "-h", "--help"})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code (0 done, 1 refused, 2 wrong usage)."""
    try:
        _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough (`noaber people --csv | head`); Python flushes once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> None:
    if arguments == ["--version"]:
        print(f"Noaber {version('noaber')}")
        return
    os.umask(0o077)  # what Noaber writes is for its owner, also in a folder that others may open
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    _take_address(arguments)
    _set_up(is_kept=not asks_help(arguments))
    if not arguments or arguments[0] in HELP_WORDS:
        print(overview())
        return
    arguments = _in_one(arguments)
    name = arguments[0]
    if members := _members(name):
        sys.stderr.write(f"noaber {name.split()[0]}: kies uit {', '.join(members)}\n")
        sys.exit(2)
    if name not in command_names():
        sys.stderr.write(f"noaber: onbekende opdracht: {name}\nTyp 'noaber' voor de lijst van opdrachten.\n")
        sys.exit(2)
    load_command(name).run_from_argv(["noaber", *_with_underscores(arguments)])


def asks_help(arguments: Sequence[str]) -> bool:
    """Whether only the list or the explanation of a command is asked: that reads and writes nothing.

    >>> [asks_help(each) for each in ([], ["help"], ["invoices", "--help"])]
    [True, True, True]
    >>> [asks_help(each) for each in (["invoices", "--to", "help"], ["people", "--", "--help"])]
    [False, False]
    """
    asked = list(arguments)
    own = asked[1 : asked.index("--")] if "--" in asked else asked[1:]
    return not asked or asked[0] in HELP_WORDS or bool({"-h", "--help"}.intersection(own))


def _take_address(arguments: list[str]) -> None:
    """Make ``serve --address`` a setting before the settings are read: links in mail carry the port."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--address")
    if arguments[:1] == ["serve"]:
        from noaber.site.settings.environment import Environment

        address = os.environ.get("NOABER_ADDRESS") or Environment.model_fields["address"].default
        with suppress(argparse.ArgumentError):  # the command itself says what is wrong
            address = parser.parse_known_args(arguments[1:])[0].address or address
        os.environ["NOABER_ADDRESS"] = address


def _set_up(*, is_kept: bool) -> None:
    """Start Django; a setting that cannot be used is one sentence, not a traceback."""
    from noaber.site.settings.environment import IS_KEPT, SettingError, unknown_variables

    kept = IS_KEPT.set(is_kept)

    for name in unknown_variables():
        sys.stderr.write(f"{name} is geen instelling van Noaber en doet niets. Controleer de naam.\n")
    try:
        import django

        gc.disable()  # starting makes no garbage; looking for it takes a tenth of the time
        django.setup()
        gc.freeze()  # and what is there now is shared by the forks of `serve`
        gc.enable()
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    finally:
        IS_KEPT.reset(kept)


def _in_one(arguments: list[str]) -> list[str]:
    """The two words of a command of a family as one argument, as they stand in the list of names."""
    from noaber.core.commandline import FAMILIES

    return [" ".join(arguments[:2]), *arguments[2:]] if arguments[0] in FAMILIES else arguments


def _members(name: str) -> list[str]:
    """The second words of a family, where what was typed is none of its commands."""
    from noaber.core.commandline import FAMILIES

    family = name.split()[0] if name else ""
    if family not in FAMILIES or name in command_names():
        return []
    return [each.split()[1] for each in command_names() if each.startswith(f"{family} ")]


def _with_underscores(arguments: list[str]) -> list[str]:
    return [_module(arguments[0]), *arguments[1:]]


def _module(name: str) -> str:
    return name.replace("-", "_").replace(" ", "_")


def command_names() -> dict[str, str]:
    """Our own commands as they are typed, each with its room; Django's are not part of ``noaber``."""
    from django.core.management import get_commands

    from noaber.core.commandline import typed_name

    own = {name: room for name, room in get_commands().items() if room.startswith("noaber.")}
    return {typed_name(name): room for name, room in sorted(own.items())}


def load_command(name: str) -> "Command":
    """The command that is typed as `name`."""
    from django.core.management import load_command_class

    command = load_command_class(command_names()[name], _module(name))
    if not isinstance(command, _command_class()):
        raise TypeError(f"{type(command).__module__} does not derive from noaber.core.commandline.Command")
    return command


def _command_class() -> type["Command"]:
    from noaber.core.commandline import Command

    return Command


def overview() -> str:
    """The list of commands, one line each, by group."""
    from noaber.core.commandline import GROUPS, columns

    commands = {name: load_command(name) for name in command_names()}
    lines = [
        "gebruik: noaber OPDRACHT [opties]",
        "",
        "Typ 'noaber OPDRACHT --help' voor uitleg bij een opdracht.",
    ]
    width = max(map(len, commands), default=0)
    for group in GROUPS:
        shown = {name: one for name, one in commands.items() if one.group == group and not one.is_hidden}
        rows = [(name.ljust(width), str(one.help)) for name, one in shown.items()]
        if rows:
            lines += ["", f"{group}:", *(f"  {line}" for line in columns(rows))]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
