"""From the cells of a list of people to the rows that `rules.people_import` understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError

from noaber.core.documents.sheets import Cell, SheetTable
from noaber.network.imports.columns import CLEARED, EXAMPLE, NEWCOMER, as_cell_message
from noaber.network.models.checks import check_telephone
from noaber.network.rules.people_import import PersonRow, SeatWish

YES_OR_NO: Final = {"ja": True, "nee": False, "j": True, "n": False}
SEAT_PARTS: Final = ("first_day", "last_day", "on_behalf_of", "is_substitute")
LONGEST_PHONE: Final = 20
WHERE_CODES_ARE: Final = "alle codes staan in het sjabloon voor Excel, op het blad Codes"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of the register by how they may be typed: capitals do not count."""

    organisations: Mapping[str, str]
    posts: Mapping[str, str]

    @classmethod
    def of(cls, organisations: Iterable[str], posts: Iterable[str]) -> "Codes":
        return cls({code.upper(): code for code in organisations}, {code.upper(): code for code in posts})


def read_people(table: SheetTable, codes: Codes) -> list[PersonRow]:
    """The rows of the list; what is wrong with cells goes to ``table.errors``. Example rows are left out."""
    found = []
    for row in table.rows():
        name = row["name"].text(is_required=True)
        if not name.lower().startswith(EXAMPLE):
            found.append(_person_row(name, row, codes))
    return found


def _person_row(name: str, row: Mapping[str, Cell], codes: Codes) -> PersonRow:
    key = row["key"].text(max_length=40).lower()
    words = {
        "name": name,
        "job_title": _text(row["job_title"]),
        "organisation": _organisation(row["organisation"], codes),
        "email": None if row["email"].is_empty else _email(row["email"]),
        "phone": _phone(row["phone"]),
    }
    is_newcomer = key == NEWCOMER
    return PersonRow(
        row["name"].row, words, "" if is_newcomer else key, is_newcomer=is_newcomer, seat=_seat(row, codes)
    )


def _text(cell: Cell, longest: int = 200) -> str | None:
    """The text; None when the cell is empty, and an empty text when it says that it should become so."""
    if cell.is_empty:
        return None
    return "" if cell.value == CLEARED else cell.text(max_length=longest)


def _email(cell: Cell) -> str:
    return "" if cell.value == CLEARED else cell.mail_address()


def _phone(cell: Cell) -> str | None:
    typed = _text(cell, LONGEST_PHONE)
    if typed:
        try:
            check_telephone(typed)
        except ValidationError as error:
            cell.fail(as_cell_message(" ".join(error.messages)))
    return typed


def _organisation(cell: Cell, codes: Codes) -> str | None:
    typed = _text(cell, 20)
    if not typed:
        return typed
    code = codes.organisations.get(typed.upper())
    if code is None:
        cell.fail(f"de organisatie ‘{typed}’ staat niet in het register; {WHERE_CODES_ARE}")
    return code


def _seat(row: Mapping[str, Cell], codes: Codes) -> SeatWish | None:
    typed = row["post"].text(max_length=100)
    if not typed:
        for key in SEAT_PARTS:
            if not row[key].is_empty:
                row[key].fail("hoort bij een zetel, maar in deze rij staat geen zetel")
        return None
    post = codes.posts.get(typed.upper())
    if post is None:
        row["post"].fail(f"de zetel ‘{typed}’ bestaat niet; {WHERE_CODES_ARE}")
    wish = SeatWish(
        post or "",
        row["first_day"].date(),
        row["last_day"].date(),
        _organisation(row["on_behalf_of"], codes),
        row["is_substitute"].choice(YES_OR_NO),
    )
    return wish if post else None
