"""The documents of a strategy as papers: what the PDF and the text to edit say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.paper import Block, Note, Paper
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import long_date
from noaber.network.api import network_name
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.local import Local
from noaber.strategy.nota.local_parts import local_sections
from noaber.strategy.nota.sections import Section, blocks_of
from noaber.strategy.words.periods import status_on, term_words


def upright_paper(title: str, kind: str, facts: Sequence[tuple[str, str]], blocks: Sequence[Block]) -> Paper:
    """A paper of this network to read, not on its side."""
    return Paper(
        title=title,
        network=network_name() or "Noaber",
        kind=kind,
        made_at=clock.now(),
        facts=facts,
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
    )


def nota_paper(found: Nota, kind: str, sections: Sequence[Section]) -> Paper:
    """The whole strategy, or its summary."""
    terms = found.period.terms
    facts = [
        (_("Looptijd"), term_words(terms.starts_on, terms.ends_on)),
        (_("Stand"), status_on(found.asof.valid_on, terms.state, terms.ends_on).label),
        *_standing(found),
    ]
    notes = [draft_note()] if found.with_drafts and any(row.draft for row in found.texts.values()) else []
    return upright_paper(found.title, kind, facts, [*notes, *blocks_of(sections)])


def draft_note() -> Note:
    return Note(_("Concept"), _("Hierin staan teksten die nog niet zijn gedeeld. Geef dit stuk niet door."))


def local_paper(row: Local) -> Paper:
    """What it means for one municipality: to hand out, or to put in the folder of a council."""
    found = row.nota
    title = _("Wat betekent dit voor %(name)s?") % {"name": row.name}
    facts = [(_("Over"), found.title), (_("District"), row.owner.district_name), *_standing(found)]
    return upright_paper(title, _("Voor gemeenten"), facts, blocks_of(local_sections(row)))


def _standing(found: Nota) -> list[tuple[str, str]]:
    facts = [(_("Stand van"), long_date(found.asof.valid_on))]
    if found.asof.known_on:
        facts.append((_("Zoals bekend op"), long_date(found.asof.known_on)))
    return facts
