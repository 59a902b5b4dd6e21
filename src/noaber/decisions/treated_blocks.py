"""What a party treats as blocks of a paper of its meeting: what it is asked, what it said, what goes with it."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.documents.paper import Block, DataTable, Heading, Point, Points, Span
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.markup import to_blocks, without_marks
from noaber.decisions.models import ProposalInsert
from noaber.decisions.queries.answers.treated import Treated
from noaber.decisions.queries.proposals.inserts import from_json
from noaber.decisions.queries.proposals.matrix import Party, PointRow, StageStanding
from noaber.decisions.rules.route import Role
from noaber.decisions.words import answer_words, cell_status, kind_words
from noaber.network.api import KIND_WORDS

TOGETHER: Final = {"municipality": gettext_lazy("gemeenten")}  # of the other kinds there is one
FEW: Final = 40  # parties of a stage that are told one by one; of more, only how many answered what


def asked_points(treated: Treated) -> Points:
    """What is asked of this body, with the labels that the points keep, and below each what it sends on."""
    return Points([Point(point.label, _asked(point), _below(treated, point)) for point in treated.points])


def _asked(point: PointRow) -> list[str | Span]:
    return [Span(f"{kind_words(point.kind).capitalize()}: ", is_strong=True), without_marks(point.text)]


def _below(treated: Treated, above: PointRow) -> list[Point]:
    """The points under one that others decide on: without their text nobody knows what is consented to."""
    return [
        Point(point.label, [*_asked(point), *_sent_on(point, above)], _below(treated, point))
        for point in treated.proposal.points
        if point.parent == above.label and point.label not in treated.party.labels
    ]


def _sent_on(point: PointRow, above: PointRow) -> list[str | Span]:
    """To whom it goes, when it does."""
    kinds = point.addressed_to or above.forwarded_to
    if not kinds:
        return []
    names = in_a_row(str(TOGETHER.get(kind) or KIND_WORDS.get(kind, kind)) for kind in kinds)
    return [" " + _("(Wordt doorgeleid naar: %(kinds)s; het besluit volgt daar.)") % {"kinds": names}]


def answered_points(treated: Treated, *, with_remarks: bool, with_texts: bool = False) -> Points:
    """What this body said of each point; reservations are for the network, as on the page of the proposal.

    `with_texts`: what the point asks as well, for a paper that does not say so elsewhere.
    """
    answers = [(point, _answer(treated, point.label, with_remarks)) for point in treated.points]
    if not with_texts:
        return Points([Point(point.label, said) for point, said in answers])
    return Points(
        [Point(point.label, [*_asked(point), "\n", *said], _below(treated, point)) for point, said in answers]
    )


def _answer(treated: Treated, label: str, with_remarks: bool) -> list[str | Span]:
    cell = treated.answer(label)
    if cell is None:
        return [_("nog niet vastgelegd")]
    said: list[str | Span] = [Span(answer_words(cell.answer, treated.stage.role), is_strong=True)]
    return [*said, f": {cell.text}"] if cell.text and with_remarks else said


def background(treated: Treated, organisation_code: str) -> Iterator[Block]:
    """What others decided, the texts of the proposal and its figures; its attachments are `attachments_of` its version.

    Of a stage with many parties only what `organisation_code`, the reader's own organisation, decided and what its
    neighbours did: who is of the same district, or of that of the body.
    """
    yield from _others(treated, organisation_code)
    for label, text in treated.proposal.texts:
        yield Heading(label.capitalize(), 2)
        yield from to_blocks(text)
    yield from _figures(treated)


def _others(treated: Treated, own: str) -> Iterator[Block]:
    """What neighbours and the reader's own organisation decided, stage by stage."""
    for stage in treated.proposal.stages:
        parties = [party for party in stage.parties if party.key != treated.party.key]
        if len(parties) > FEW:
            parties = _near(treated, parties, own)
        if parties:
            facts = {"number": stage.number, "title": stage.title}
            is_heard = stage.role is Role.HEAR
            heading = (
                _("Hoe anderen zijn gehoord: stap %(number)s, %(title)s")
                if is_heard
                else _("Wat anderen besloten: stap %(number)s, %(title)s")
            )
            yield Heading(heading % facts, 2)
            yield _answers_of(stage, parties)


def _near(treated: Treated, parties: Sequence[Party], own: str) -> list[Party]:
    """The reader's own organisation first, then its neighbours."""
    districts = {party.district for party in parties if own and party.organisation_code == own}
    districts = (districts | {treated.party.district}) - {""}
    near = [party for party in parties if party.organisation_code == own or party.district in districts]
    return sorted(near, key=lambda party: party.organisation_code != own)


def _answers_of(stage: StageStanding, parties: Sequence[Party]) -> DataTable:
    columns = [TableColumn("who", _("Wie"))]
    columns += [TableColumn(label, _("Punt %(label)s") % {"label": label}) for label in stage.labels]
    rows = [
        {"who": party.name, **{label: _said(stage, party, label) for label in stage.labels}}
        for party in parties
    ]
    return DataTable(_("Antwoorden per punt"), columns, rows)


def _said(stage: StageStanding, party: Party, label: str) -> str:
    return cell_status(stage, party, label).label if label in party.labels else _("n.v.t.")


def _figures(treated: Treated) -> Iterator[Block]:
    """The figures that were frozen with the text."""
    for insert in ProposalInsert.objects.filter(version=treated.proposal.version_id).exclude(frozen={}):
        yield from_json(insert.frozen).for_paper()
