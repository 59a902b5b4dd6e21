"""Taking back what was recorded for a party by mistake: first what stands and what it does, then the reason."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.core import clock
from noaber.core.access import Decision, require_form
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_record_position
from noaber.decisions.forms.taking_back import TakeBackForm
from noaber.decisions.queries.proposals.closing import labels_to_take_back, late_labels
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.services.answers.taking_back import closed_words, take_back_positions
from noaber.decisions.views.answers.rectifying import rectify_action
from noaber.decisions.views.places import history_address, may_answer, proposal_address, take_back_address
from noaber.decisions.views.recording import Recording, prepared_notice, record
from noaber.decisions.words import answer_status


def take_back_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """The confirmation; afterwards the history shows both what was recorded and that it was taken back."""
    found = proposal(request.actor, code, AsOf(request.today))
    place = _place(found, key) if found else None
    if found is None or place is None:
        raise Http404
    stage, party = place
    require_form(_may(request, party))
    form = TakeBackForm(sent(request), revision=party.revision)
    return record(request, _recording(request, found, stage, party, form)) or _page(
        request, found, stage, party, form
    )


def take_back_action(request: Request, found: Standing, stage: StageStanding, party: Party) -> Action | None:
    """The way there, for who may, while there is something to take back."""
    if found.withdrawn_at or not labels_to_take_back(found, stage, party, AsOf(request.today)):
        return None
    if not may_answer(request.actor, party):
        return None
    return Action(_("Trek het standpunt in"), take_back_address(found.code, party.consultation_id))


def _place(found: Standing, key: uuid.UUID) -> tuple[StageStanding, Party] | None:
    places = ((stage, party) for stage in found.stages for party in stage.parties)
    return next((place for place in places if place[1].consultation_id == key), None)


def _may(request: Request, party: Party) -> Decision:
    return may_record_position(
        request.actor,
        body_code=party.body_code,
        organisation_code=party.organisation_code,
        successors=party.successors,
    )


def _recording(
    request: Request, found: Standing, stage: StageStanding, party: Party, form: TakeBackForm
) -> Recording:
    def save() -> object:
        return take_back_positions(
            party.consultation_id,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            reason=form.cleaned_data["reason"],
            expected_revision=form.cleaned_data["revision"],
        )

    return Recording(
        form,
        save,
        title=_("Standpunt van %(name)s intrekken: %(title)s") % {"name": party.name, "title": found.title},
        done=_done(found, stage, party),
        back_url=history_address(found.code, party.consultation_id),
    )


def _done(found: Standing, stage: StageStanding, party: Party) -> str:
    text = _("Het standpunt van %(name)s is ingetrokken. Er staat nu weer: nog niet.")
    if late_labels(found, stage, party):
        text = _("Het antwoord van %(name)s is ingetrokken. Wat wel klopt, kan opnieuw worden vastgelegd.")
    return text % {"name": party.name}


def _page(
    request: Request, found: Standing, stage: StageStanding, party: Party, form: TakeBackForm
) -> HttpResponse:
    title = _("Standpunt van %(name)s intrekken") % {"name": party.name}
    back = history_address(found.code, party.consultation_id)
    barred = _barred(found, stage, party, AsOf(request.today))
    rectify = rectify_action(request, found, stage, party)
    panel = form_panel(form, submit_label=_("Trek het standpunt in"), submit_tone="danger", cancel_url=back)
    context = {
        "heading": PageHeading(title, kicker=found.title, actions=(rectify,) if rectify else ()),
        "breadcrumbs": [
            NavItem(_("Voorstellen"), "/voorstellen/"),
            NavItem(found.title, proposal_address(found.code)),
            NavItem(title, "", is_current=True),
        ],
        "notice": barred or prepared_notice(request) or _what_follows(found, stage, party),
        "facts": _standing(
            stage, party, labels_to_take_back(found, stage, party, AsOf(request.today)) or party.labels
        ),
        "panel": None if barred else panel,
    }
    return render(request, "decisions/take_back.html", context)


def _what_follows(found: Standing, stage: StageStanding, party: Party) -> Notice:
    if late_labels(found, stage, party):
        return Notice(_late_words(found, party), "warning")
    text = _(
        "Doe dit als het standpunt per ongeluk is vastgelegd, bijvoorbeeld bij de verkeerde. Daarna telt %(name)s weer "
        "als “nog niet” en wordt het opnieuw gevraagd. In de geschiedenis blijft staan wat er stond, en waarom het is "
        "ingetrokken. Besloot %(name)s iets anders? Leg dan gewoon dat vast."
    )
    return Notice(text % {"name": party.name}, "warning")


def _late_words(found: Standing, party: Party) -> str:
    text = _(
        "Dit antwoord is vastgelegd na de vaststelling van %(day)s. Klopt het niet, trek het dan in. In de "
        "geschiedenis blijft staan wat er stond, en waarom het is ingetrokken. %(name)s wordt niet opnieuw gevraagd; "
        "wat wel klopt, legt u daarna opnieuw vast. Aan de vaststelling verandert niets."
    )
    return text % {"day": long_date(found.adopted_on or dt.date.max), "name": party.name}


def _barred(found: Standing, stage: StageStanding, party: Party, asof: AsOf) -> Notice | None:
    if found.withdrawn_at:
        return Notice(_("Dit voorstel is ingetrokken; er valt niets meer vast te leggen."), "warning")
    if not _standing(stage, party, party.labels):
        return Notice(_("Er staat niets om in te trekken."))
    if not labels_to_take_back(found, stage, party, asof):
        return Notice(closed_words(found), "warning")
    return None


def _standing(stage: StageStanding, party: Party, labels: Iterable[str]) -> DefinitionList | None:
    """What stands now on these points, one by one; None when nothing does."""
    cells = ((label, stage.cells.get((party.key, label))) for label in labels)
    items = [
        Definition(
            _("Punt %(label)s") % {"label": label},
            status=answer_status(cell.answer, stage.role),
            note=cell.text,
        )
        for label, cell in cells
        if cell
    ]
    return DefinitionList(tuple(items)) if items else None
