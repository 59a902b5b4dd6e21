"""The meetings behind the story: two councils as they treated the memo, and what bodies have coming.

The days on which the councils answered are those of the story; what was said and agreed is invented.
"""

import datetime as dt
import uuid
from collections.abc import Callable
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
    held = next(row for row in meetings.sittings(COMMAND) if row.body_code == body)
    _attend(held.id, body, held.held_on, today)
    for item in meetings.agenda(COMMAND, held.id):
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
    meetings.release_paper(held.id, "decision_list", actor=COMMAND, now=now, today=today, is_public=True)


def _attend(sitting: uuid.UUID, body: str, on: dt.date, today: dt.date) -> None:
    """Everyone is there but the last two of the list; one of these lets the first speak."""
    held = [seat for seat in network.seats(COMMAND, AsOf(on), body_code=body) if not seat.is_vacant]
    voting = [seat.code for seat in held if seat.is_voting]
    said = {seat.code: Attended(Presence.PRESENT) for seat in held}
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
    _put(steering, ItemText("discussion", "Voortgang van de thema's"))
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


def _plan(body: str, on: dt.date, location: str) -> uuid.UUID:
    return meetings.plan_sitting(body, SittingPlan(on, *AFTERNOON, location), actor=COMMAND).pk


def _put(sitting: uuid.UUID, written: ItemText) -> None:
    meetings.add_item(sitting, written, actor=COMMAND)


def _called(on: dt.date, body: str, meets_on: dt.date, location: str) -> Meeting:
    play = partial(call_council, body=body, on=meets_on, location=location)
    return (on, f"De vergadering van {body} is uitgeschreven", play)


def _reported(on: dt.date, body: str, action: str) -> Meeting:
    return (
        on,
        f"De besluitenlijst van {body} is openbaar",
        partial(report_council, body=body, action=action),
    )


MEETINGS: Final = (
    _called(dt.date(2019, 2, 4), TWENTE, dt.date(2019, 2, 20), "Stadhuis Enschede"),
    _called(dt.date(2019, 2, 11), IJSSELLAND, dt.date(2019, 2, 28), "Stadhuis Zwolle"),
    _reported(dt.date(2019, 2, 21), TWENTE, "De gemeenten berichten over het besluit"),
    _reported(dt.date(2019, 3, 1), IJSSELLAND, "De gemeenten berichten over het besluit"),
    (dt.date(2023, 5, 9), "De vergaderingen van mei en juni zijn gepland", look_ahead),
)
