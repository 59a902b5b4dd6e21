"""The documents of a strategy as papers: what the PDF and the text to edit say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Note, Paper
from noaber.core.rules.dutch import long_date
from noaber.strategy.nota.contents import Nota
from noaber.strategy.nota.local import Local
from noaber.strategy.nota.local_parts import local_sections
from noaber.strategy.nota.sections import Section, blocks_of
from noaber.strategy.papers.shared import paper_of
from noaber.strategy.words.periods import status_on, term_words


def nota_paper(found: Nota, kind: str, sections: Sequence[Section]) -> Paper:
    """The whole strategy, or its summary."""
    terms = found.period.terms
    facts = [
        (_("Looptijd"), term_words(terms.starts_on, terms.ends_on)),
        (_("Stand"), status_on(found.asof.valid_on, terms.state, terms.ends_on).label),
        *_standing(found),
    ]
    notes = [draft_note()] if found.with_drafts and any(row.draft for row in found.texts.values()) else []
    return paper_of(found.title, kind, facts, [*notes, *blocks_of(sections)], is_wide=False)


def draft_note() -> Note:
    return Note(_("Concept"), _("Hierin staan teksten die nog niet zijn gedeeld. Geef dit stuk niet door."))


def local_paper(row: Local) -> Paper:
    """What it means for one municipality: to hand out, or to put in the folder of a council."""
    found = row.nota
    title = _("Wat betekent dit voor %(name)s?") % {"name": row.name}
    facts = [(_("Over"), found.title), (_("District"), row.owner.district_name), *_standing(found)]
    return paper_of(title, _("Voor gemeenten"), facts, blocks_of(local_sections(row)), is_wide=False)


def _standing(found: Nota) -> list[tuple[str, str]]:
    facts = [(_("Stand van"), long_date(found.asof.valid_on))]
    if found.asof.known_on:
        facts.append((_("Zoals bekend op"), long_date(found.asof.known_on)))
    return facts
