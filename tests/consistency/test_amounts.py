"""An amount stays on one line: what is made by the house has no plain space between the sign and the number."""

import re
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2] / "src"
FILLED_IN: Final = re.compile(r"€ (?:%\(|\{)|€&nbsp;|€ (?=%s)")


def test_amounts_are_written_by_the_one_function() -> None:
    files = [path for kind in ("py", "html", "txt", "typ") for path in SOURCE.rglob(f"*.{kind}")]
    wrong = [str(path) for path in files if FILLED_IN.search(path.read_text(encoding="utf-8"))]
    assert not wrong, "use core.rules.money (format_euro, EURO): " + ", ".join(wrong)
