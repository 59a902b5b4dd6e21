"""A hundred concurrent edits of one record lose none silently: each lands or meets the conflict."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import DEMONSTRATION, Installation

EDITORS, TIMES = 4, 25
READ = """
import django
django.setup()
from noaber.core.audit import verify_chain
from noaber.core.models import AuditEntry
from noaber.network.models import OrganisationVersion
assert verify_chain()[1] is None
print(AuditEntry.objects.filter(verb="network.change_organisation").count())
phones = OrganisationVersion.objects.filter(organisation__code="GM0193").exclude(phone="")
print(*phones.values_list("phone", flat=True))
"""


@pytest.mark.db
def test_every_edit_lands_or_meets_the_conflict(
    installation: Callable[[str], Installation], tmp_path: Path
) -> None:
    copy, go = installation(DEMONSTRATION), tmp_path / "go"
    module = "noaber.network.tests.concurrent_editor"
    command = [sys.executable, "-m", module]
    editors = [
        subprocess.Popen(
            [*command, f"e{number}", str(TIMES), str(go)],
            env=copy.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(EDITORS)
    ]
    for editor in editors:
        assert editor.stdout
        assert editor.stdout.readline() == "ready\n"
    go.touch()
    lines = [line.split() for editor in editors for line in editor.communicate(timeout=120)[0].splitlines()]
    landed = [value for outcome, value in lines if outcome == "landed"]

    assert [editor.returncode for editor in editors] == [0] * EDITORS
    assert len(lines) == EDITORS * TIMES
    assert 0 < len(landed) < len(lines)

    read = subprocess.run(
        [sys.executable, "-c", READ], env=copy.environment, capture_output=True, text=True, check=True
    )
    audited, stored = read.stdout.splitlines()
    assert int(audited) == len(landed)
    assert sorted(stored.split()) == sorted(landed)
