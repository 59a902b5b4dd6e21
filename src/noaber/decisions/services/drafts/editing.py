"""The words of a draft, and who may read it once it is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Classification, Proposal, ProposalVersion
from noaber.decisions.queries.drafts.draft import LINES, code_is_taken
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.services.drafts.draft import Held, hold_draft
from noaber.decisions.services.drafts.faults import before_last_words, refuse_faulty_words
from noaber.decisions.services.drafts.stages import ask_again
from noaber.decisions.services.drafts.written import ProposalText

RESERVED = frozenset(
    {"meldingen", "nieuw", "recessen", "sjablonen"}
)  # addresses of pages beside those of proposals
LONGEST_CODE = 60
NEUTRAL = re.compile(r"voorstel-\d{4}-\d+")


@dataclass(frozen=True, slots=True)
class Around:
    """What goes with the words: who may read it, the plan that it goes together with, and what changed.

    `classification` and `linked_to` count in the first draft only: later on they would publish what was sent before, or
    undo what was adopted.
    """

    classification: str
    linked_to: str = ""
    is_material: bool = True
    change_note: str = ""


def suggested_code(title: str) -> str:
    """A code for a proposal with this title that no other has; empty when the title has no letters."""
    start = slugify(title.replace("–", "-").replace("—", "-"))[:LONGEST_CODE].strip("-")
    if not start:
        return ""
    code, number = start, 1
    while code in RESERVED or code_is_taken(code):
        number += 1
        code = f"{start[: LONGEST_CODE - len(str(number)) - 1].rstrip('-')}-{number}"
    return code


def neutral_code(year: int) -> str:
    """A code that says nothing of a restricted proposal: the log holds codes, and who reads that may not read this."""
    number = 1
    while code_is_taken(f"voorstel-{year}-{number}"):
        number += 1
    return f"voorstel-{year}-{number}"


def refuse_reserved(code: str) -> None:
    if code in RESERVED:
        raise DomainError(
            _("Deze code is al het adres van een andere pagina. Kies een andere."), field="code"
        )


def write_text(
    code: str, text: ProposalText, around: Around, *, actor: Actor, expected_revision: int | None
) -> ProposalVersion:
    """Write the words of a draft. Another day asks the organisations of that day.

    Refused: a telephone number where a name belongs (R01), a plan that is linked to itself, a day before that of the
    text that was sent last, and making restricted what has a telling code. `Conflict` names what somebody else wrote
    meanwhile.
    """
    require(may_write_proposals(actor))
    with verb("decisions.write_text", actor=actor) as trail:
        try:
            held = hold_draft(code, expected_revision)
        except Conflict as conflict:
            raise _with_words(conflict, code, text) from None
        version, proposal = held.version, held.proposal
        before = version.dated_on
        text.into(version)
        _refuse_before_last(held)
        version.is_material = around.is_material or held.is_first
        version.change_note = "" if held.is_first else around.change_note.strip()
        refuse_faulty_words(version)
        version.save()
        if held.is_first:
            _refuse_telling_code(proposal, around.classification)
            proposal.classification = around.classification
            proposal.linked_to = _linked(proposal, around.linked_to)
        proposal.save(update_fields=["classification", "linked_to"])
        if held.is_first and before != version.dated_on:
            ask_again(proposal, AsOf(version.dated_on))
        held.done(
            trail,
            {
                "linked_to": proposal.linked_to.code if proposal.linked_to else "",
                "classification": proposal.classification,
            },
        )
    return version


def _refuse_before_last(held: Held) -> None:
    last = held.proposal.versions.exclude(sent_at=None).order_by("number").last()
    if last and held.version.dated_on < last.dated_on:
        raise DomainError(before_last_words(last.dated_on), field="dated_on")


def _refuse_telling_code(proposal: Proposal, classification: str) -> None:
    is_new = Classification.RESTRICTED == classification != proposal.classification
    if is_new and not NEUTRAL.fullmatch(proposal.code):
        text = _(
            "De code van dit voorstel zegt waarover het gaat, en staat al in het logboek. Begin een nieuw voorstel dat "
            "meteen besloten is: dat krijgt een neutrale code."
        )
        raise DomainError(text, field="classification")


def _linked(proposal: Proposal, code: str) -> Proposal | None:
    """The plan that must be adopted on the same day (R13)."""
    if not code:
        return None
    if code == proposal.code:
        raise DomainError(_("Een voorstel gaat niet samen met zichzelf."), field="linked_to")
    found = Proposal.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Het gekoppelde voorstel bestaat niet."), field="linked_to")
    return found


def _with_words(conflict: Conflict, code: str, text: ProposalText) -> Conflict:
    """The conflict with both texts, so that nothing that was typed is lost."""
    version = ProposalVersion.objects.filter(proposal__code=code).order_by("number").last()
    if version is None:
        return conflict
    typed = ProposalVersion()
    text.into(typed)
    return conflict.with_values(_by_label(typed), _by_label(version))


def _by_label(version: ProposalVersion) -> Mapping[str, object]:
    names = {name: str(version._meta.get_field(name).verbose_name) for name in (*LINES, *TEXTS)}  # type: ignore[union-attr]
    return {label.capitalize(): getattr(version, name) for name, label in names.items()}
