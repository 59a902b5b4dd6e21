"""Compile every template of the house: a tag that does not exist is found before a page is asked for."""

import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

ROOM_TEMPLATES = "src/noaber/*/templates"


def main() -> int:
    django.setup()
    folders = sorted(Path().glob(ROOM_TEMPLATES))
    paths = [(path, path.relative_to(folder)) for folder in folders for path in sorted(folder.rglob("*.*"))]
    faults = [fault for path, name in paths if (fault := _fault(path, str(name)))]
    print("\n".join(faults) or f"{len(paths)} templates")
    return 1 if faults else 0


def _fault(path: Path, name: str) -> str:
    try:
        get_template(name)
    except TemplateSyntaxError as error:
        return f"{path}: {error}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
