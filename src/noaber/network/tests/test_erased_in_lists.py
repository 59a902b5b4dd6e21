"""Who was erased is in no list of people, and the filled-in list of people still comes back unchanged."""

from pathlib import Path

import pytest
from pytest_django import Settings

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.personal_data import erase_person
from noaber.network.imports.sample_files import current_people
from noaber.network.models import ImportKind
from noaber.network.queries.people import people
from noaber.network.tests.conftest import NOW, TODAY, newcomer
from noaber.network.tests.lists import checked, list_of, preview_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]


def test_who_was_erased_is_in_no_list_and_blocks_none(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT, settings.DATA = tmp_path / "files", tmp_path
    gone = newcomer("Adviseur van Aardam")
    erase_person(str(gone), actor=COMMAND, now=NOW)

    assert gone not in {row.id for row in people(COMMAND, AsOf(TODAY))}
    filled = [
        {key: str(value or "") for key, value in row.items()} for row in current_people(COMMAND, AsOf(TODAY))
    ]
    assert preview_of(checked(ImportKind.PEOPLE, list_of(ImportKind.PEOPLE, filled))).problems == ()
