"""Invented networks of any size, as files that ``network.api.load_network`` reads, and a proposal for all of them."""

import csv
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.test import Client

DATED: Final = dt.date(2020, 1, 28)
MEETING: Final = dt.date(2020, 4, 1)
TODAY: Final = dt.date(2020, 6, 1)
NOW: Final = dt.datetime(2020, 6, 1, 10, tzinfo=dt.UTC)
CODE: Final = "schaal"
PER_DISTRICT: Final = 15
WIDE: Final = 19  # municipalities in a row of the invented country
HEADS: Final = {
    "network": ("code", "name", "region", "starts_on", "source"),
    "districts": ("code", "name", "position", "chair"),
    "municipalities": ("code", "name", "province", "district", "latitude", "longitude"),
    "partners": ("code", "kind", "name"),
    "people": ("code", "name", "job_title", "employer", "email", "for_each"),
    "bodies": (
        "code",
        "kind",
        "name",
        "short_name",
        "district",
        "parent",
        "theme",
        "is_formal",
        "for_each",
    ),
    "posts": (
        "code",
        "body",
        "organisation",
        "title",
        "role",
        "follows",
        "required_kind",
        "required_organisation",
        "required_district",
        "for_each",
    ),
    "memberships": ("person", "post", "on_behalf_of", "for_each"),
    "themes": ("code", "name", "position", "safety_field", "description", "valid_from"),
    "portfolios": ("theme", "person"),
    "populations": ("code", "reference_date", "population", "status", "source"),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How many are asked, and on how many points."""

    municipalities: int
    others: int
    points: int

    @property
    def cells(self) -> int:
        return (self.municipalities + self.others) * self.points

    def __str__(self) -> str:
        return f"{self.municipalities} + {self.others} x {self.points}"


def write_network(folder: Path, size: Size) -> None:
    """The files: municipalities in districts of fifteen, partners, and one body that adopts."""
    chance = Random(1)
    districts = -(-size.municipalities // PER_DISTRICT)
    codes = [f"GM{number + 1:04}" for number in range(size.municipalities)]
    rows: dict[str, Iterable[Sequence[object]]] = {
        "network": [("invented", "Verzonnen netwerk", "Verzonnen", "2020-01-01", "Verzonnen voor de meting")],
        "districts": [
            (f"d{number}", f"District {number + 1}", number + 1, codes[number * PER_DISTRICT])
            for number in range(districts)
        ],
        "municipalities": [
            (
                code,
                f"Gemeente {number + 1}",
                "Verzonnen",
                f"d{number // PER_DISTRICT}",
                f"{53 - number // WIDE * 0.1 + chance.random() * 0.05:.4f}",
                f"{4 + number % WIDE * 0.15 + chance.random() * 0.05:.4f}",
            )
            for number, code in enumerate(codes)
        ],
        "partners": [
            (f"PARTNER-{number}", "police", f"Eenheid {number + 1}") for number in range(size.others)
        ],
        "people": [
            (
                "mayor-{code}",
                "Burgemeester van {name}",
                "Burgemeester",
                "{code}",
                "burgemeester@{slug}.invalid",
                "municipality",
            )
        ],
        "bodies": [("stuurgroep", "steering_group", "Stuurgroep", "Stuurgroep", "", "", "", "ja", "")],
        "posts": [
            (
                "{code}:mayor",
                "",
                "{code}",
                "Burgemeester van {name}",
                "mayor",
                "",
                "",
                "{code}",
                "",
                "municipality",
            ),
            ("stuurgroep:chair", "stuurgroep", "", "Voorzitter", "chair", "GM0001:mayor", "", "", "", ""),
        ],
        "memberships": [
            ("mayor-{code}", "{code}:mayor", "{code}", "municipality"),
            ("mayor-GM0001", "stuurgroep:chair", "GM0001", ""),
        ],
        "populations": [
            (code, "2020-01-01", 10_000 + number, "final", "verzonnen") for number, code in enumerate(codes)
        ],
    }
    for name, head in HEADS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows(rows.get(name, ()))


def load(folder: Path, size: Size) -> None:
    """The network in the register, and the proposal sent: everyone decides on every point, then it is adopted."""
    from noaber.core.access import COMMAND
    from noaber.decisions import api as decisions
    from noaber.network.api import load_network

    write_network(folder, size)
    load_network(folder, actor=COMMAND, now=NOW, today=TODAY)
    labels = [str(number + 1) for number in range(size.points)]
    decisions.draft_proposal(
        CODE,
        actor=COMMAND,
        now=NOW,
        text=decisions.ProposalText("Voorstel op schaal", "de stuurgroep", "iedereen", DATED),
        points=[
            decisions.PointText(label, decisions.PointKind.DECIDE, f"Punt {label} besluiten.")
            for label in labels
        ],
        stages=[
            decisions.StageText(
                1,
                "iedere organisatie",
                decisions.Role.DECIDE,
                decisions.StageRule.ALL,
                organisation_kinds=("municipality", "police"),
            ),
            decisions.StageText(
                2,
                "de stuurgroep",
                decisions.Role.ADOPT,
                decisions.StageRule.ALL,
                bodies=("stuurgroep",),
                after=1,
            ),
        ],
        classification="public",
    )
    decisions.send_proposal(CODE, actor=COMMAND, now=NOW)


def sign_in_as_coordinator() -> "Client":
    """A browser with the role of the coordinator, as the demonstration gives it; the day is `TODAY`."""
    from django.test import Client

    from noaber.accounts import api as accounts
    from noaber.core.models import Demonstration

    Demonstration.objects.create(pk=1, started_at=NOW, reached_on=TODAY)
    email = "coordinator@noaber.invalid"
    user = accounts.create_demonstration_user(email, "Coördinator", accounts.Role.COORDINATOR, "")
    client = Client()
    client.force_login(user)
    session = client.session
    session["is_demonstration_role"] = True
    session.save()
    return client


def parties() -> list[uuid.UUID]:
    """Who is asked at the first stage."""
    from noaber.core.access import COMMAND
    from noaber.core.asof import AsOf
    from noaber.decisions import api as decisions

    found = decisions.proposal(COMMAND, CODE, AsOf(TODAY))
    if found is None:
        raise LookupError(CODE)
    return [party.consultation_id for party in found.stages[0].parties]


def answer(consultation: uuid.UUID, labels: Iterable[str], *, remark_on: str = "") -> int:
    """One party answers on these points, with a remark on one of them; how many positions that made."""
    from noaber.core.access import COMMAND
    from noaber.decisions import api as decisions

    said = {
        label: decisions.Said(decisions.Answer.WITH_REMARK, "Graag jaarlijks verantwoording.")
        if label == remark_on
        else decisions.Said(decisions.Answer.CONSENT)
        for label in labels
    }
    return len(
        decisions.record_positions(
            consultation, said, actor=COMMAND, now=NOW, today=TODAY, decided_on=MEETING
        )
    )
