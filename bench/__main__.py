"""Runs the measurements and prints one table each; the machine's own speed comes first."""

import importlib
import sys
from typing import Final

from bench.calibration import calibrate

PARTS: Final = (
    "web",
    "start",
    "work",
    "people_import",
    "decisions",
    "strategy",
    "bank",
    "bank_import",
    "scenario",
    "invoices",
    "figures_signals",
    "figures_effect",
    "figures_charts",
    "figures_store",
    "figures_import",
    "figures_reports",
)


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; choose from {', '.join(PARTS)}")
        return 2
    print(calibrate())
    results = [importlib.import_module(f"bench.{name}").run() for name in names or PARTS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
