"""Write docs/cli.md from the commands themselves: ``python tools/cli_reference.py``; a test compares."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import django

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
INTRODUCTION: Final = """\
# De opdrachten van `noaber`

Deze bladzijde is gemaakt uit de opdrachten zelf (`python tools/cli_reference.py`); een proef houdt haar gelijk.

`noaber` toont de lijst, `noaber OPDRACHT --help` de uitleg. Elke opdracht eindigt met 0 (gedaan), 1 (geweigerd, met de
reden in één zin op stderr) of 2 (verkeerd aangeroepen). Instellingen komen uit de omgeving (`NOABER_...`).

Uitvoer voor programma's is UTF-8: JSON als lijst van objecten, CSV met komma's en een kopregel. Datums staan als
`JJJJ-MM-DD`, bedragen als hele centen. Een datum of getal dat er niet is, is `null` (JSON) of leeg (CSV);
een tekst die er niet is, is leeg. Teksten staan er zoals ze zijn: wie zo'n bestand in Excel opent, kan beter het
bestand van de bladzijde nemen, waarin een tekst die op een formule lijkt onschadelijk is gemaakt.
"""


def render() -> str:
    """The whole page."""
    from noaber.core.commandline import GROUPS
    from noaber.site.commandline import command_names, load_command

    commands = {name: load_command(name) for name in command_names()}
    lines = [INTRODUCTION]
    for group in GROUPS:
        shown = {name: one for name, one in commands.items() if one.group == group and not one.is_hidden}
        if shown:
            lines.append(f"## {group}\n")
        for name, command in shown.items():
            parser = command.create_parser("noaber", name)
            lines += [f"### `noaber {name}`\n", f"{command.help}\n", *_arguments(parser._actions)]
            if command.output_keys:
                keys = ", ".join(f"`{key}`" for key in command.output_keys)
                lines.append(f"Sleutels in JSON en kolommen in CSV: {keys}.\n")
            if command.yearly_keys:
                keys = ", ".join(f"`{key.format(year='JJJJ')}`" for key in command.yearly_keys)
                lines.append(f"Daarna voor elk jaar waarover het gaat: {keys}.\n")
    return "\n".join(lines).rstrip() + "\n"


def _arguments(actions: Iterable[argparse.Action]) -> list[str]:
    rows = [f"| `{_form(action)}` | {action.help or ''} |" for action in actions if action.dest != "help"]
    return ["| argument | uitleg |", "| --- | --- |", *rows, ""] if rows else []


def _form(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    return f"{', '.join(action.option_strings)} {value}".strip()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.site.settings.test")
    django.setup()
    PAGE.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} geschreven\n")
