"""Recording what one body or organisation decided, on every point that it is asked."""

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.core import clock
from noaber.core.access import Refused, require_form
from noaber.core.asof import AsOf
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.access import may_record_position
from noaber.decisions.closing_words import closed_because, lapsed_sentence, late_words
from noaber.decisions.forms.positions import PositionForm
from noaber.decisions.forwarding_words import for_area
from noaber.decisions.queries.answers.occasions import Occasion, occasion_of
from noaber.decisions.queries.proposals.closing import late_labels, may_still_answer
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.prerequisites import beside_question
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.queries.proposals.successors import present_name
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.services.answers.on_occasion import record_on
from noaber.decisions.services.answers.recording import FORMAL, record_positions
from noaber.decisions.views.answers.adopting import CONFIRMED, asked_first, confirm_label
from noaber.decisions.views.answers.merged import successor_notice
from noaber.decisions.views.answers.rectifying import rectify_action
from noaber.decisions.views.answers.seen_texts import about_words, earlier_text, read_again
from noaber.decisions.views.answers.taking_back import take_back_action
from noaber.decisions.views.places import follow_up_address, proposal_address
from noaber.decisions.views.proposals.parts import adopting_notice
from noaber.decisions.views.recording import Recording, prepared_notice, record, submit_label
from noaber.decisions.words import hearing_words
from noaber.network.api import is_there_to_decide


def position_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """The form of one party; what was said before stands in it, and stays readable after."""
    found = proposal(request.actor, code, AsOf(request.today))
    place = _place(found, key) if found else None
    if found is None or place is None:
        raise Http404
    stage, party = place
    may = may_record_position(
        request.actor,
        body_code=party.body_code,
        organisation_code=party.organisation_code,
        successors=party.successors,
    )
    require_form(may)
    form = _form(request, found, stage, party)
    if earlier_text(sent(request), found):
        return _read_again(request, found, stage, party, form)
    asked = asked_first(request, found, stage, form, partial(_save, request, party, form))
    answer = None if asked else record(request, _recording(request, found, party, form))
    return answer or _page(request, found, stage, party, form, asked)


def _read_again(
    request: Request, found: Standing, stage: StageStanding, party: Party, form: PositionForm
) -> HttpResponse:
    """Nothing is recorded: what was typed was about an earlier text."""
    notice = read_again(request, found, form, sent(request) or {}, party.labels)
    return _page(
        request, found, stage, party, form, notice if _is_open(request, found, stage, party) else None
    )


def _place(found: Standing, key: uuid.UUID) -> tuple[StageStanding, Party] | None:
    return next(
        ((stage, party) for stage in found.stages for party in stage.parties if party.consultation_id == key),
        None,
    )


def _form(request: Request, found: Standing, stage: StageStanding, party: Party) -> PositionForm:
    is_typed = not earlier_text(sent(request), found)
    files = request.FILES if request.method == "POST" and is_typed else None
    form = PositionForm(sent(request) if is_typed else None, files, **_asked(request, found, stage, party))
    occasion = _occasion(request, party)
    if occasion and occasion.keep:
        form.ask_why(occasion.asks, occasion.known)
    return form


def _unsent(request: Request, found: Standing, stage: StageStanding, party: Party) -> PositionForm:
    return PositionForm(None, **_asked(request, found, stage, party))


def _asked(request: Request, found: Standing, stage: StageStanding, party: Party) -> dict[str, Any]:
    """What the form asks, and what stands recorded."""
    occasion = _occasion(request, party)
    return {
        "points": [point for point in found.points if point.label in party.labels],
        "every": found.points,
        "known": {label: cell for (who, label), cell in stage.cells.items() if who == party.key},
        "today": occasion.held_on if occasion else request.today,
        "revision": party.revision,
        "version": found.number,
        "role": stage.role,
        "with_document": not request.actor.prepares_only,
        "is_closed": not _is_open(request, found, stage, party) and _has_answered(stage, party),
    }


def _recording(request: Request, found: Standing, party: Party, form: PositionForm) -> Recording:
    return Recording(
        form,
        partial(_save, request, party, form),
        title=_("Standpunt van %(name)s: %(title)s") % {"name": party.name, "title": found.title},
        done=partial(_done, party, form),
        back_url=back_address(found, party),
        fresh=partial(_fresh, request, found, party),
    )


def _done(party: Party, form: PositionForm) -> str:
    """After a merger also whose decision it is."""
    decider = (
        present_name(party.organisation_code, form.cleaned_data["decided_on"]) if party.successors else ""
    )
    if not decider:
        return _("Het standpunt van %(name)s is vastgelegd.") % {"name": party.name}
    text = _("Vastgelegd als besluit van %(area)s.")
    return text % {"area": for_area(decider, party.name)}


def _save(request: Request, party: Party, form: PositionForm) -> object:
    """The answers, and the reason where the occasion asks for one."""
    typed, now = form.cleaned_data, clock.now()
    answers = partial(
        record_positions,
        party.consultation_id,
        form.said,
        actor=request.actor,
        now=now,
        today=request.today,
        decided_on=typed["decided_on"],
        evidence=typed["evidence"],
        document=typed.get("document"),
        expected_revision=typed["revision"],
        seen_version=typed["version"],
    )
    occasion, motive = _occasion(request, party), typed.get("motive", "")
    return record_on(occasion, motive, answers, actor=request.actor, now=now)


