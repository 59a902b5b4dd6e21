import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf, knowledge_of
from noaber.network.queries.people import PersonRow, people
from noaber.network.queries.seats import Holder, SeatRow, seats

Place = tuple[SeatRow, Holder]


class Command(commandline.Command):
    help = gettext_lazy("Geeft de personen van een dag met hun functies en zetels, één regel per zetel.")
    group = commandline.REGISTER
    output_keys = (
        "person_id",
        "name",
        "job_title",
        "organisation_code",
        "organisation",
        "email",
        "post_code",
        "post",
        "role",
        "body_code",
        "on_behalf_of",
        "is_substitute",
        "valid_from",
        "valid_until",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("de dag waarover het gaat (standaard vandaag)"),
        )
        parser.add_argument(
            "--known-on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("zoals het op deze dag bekend was (standaard nu)"),
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("uitvoer als JSON, voor programma's"))
        form.add_argument("--csv", action="store_true", help=_("uitvoer als CSV, voor programma's"))

    def handle(self, *args: Any, **options: Any) -> None:
        known_on = options["known_on"]
        asof = AsOf(options["on"] or clock.today(), knowledge_of(known_on, today=clock.today()))
        records = _records(asof)
        if options["json"]:
            self.print_json(records)
        elif options["csv"]:
            self.print_csv(records)
        else:
            rows = [(record["name"], record["organisation"], record["post"]) for record in records]
            self.stdout.write("\n".join(commandline.columns(rows)))


def _records(asof: AsOf) -> Iterator[dict[str, Any]]:
    places: dict[uuid.UUID, list[Place]] = defaultdict(list)
    for seat in seats(COMMAND, asof):
        for holder in seat.holders:
            places[holder.person_id].append((seat, holder))
    for person in people(COMMAND, asof):
        held: list[Place | None] = [*sorted(places[person.id], key=lambda place: place[0].code)]
        for place in held or [None]:
            yield {**_of_person(person), **_of_place(place)}


def _of_person(person: PersonRow) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "name": person.name,
        "job_title": person.job_title,
        "organisation_code": person.employer_code,
        "organisation": person.employer_name,
        "email": person.email,
    }


def _of_place(place: Place | None) -> dict[str, Any]:
    seat, holder = place or (None, None)
    return {
        "post_code": seat.code if seat else "",
        "post": seat.title if seat else "",
        "role": seat.role if seat else "",
        "body_code": seat.body_code if seat else "",
        "on_behalf_of": holder.on_behalf_of_code if holder else "",
        "is_substitute": holder.is_substitute if holder else False,
        "valid_from": holder.valid_from if holder else None,
        "valid_until": holder.valid_until if holder else None,
    }
