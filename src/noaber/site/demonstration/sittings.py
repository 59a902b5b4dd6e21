"""The meetings behind the story: five councils and the college as they treated the memo, and three of 2023.

The days on which they answered are those of the story; what was said and agreed is invented.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions import api as decisions
from noaber.meetings import api as meetings
from noaber.meetings.api import ActionText, Attended, ItemText, Presence, SittingPlan
from noaber.network import api as network

Meeting = tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]]
AFTERNOON: Final = (dt.time(14), dt.time(16))
IJSSELLAND, TWENTE = "dvo-ijsselland", "dvo-twente"
NORTH_EAST, MIDDEN, ZUID = "dvo-noord-en-oost-gelderland", "dvo-gelderland-midden", "dvo-gelderland-zuid"
COLLEGE: Final = "bestuurscollege"
PROGRESS: Final = "Voortgang van de thema's"
INFORMED: Final = "De gemeenten berichten over het besluit"


def call_council(now: dt.datetime, today: dt.date, *, body: str, on: dt.date, location: str) -> None:
    """A council is called together: the memo waits for it, and the agenda goes out to the network."""
    sitting = _plan(body, on, location)
    _put(sitting, ItemText("information", "Opening en mededelingen"))
    for offer in decisions.offers(COMMAND, body):
        text = "Gevraagd: een standpunt per punt."
        _put(sitting, ItemText("discussion", "", text, offer.consultation_id))
    _put(sitting, ItemText("information", "Rondvraag"))
    meetings.release_paper(sitting, "agenda", actor=COMMAND, now=now, today=today, is_public=False)


def report_council(now: dt.datetime, today: dt.date, *, body: str, action: str) -> None:
    """The day after: who was there, what was decided, and an action to take along; the list is public."""
    held, on = _last(body, today)
    _attend(held, body, on, today)
    for item in meetings.agenda(COMMAND, held):
        if item.consultation_id is None:
            continue
        if "Meerjarenbeleidsplan" in item.title:
            decided = "Het overleg stemt in met het beleidsplan."
            meetings.record_treatment(item.id, actor=COMMAND, today=today, decision=decided, minutes="")
            continue
        meetings.record_treatment(
            item.id,
            actor=COMMAND,
            today=today,
            decision="Het overleg geeft per punt zijn standpunt en geleidt punt 3 door met een positief advies.",
            minutes="De voorzitter licht het voorstel toe.\n\nDe leden vragen hoe de kosten zijn verdeeld. "
            "Zij spreken af dit bij de evaluatie opnieuw te bekijken.",
        )
        written = ActionText(action, f"{body}:secretary", today + dt.timedelta(days=60))
        agreed = meetings.agree_action(body, written, actor=COMMAND, now=now, today=today, item=item.id)
        said = "De leden zijn per brief geïnformeerd."
        meetings.record_step(agreed.pk, actor=COMMAND, now=now, today=today, state="done", text=said)
    meetings.release_paper(held, "decision_list", actor=COMMAND, now=now, today=today, is_public=True)


def report_college(now: dt.datetime, today: dt.date) -> None:
    """The day after 24 April 2019: the strategy and the plan of the police are adopted on one day (R13)."""
    plan = "Het Bestuurscollege stelt het beleidsplan vast."
    strategy = "Het Bestuurscollege stelt de strategie vast, met de evaluatie van punt 4."
    decided = {
        item.title: plan if "Meerjarenbeleidsplan" in item.title else strategy
        for item in meetings.agenda(COMMAND, _last(COLLEGE, today)[0])
        if item.consultation_id
    }
    report(now, today, body=COLLEGE, decided=decided, is_public=True)


def report(
    now: dt.datetime, today: dt.date, *, body: str, decided: Mapping[str, str], is_public: bool
) -> None:
    """After the last meeting of a body: who was there, and what was decided or agreed, by the title of the item."""
    held, on = _last(body, today)
    _attend(held, body, on, today)
    for item in meetings.agenda(COMMAND, held):
        if text := decided.get(item.title, ""):
            meetings.record_treatment(item.id, actor=COMMAND, today=today, decision=text, minutes="")
    meetings.release_paper(held, "decision_list", actor=COMMAND, now=now, today=today, is_public=is_public)


def _last(body: str, today: dt.date) -> tuple[uuid.UUID, dt.date]:
    been = [row for row in meetings.sittings(COMMAND) if row.body_code == body and row.held_on <= today]
    last = max(been, key=lambda row: row.held_on)
    return last.id, last.held_on


def _attend(sitting: uuid.UUID, body: str, on: dt.date, today: dt.date) -> None:
    """Everyone is there but the last two of the list; one of these lets the first speak."""
    held = [seat for seat in network.seats(COMMAND, AsOf(on), body_code=body) if not seat.is_vacant]
    voting = [seat.code for seat in held if seat.is_voting]
    said = {seat.code: Attended(Presence.PRESENT) for seat in held}
    if len(voting) > 2:
        said[voting[-1]] = Attended(Presence.ABSENT)
        said[voting[-2]] = Attended(Presence.PROXY, proxy_to=voting[0])
    meetings.record_attendance(sitting, said, actor=COMMAND, today=today)


def look_ahead(now: dt.datetime, today: dt.date) -> None:
    """May 2023: a council, the steering group and the working group meet soon, and some actions are open."""
    council = _plan(IJSSELLAND, dt.date(2023, 5, 24), "Stadhuis Zwolle, raadzaal")
    _put(council, ItemText("consent_item", "Besluitenlijst van de vorige vergadering"))
    evaluation = ItemText(
        "discussion", "Evaluatie van het netwerk", "Wat leverden vier jaar samenwerking op?"
    )
    _put(council, evaluation)
    _put(council, ItemText("information", "Cijfers over het eerste kwartaal"))
    meetings.release_paper(council, "agenda", actor=COMMAND, now=now, today=today, is_public=True)
    steering = _plan("bbg", dt.date(2023, 6, 7), "Provinciehuis, zaal 2")
    _put(steering, ItemText("discussion", PROGRESS))
    _plan("werkgroep", dt.date(2023, 5, 30), "Digitaal")
    agreed = (
        ("platform-ondermijning", "De handreiking voor gemeenten afmaken", "platform-ondermijning:lead", 1),
        (IJSSELLAND, "De gemeenteraden informeren over de evaluatie", f"{IJSSELLAND}:chair", 6),
        ("bbg", "Een voorstel doen voor het vervolg na 2023", "bbg:chair", 7),
    )
    for body, title, holder, month in agreed:
        written = ActionText(title, holder, dt.date(2023, month, 1))
        on = dt.date(2022, 12, 14)
        meetings.agree_action(body, written, actor=COMMAND, now=now, today=today, agreed_on=on)


def call_steering_group(now: dt.datetime, today: dt.date) -> None:
    """Once a year the steering group looks at how the themes go (R35)."""
    sitting = _plan("bbg", dt.date(2021, 4, 14), "Provinciehuis, zaal 2")
    _put(sitting, ItemText("discussion", PROGRESS, "De stukken staan bij de strategie."))
    meetings.release_paper(sitting, "agenda", actor=COMMAND, now=now, today=today, is_public=False)


def _plan(body: str, on: dt.date, location: str) -> uuid.UUID:
    return meetings.plan_sitting(body, SittingPlan(on, *AFTERNOON, location), actor=COMMAND).pk


def _put(sitting: uuid.UUID, written: ItemText) -> None:
    meetings.add_item(sitting, written, actor=COMMAND)


def _called(on: dt.date, body: str, meets_on: dt.date, location: str) -> Meeting:
    play = partial(call_council, body=body, on=meets_on, location=location)
    return (on, f"De vergadering van {body} is uitgeschreven", play)


def _reported(on: dt.date, body: str) -> Meeting:
    play = partial(report_council, body=body, action=INFORMED)
    return (on, f"De besluitenlijst van {body} is openbaar", play)


def _looked_back(on: dt.date, body: str, decided: Mapping[str, str], *, is_public: bool = False) -> Meeting:
    play = partial(report, body=body, decided=decided, is_public=is_public)
    return (on, f"Wat {body} heeft besproken, is vrijgegeven", play)


MEETINGS: Final = (
    _called(dt.date(2019, 2, 4), TWENTE, dt.date(2019, 2, 20), "Stadhuis Enschede"),
    _called(dt.date(2019, 2, 11), IJSSELLAND, dt.date(2019, 2, 28), "Stadhuis Zwolle"),
    _reported(dt.date(2019, 2, 21), TWENTE),
    _called(dt.date(2019, 2, 25), MIDDEN, dt.date(2019, 3, 13), "Stadhuis Arnhem"),
    _reported(dt.date(2019, 3, 1), IJSSELLAND),
    _called(dt.date(2019, 3, 11), NORTH_EAST, dt.date(2019, 3, 27), "Stadhuis Apeldoorn"),
    _reported(dt.date(2019, 3, 14), MIDDEN),
    _called(dt.date(2019, 3, 18), ZUID, dt.date(2019, 4, 3), "Stadhuis Nijmegen"),
    _reported(dt.date(2019, 3, 28), NORTH_EAST),
    _reported(dt.date(2019, 4, 4), ZUID),
    _called(dt.date(2019, 4, 12), COLLEGE, dt.date(2019, 4, 24), "Provinciehuis, Statenzaal"),
    (dt.date(2019, 4, 25), "De besluitenlijst van het Bestuurscollege is openbaar", report_college),
    (dt.date(2021, 3, 29), "De vergadering van bbg is uitgeschreven", call_steering_group),
    _looked_back(
        dt.date(2021, 4, 15), "bbg", {PROGRESS: "De BBG neemt kennis van de voortgang."}, is_public=True
    ),
    (dt.date(2023, 5, 9), "De vergaderingen van mei en juni zijn gepland", look_ahead),
    _looked_back(
        dt.date(2023, 5, 25),
        IJSSELLAND,
        {
            "Besluitenlijst van de vorige vergadering": "Het overleg stelt de besluitenlijst vast.",
            "Evaluatie van het netwerk": "Het overleg vraagt de evaluatie voor de zomer.",
            "Cijfers over het eerste kwartaal": "Het overleg neemt kennis van de cijfers.",
        },
        is_public=True,
    ),
    _looked_back(dt.date(2023, 5, 31), "werkgroep", {}),
    _looked_back(dt.date(2023, 6, 8), "bbg", {PROGRESS: "De BBG neemt kennis van de voortgang."}),
)
