"""``noaber review PERIOD --to FILE.pdf``: the last version that others may read."""

from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD: Final = "2019-2022"


def review(*arguments: str) -> str:
    out = StringIO()
    call_command("review", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_endterm_review_unless_the_midterm_is_asked(tmp_path: Path) -> None:
    said = review(PERIOD, "--to", str(tmp_path / "eind.pdf"))
    assert "Endterm review 2019-2022, versie 2 (concept gedeeld)" in said
    said = review(PERIOD, "--midterm", "--to", str(tmp_path / "half.pdf"))
    assert "Midterm review 2019-2022, versie 3 (definitief)" in said
    assert all(file.read_bytes().startswith(b"%PDF") for file in tmp_path.iterdir())
    assert len({file.read_bytes() for file in tmp_path.iterdir()}) == 2


@pytest.mark.parametrize(
    ("period", "name", "options", "message"),
    [
        ("2031-2034", "a.pdf", (), "Er is geen beleidsperiode “2031-2034”. Wel: 2019-2022, 2015-2018."),
        ("2015-2018", "a.pdf", ("--midterm",), "Midterm review 2015-2018 is nog niet gedeeld"),
        (PERIOD, "a.docx", (), "eindigt op .pdf"),
        (PERIOD, "staat-er-al.pdf", (), "bestaat al"),
        (PERIOD, "nergens/a.pdf", (), "kan niet worden geschreven"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    tmp_path: Path, period: str, name: str, options: tuple[str, ...], message: str
) -> None:
    (tmp_path / "staat-er-al.pdf").write_text("van een ander")
    with pytest.raises(CommandError) as refused:
        review(period, *options, "--to", str(tmp_path / name))
    assert message in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == ["staat-er-al.pdf"]
    assert (tmp_path / "staat-er-al.pdf").read_text() == "van een ander"
