"""What a party treats as blocks of a paper of its meeting: what it is asked, what it said, what goes with it."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Block, DataTable, Heading, Point, Points, Span
from noaber.core.documents.tables import TableColumn
from noaber.decisions.markup import to_blocks, without_marks
from noaber.decisions.models import ProposalInsert
from noaber.decisions.models.consultations import ANSWERS
from noaber.decisions.queries.inserts import from_json
from noaber.decisions.queries.matrix import Party, StageStanding
from noaber.decisions.queries.treated import Treated
from noaber.decisions.words import kind_words

FEW: Final = 40  # parties of a stage that are told one by one; of more, only how many answered what


def asked_points(treated: Treated) -> Points:
    """What is asked of this body, with the labels that the points keep."""
    return Points(
        [
            Point(
                point.label,
                [Span(f"{kind_words(point.kind).capitalize()}: ", is_strong=True), without_marks(point.text)],
            )
            for point in treated.points
        ]
    )


def answered_points(treated: Treated, *, with_remarks: bool) -> Points:
    """What this body said of each point; reservations are for the network, as on the page of the proposal."""
    return Points(
        [Point(point.label, _answer(treated, point.label, with_remarks)) for point in treated.points]
    )


def _answer(treated: Treated, label: str, with_remarks: bool) -> list[str | Span]:
    cell = treated.answer(label)
    if cell is None:
        return [_("nog niet vastgelegd")]
    said: list[str | Span] = [Span(str(ANSWERS[cell.answer]), is_strong=True)]
    return [*said, f": {cell.text}"] if cell.text and with_remarks else said


def background(treated: Treated, organisation_code: str) -> Iterator[Block]:
    """What others decided, the texts of the proposal and its figures; its attachments are `attachments_of` its version.

    Of a stage with many parties only what `organisation_code`, the reader's own organisation, decided.
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
            parties = [party for party in parties if party.organisation_code == own]
        if parties:
            facts = {"number": stage.number, "title": stage.title}
            yield Heading(_("Wat anderen besloten: stap %(number)s, %(title)s") % facts, 2)
            yield _answers_of(stage, parties)


def _answers_of(stage: StageStanding, parties: Sequence[Party]) -> DataTable:
    columns = [TableColumn("who", _("Wie"))]
    columns += [TableColumn(label, _("Punt %(label)s") % {"label": label}) for label in stage.labels]
    rows = [
        {"who": party.name, **{label: _said(stage, party, label) for label in stage.labels}}
        for party in parties
    ]
    return DataTable(_("Antwoorden per punt"), columns, rows)


def _said(stage: StageStanding, party: Party, label: str) -> str:
    if label not in party.labels:
        return _("n.v.t.")
    cell = stage.cells.get((party.key, label))
    return str(ANSWERS[cell.answer]) if cell else _("nog niet")


def _figures(treated: Treated) -> Iterator[Block]:
    """The figures that were frozen with the text."""
    for insert in ProposalInsert.objects.filter(version=treated.proposal.version_id).exclude(frozen={}):
        yield from_json(insert.frozen).for_paper()
