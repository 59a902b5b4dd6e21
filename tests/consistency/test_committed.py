"""What is in git belongs there: no trace of a machine, no registry, no link to nowhere."""

import re
from pathlib import Path
from typing import Final

from tests.consistency.house import ROOT, committed_files, place

TRACES: Final = {
    "a folder of somebody's machine": re.compile(r"(?<![\w.])/(?:root|home|work|Users)/\w"),
    "a package registry": re.compile(r"py[p]i\.org|pythonho[s]ted|registry\.np[m]js|registry\.ya[r]npkg"),
}
BINARY: Final = {".png", ".jpg", ".ttf", ".woff2", ".pdf", ".xlsx", ".ods", ".odt", ".zip", ".gz", ".ico"}
LINK: Final = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
LARGEST: Final = 1_000_000  # bytes


def test_no_file_holds_a_trace_of_a_machine() -> None:
    wrong = [
        f"{place(path)}:{number}: {what}"
        for path in committed_files()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for what, pattern in TRACES.items()
        if pattern.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_link_in_the_documents_leads_somewhere() -> None:
    wrong = [
        f"{place(path)}: {link}"
        for path in committed_files()
        if path.suffix == ".md"
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in link and not link.startswith("mailto:") and not leads_somewhere(path, link)
    ]
    assert not wrong, "\n".join(wrong)


def leads_somewhere(page: Path, link: str) -> bool:
    return (ROOT / link.lstrip("/") if link.startswith("/") else page.parent / link).exists()


def test_no_file_is_large() -> None:
    assert not [place(path) for path in committed_files() if path.stat().st_size > LARGEST]


def test_the_lock_that_counts_has_a_hash_for_every_package() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())
        assert not [block.split()[0] for block in blocks if "--hash=sha256:" not in block], name
