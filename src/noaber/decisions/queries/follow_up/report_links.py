"""Links with which somebody without an account reports a decision: what a link opens, and why it does not."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from noaber.core.access import ANONYMOUS, Actor, Grant
from noaber.core.asof import AsOf
from noaber.decisions.models import Position, Proposal, Report, ReportLink
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.queries.follow_up.outstanding import OpenAnswer, outstanding
from noaber.decisions.queries.proposals.matrix import Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role


class LinkState(StrEnum):
    """What a link is good for; only an open one takes a report."""

    OPEN = "open"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = (
        "withdrawn"  # the proposal, or its stage does not run, or the addressee speaks for the party no more
    )
    ANSWERED = "answered"
    LAPSED = "lapsed"  # it was decided without waiting for the answer
    WAITING = "waiting"
    ELSEWHERE = "elsewhere"  # somebody else's report waits
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"  # it was confirmed, and then taken back


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link shows: its addressee's question and nothing else of the proposal.

    `reason`: why what was reported was taken back; only for who still speaks for the party.
    """

    state: LinkState
    link: ReportLink | None = None
    found: Standing | None = None
    stage: StageStanding | None = None
    party: Party | None = None
    reason: str = ""

    @property
    def points(self) -> tuple[PointRow, ...]:
        """The points that this party is asked."""
        if self.found is None or self.party is None:
            return ()
        return tuple(point for point in self.found.points if point.label in self.party.labels)

    @property
    def reader(self) -> Actor:
        """Who has the link reads as the contact person of the party that is asked, and nothing more."""
        if self.party is None:
            return ANONYMOUS
        return Actor(grants=frozenset({Grant("contact", self.party.voice_key)}))

    @property
    def role(self) -> Role | None:
        """What is done at its stage."""
        return self.stage.role if self.stage else None

    @property
    def revision(self) -> int:
        """Of the question: it changes with every answer, and with every next text."""
        return self.party.revision if self.party else 0


def token_hash(token: str) -> str:
    """What is kept of a token: SHA-256 in hexadecimal; the token itself has 192 random bits.

    Looking a hash up cannot be timed: what the database compares is not what was handed over.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def open_link(token: str, *, today: dt.date) -> Opened:
    """What stands behind a link today; it works until the end of its last day. Nothing is used up by looking."""
    rows = ReportLink.objects.select_related("consultation__stage__proposal", "report")
    link = rows.filter(token_hash=token_hash(token)).first()
    if link is None:
        return Opened(LinkState.UNKNOWN)
    found = standing(link.consultation.stage.proposal.code, AsOf(today))
    place = place_of(found, link) if found else None
    if found is None or place is None:
        return Opened(LinkState.WITHDRAWN, link)
    state = _state(link, found, *place, today=today)
    is_told = state is LinkState.TAKEN_BACK and _speaks(link, place[1], today)
    taken_back = _taken_back(link.report) if is_told else None
    return Opened(state, link, found, *place, taken_back.text if taken_back else "")


def place_of(found: Standing, link: ReportLink) -> tuple[StageStanding, Party] | None:
    return next(
        (
            (stage, party)
            for stage in found.stages
            for party in stage.parties
            if party.consultation_id == link.consultation_id
        ),
        None,
    )


def open_question(consultation: uuid.UUID, today: dt.date) -> OpenAnswer | None:
    """What is still asked there, None when nothing is."""
    code = Proposal.objects.filter(stages__consultations=consultation).values_list("code", flat=True).first()
    found = standing(code, AsOf(today)) if code else None
    return next((row for row in outstanding(found) if row.id == consultation), None) if found else None


def _speaks(link: ReportLink, party: Party, today: dt.date) -> bool:
    """A link lasts as long as the mandate of its addressee: one of who speak for the party."""
    return contacts_on(today).speaks(party.voice_key, link.person_id)


def _taken_back(report: Report) -> Position | None:
    """What took back the answer that this report became, with the reason."""
    found = Position.objects.filter(consultation=report.link.consultation_id, answer=Answer.RETRACTED)
    return found.filter(recorded_at__gte=report.settled_at).order_by("pk").first()


def _state(
    link: ReportLink, found: Standing, stage: StageStanding, party: Party, *, today: dt.date
) -> LinkState:
    report = getattr(link, "report", None)
    is_taken_back = bool(report and report.state == Report.State.CONFIRMED and _taken_back(report))
    if report and not is_taken_back:
        return {
            Report.State.WAITING: LinkState.WAITING,
            Report.State.CONFIRMED: LinkState.CONFIRMED,
            Report.State.REJECTED: LinkState.RETURNED,
        }[Report.State(report.state)]
    if found.withdrawn_at or not stage.gate.is_open:
        return LinkState.WITHDRAWN
    if not stage.open_labels(party):
        lapsed = LinkState.WITHDRAWN if found.is_rejected else LinkState.LAPSED
        return lapsed if stage.lapsed_labels(party) else LinkState.ANSWERED
    if is_taken_back:
        return LinkState.TAKEN_BACK
    if link.withdrawn_at:
        return LinkState.REPLACED
    if timezone.localdate(link.expires_at) < today:
        return LinkState.EXPIRED
    if not _speaks(link, party, today):
        return LinkState.WITHDRAWN
    waits = Report.objects.filter(state=Report.State.WAITING, link__consultation=link.consultation_id)
    return LinkState.ELSEWHERE if waits.exists() else LinkState.OPEN
