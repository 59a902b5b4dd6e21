"""Every check of the house that is no test, one line each: ``make check``.

``python tools/check.py ruff types`` runs some of them. Ends with 1 when one of them found something.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHON: Final = sys.executable
BIN: Final = Path(PYTHON).parent


@dataclass(frozen=True, slots=True)
class Check:
    """A program that says nothing is wrong by ending with 0; `mend` is the line that repairs what it finds."""

    name: str
    what: str
    command: Sequence[str]
    mend: str = ""


TEMPLATES: Final = "src/noaber"
CHECKS: Final = (
    Check("ruff", "stijl van de code", [f"{BIN}/ruff", "check", "-q"], "ruff check --fix"),
    Check("format", "opmaak van de code", [f"{BIN}/ruff", "format", "-q", "--check"], "ruff format"),
    Check("contracts", "huisregels voor imports", [f"{BIN}/lint-imports", "--no-logo"]),
    Check("types", "typen", [f"{BIN}/mypy", "--no-error-summary"]),
    Check(
        "migrations",
        "geen migratie vergeten",
        [f"{BIN}/django-admin", "makemigrations", "--check", "--dry-run"],
        "django-admin makemigrations",
    ),
    Check("django", "instellingen en adressen", [f"{BIN}/django-admin", "check", "--fail-level", "WARNING"]),
    Check("compile", "elk sjabloon is leesbaar", [PYTHON, "tools/compile_templates.py"]),
    Check("templates", "stijl van de sjablonen", [f"{BIN}/djlint", TEMPLATES, "--lint", "--quiet"]),
    Check(
        "layout",
        "opmaak van de sjablonen",
        [f"{BIN}/djlint", TEMPLATES, "--check", "--quiet"],
        "djlint src/noaber --reformat",
    ),
)


def run(check: Check, environment: dict[str, str]) -> bool:
    """Run one check and print its line, with what it found."""
    began = time.monotonic()
    result = subprocess.run(check.command, cwd=ROOT, env=environment, capture_output=True, text=True)
    seconds = time.monotonic() - began
    is_good = result.returncode == 0
    print(f"{'goed' if is_good else 'FOUT':5} {check.name:11} {check.what} ({seconds:.1f} s)", flush=True)
    if not is_good:
        print(result.stdout.rstrip(), result.stderr.rstrip(), sep="\n")
        print(f"      herstellen: .venv/bin/{check.mend}\n" if check.mend else "", flush=True)
    return is_good


def main(names: Sequence[str]) -> int:
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        print(f"onbekend: {', '.join(sorted(unknown))}; kies uit {', '.join(check.name for check in CHECKS)}")
        return 2
    chosen = [check for check in CHECKS if not names or check.name in names]
    with tempfile.TemporaryDirectory(prefix="noaber-check-") as folder:
        environment = {
            "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
            "HOME": folder,
            "LC_ALL": "C.UTF-8",
            "NOABER_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "noaber.site.settings.base",
        }
        results = [run(check, environment) for check in chosen]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
