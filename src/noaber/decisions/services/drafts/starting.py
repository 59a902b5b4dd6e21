"""Beginning a proposal: a title is enough; the rest is written in the editor."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Classification, Proposal, ProposalVersion
from noaber.decisions.services.drafts.drafting import draft_proposal
from noaber.decisions.services.drafts.editing import neutral_code, refuse_reserved, suggested_code
from noaber.decisions.services.drafts.route_templates import start_from_template
from noaber.decisions.services.drafts.written import ProposalText


def start_proposal(
    title: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    classification: str,
    code: str = "",
    template: uuid.UUID | None = None,
) -> Proposal:
    """An empty draft with this title, perhaps with the route of a template.

    Without a code it gets one from its title; a restricted one always a neutral code. Refused: a code that is taken,
    and a second draft of the same title (sent twice, or begun by two people).
    """
    require(may_write_proposals(actor))
    typed, is_restricted = title.strip(), classification == Classification.RESTRICTED
    with verb("decisions.draft_proposal", actor=actor):
        drafts = ProposalVersion.objects.filter(title=typed, number=1, sent_at=None)
        if typed and drafts.exists():
            raise DomainError(
                _("Er is al een concept met dit onderwerp. Schrijf daarin verder."), field="title"
            )
        chosen = _neutral(code, today) if is_restricted else code or suggested_code(typed)
        if not chosen:
            raise DomainError(_("Vul een code in: van dit onderwerp kunnen wij er geen maken."), field="code")
        refuse_reserved(chosen)
        proposal = draft_proposal(
            chosen,
            actor=actor,
            now=now,
            text=ProposalText(title=typed, sender="", addressee="", dated_on=today),
            points=(),
            stages=(),
            classification=classification,
        )
        if template:
            start_from_template(chosen, template, actor=actor, expected_revision=None)
    return proposal


def _neutral(code: str, today: dt.date) -> str:
    if code:
        text = _(
            "De code van een besloten voorstel kiest Noaber: zij staat ook in het logboek. Laat dit veld leeg."
        )
        raise DomainError(text, field="code")
    return neutral_code(today.year)
