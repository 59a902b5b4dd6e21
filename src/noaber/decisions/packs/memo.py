"""The proposal itself as a paper: the oplegnotitie, with its figures, for a meeting folder or to edit."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.paper import Block, Bullets, Heading, Note, Paper, Paragraph, Point, Points, Span
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.markup import to_blocks, without_marks
from noaber.decisions.models import Classification
from noaber.decisions.queries.proposals.matrix import PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals.papers import attachments_of, inserts_of
from noaber.decisions.words import kind_words, role_words, rule_words
from noaber.network.api import KIND_WORDS, network_name


def memo_paper(found: Standing, *, made_at: dt.datetime) -> Paper:
    """The fields of a Dutch oplegnotitie (domain.md, section 6), in their order; what is empty is left out."""
    return Paper(
        title=found.title,
        network=network_name(),
        kind=_("Voorstel"),
        made_at=made_at,
        facts=[(label, value) for label, value in _facts(found) if value],
        blocks=[
            *_state(found),
            *_asked(found),
            *_texts(found),
            *_figures(found),
            *_route(found),
            *_enclosed(found),
        ],
        is_demonstration=clock.reached_on() is not None,
    )


def _facts(found: Standing) -> Iterator[tuple[str, str]]:
    yield _("Voor"), found.addressee
    yield _("Van"), found.sender
    yield _("Steller"), found.author
    yield _("Portefeuillehouder"), found.portfolio_holder
    yield _("Datum"), long_date(found.dated_on)
    yield _("Vertrouwelijkheid"), str(Classification(found.classification).label)
    yield _("Versie"), str(found.number)


def _state(found: Standing) -> Iterator[Block]:
    """Which text this is (R60), or that it is none yet."""
    if found.withdrawn_at:
        yield Note(_("Ingetrokken"), found.withdrawal_reason)
    if found.sent_at is None:
        yield Note(_("Concept"), _("Deze tekst is nog niet verstuurd en kan nog veranderen."))
        return
    day = long_date(timezone.localtime(found.sent_at).date())
    facts = {"day": day, "mark": found.content_hash[:12]}
    yield Paragraph(_("Verstuurd op %(day)s. Kenmerk van de tekst: %(mark)s.") % facts)


def _asked(found: Standing) -> Iterator[Block]:
    yield Heading(_("Gevraagd besluit"))
    yield Points([Point(point.label, _point(point)) for point in found.points])


def _point(point: PointRow) -> list[str | Span]:
    kinds = in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in point.addressed_to)
    to = in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in point.forwarded_to)
    kind = Span(f"{kind_words(point.kind).capitalize()}: ", is_strong=True)
    said: list[str | Span] = [kind, without_marks(point.text)]
    if kinds:
        said.append(" " + _("(Voor: %(kinds)s.)") % {"kinds": kinds})
    if to:
        advice = _(", met %(advice)s") % {"advice": point.advice} if point.advice else ""
        said.append(" " + _("(Wordt doorgeleid naar: %(to)s%(advice)s.)") % {"to": to, "advice": advice})
    return said


def _texts(found: Standing) -> Iterator[Block]:
    for label, text in found.texts:
        yield Heading(label.capitalize())
        yield from to_blocks(text)


def _figures(found: Standing) -> Iterator[Block]:
    """The tables of other rooms: frozen with the text, or today's in a draft."""
    for row in inserts_of(found):
        if row.table:
            yield Heading(row.title)
            yield row.table.for_paper()
            if row.table.note:
                yield Paragraph(row.table.note)


def _route(found: Standing) -> Iterator[Block]:
    if found.stages:
        yield Heading(_("De route"))
        yield Points([Point(str(stage.number), _stage(stage)) for stage in found.stages])


def _stage(stage: StageStanding) -> str:
    parts = [
        f"{stage.title}: {role_words(stage.role)}.",
        _("Akkoord als: %(rule)s.") % {"rule": rule_words(stage.rule)},
    ]
    if stage.after:
        parts.append(_("Na stap %(number)s.") % {"number": stage.after})
    if stage.due_on:
        parts.append(_("Uiterlijk %(day)s.") % {"day": long_date(stage.due_on)})
    return " ".join(parts)


def _enclosed(found: Standing) -> Iterator[Block]:
    rows = attachments_of(found.version_id) if found.has_attachments else ()
    if rows:
        yield Heading(_("Bijlagen"))
        yield Bullets([f"{row.title} ({row.name})" for row in rows])