def _fresh(request: Request, found: Standing, party: Party) -> PositionForm:
    """The form with what is recorded now."""
    now = proposal(request.actor, found.code, AsOf(request.today))
    place = _place(now, party.consultation_id) if now else None
    if now is None or place is None:
        raise Http404
    return _unsent(request, now, *place)


def _page(
    request: Request,
    found: Standing,
    stage: StageStanding,
    party: Party,
    form: PositionForm,
    first: Notice | None = None,
) -> HttpResponse:
    title = _("Standpunt van %(name)s") % {"name": party.name}
    barred = _barred_notice(request, found, stage, party)
    ways = (take_back_action(request, found, stage, party), rectify_action(request, found, stage, party))
    has_form = barred is None and (form.is_bound or _is_shown(request, found, stage, party))
    actions = tuple(filter(None, ways))
    intro = "" if barred else _intro(found, stage, AsOf(request.today))
    way = [NavItem(_("Voorstellen"), "/voorstellen/"), NavItem(found.title, proposal_address(found.code))]
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro, actions=actions),
        "breadcrumbs": [*way, NavItem(title, "", is_current=True)],
        "course": adopting_notice(request, found, stage, AsOf(request.today)),
        "notice": barred or first or _notice(request, found, stage, party),
        "panel": _panel(request, found, stage, form) if has_form else None,
    }
    return render(request, "decisions/position.html", context)


def _intro(found: Standing, stage: StageStanding, asof: AsOf) -> str:
    done = hearing_words(stage) or _("Leg vast wat er is besloten.")
    said = [
        about_words(found),
        done,
        _("Wat er eerder stond, blijft bewaard."),
        beside_question(found.code, asof),
    ]
    return " ".join(said).strip()


def _barred_notice(request: Request, found: Standing, stage: StageStanding, party: Party) -> Notice | None:
    """R41: why a body that only aligns decides nothing, though it was asked, and what can be done.

    A body that could decide when it was asked, or can now, has a day on which it may have decided.
    """
    if not party.body_code or stage.role not in FORMAL:
        return None
    days = (found.dated_on, request.today)
    asked, now = (is_there_to_decide(party.body_code, AsOf(day)) for day in days)
    if asked or not isinstance(now, Refused):
        return None
    reason = asked.reason if isinstance(asked, Refused) else now.reason
    advice = _(
        "U kunt hier dus geen besluit vastleggen. Bespreek het voorstel wel, en laat een formeel overleg besluiten. "
        "De coördinator kan de volgende stap laten beginnen, of het voorstel met een andere route opnieuw versturen."
    )
    back = Action(_("Naar het voorstel"), proposal_address(found.code))
    return Notice(f"{reason} {advice}", "warning", title=_("Dit overleg besluit niet"), action=back)


def _is_shown(request: Request, found: Standing, stage: StageStanding, party: Party) -> bool:
    """Whether there is a form: to answer, or to add where an answer that stands can be read."""
    return _is_open(request, found, stage, party) or (not found.withdrawn_at and _has_answered(stage, party))


def _is_open(request: Request, found: Standing, stage: StageStanding, party: Party) -> bool:
    return may_still_answer(found, stage, party, AsOf(request.today))


def _has_answered(stage: StageStanding, party: Party) -> bool:
    return any(cell.answer in FINAL for (who, _label), cell in stage.cells.items() if who == party.key)


def back_address(found: Standing, party: Party) -> str:
    """Where one goes on: who decides for itself, to its own page; anyone else to the proposal."""
    is_own = any(stage.is_follow_up and party in stage.parties for stage in found.stages)
    return follow_up_address(found.code, party.organisation_code) if is_own else proposal_address(found.code)


def _panel(request: Request, found: Standing, stage: StageStanding, form: PositionForm) -> FormPanel:
    return form_panel(
        form,
        submit_label=confirm_label(stage) if CONFIRMED in form.fields else submit_label(request),
        submit_tone="primary",
        cancel_url=proposal_address(found.code),
    )


def _occasion(request: Request, party: Party) -> Occasion | None:
    """What was typed says more than the address: a decision of another day is of another meeting."""
    asked = {name: str(text) for name, text in request.GET.items()}
    asked |= {name: str(text) for name, text in (sent(request) or request.GET).items()}
    return occasion_of(request.actor, party.body_code, asked, request.today)


def _notice(request: Request, found: Standing, stage: StageStanding, party: Party) -> Notice | None:
    if found.withdrawn_at:
        return Notice(_("Dit voorstel is ingetrokken."), "warning")
    occasion = _occasion(request, party)
    if occasion and occasion.warning:
        return occasion.warning
    if not _is_open(request, found, stage, party) and _has_answered(stage, party):
        is_late = bool(late_labels(found, stage, party))
        return Notice(late_words(found) if is_late else _closed_words(found), "warning")
    if lapsed := stage.lapsed_labels(party):
        return Notice(lapsed_sentence(found, stage, lapsed), "warning")
    if not stage.gate.is_open:
        return Notice(_("Deze stap is nog niet aan de beurt."), "warning")
    return prepared_notice(request) or successor_notice(party, AsOf(request.today))


def _closed_words(found: Standing) -> str:
    text = _(
        "Deze stap is gesloten: %(why)s. U kunt alleen nog toevoegen waar het besluit staat. Is het verkeerd "
        "vastgelegd? Rectificeer het dan, met de reden."
    )
    return text % {"why": closed_because(found)}
