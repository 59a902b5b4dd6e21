"""One remark: what was said, what is answered, and the form for who answers it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.core import clock
from noaber.core.access import may_fill_in, require_form
from noaber.core.asof import AsOf
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_answer_remark, may_assign_remarks
from noaber.decisions.forms.remarks import AnswerForm
from noaber.decisions.queries.proposals.proposal import ProposalRow
from noaber.decisions.queries.remarks import RemarkRow, remark, remarks
from noaber.decisions.queries.versions.version import all_versions
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.remarks import answer_remark
from noaber.decisions.views.recording import Recording, prepared_notice, record, submit_label
from noaber.decisions.views.remarks.overview import crumbs, readable_proposal
from noaber.decisions.views.remarks.places import owners_address, remark_address, remarks_address
from noaber.decisions.views.remarks.words import effect_words, state_status
from noaber.decisions.words import answer_status


def remark_page(request: Request, code: str, key: int) -> HttpResponse:
    """The remark for the network, with a form for its owner and the coordinator."""
    found = readable_proposal(request, code)
    row = remark(request.actor, code, key, AsOf(request.today))
    if row is None:
        raise Http404
    may = may_answer_remark(request.actor, row.owner.holders if row.owner else ())
    if request.method == "POST":
        require_form(may)
    form = AnswerForm(sent(request), row=row, versions=all_versions(code)) if may_fill_in(may) else None
    answer = record(request, _recording(request, row, form)) if form else None
    return answer or _page(request, found, row, form)


def _recording(request: Request, row: RemarkRow, form: AnswerForm) -> Recording:
    def save() -> object:
        typed = dict(form.cleaned_data)
        return answer_remark(
            row.proposal_code,
            row.id,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_reply=typed.pop("reply"),
            **typed,
        )

    name = {"name": row.party_name}
    return Recording(
        form,
        save,
        title=_("Antwoord op de kanttekening van %(name)s") % name,
        done=_("De kanttekening van %(name)s is beantwoord.") % name,
        back_url=remarks_address(row.proposal_code),
    )


def _page(request: Request, found: ProposalRow, row: RemarkRow, form: AnswerForm | None) -> HttpResponse:
    title = _("Kanttekening van %(name)s") % {"name": row.party_name}
    context = {
        "heading": PageHeading(title, kicker=found.title, actions=_actions(request, row)),
        "breadcrumbs": crumbs(
            found,
            NavItem(_("Kanttekeningen"), remarks_address(found.code)),
            NavItem(title, "", is_current=True),
        ),
        "row": row,
        "facts": _facts(row),
        "notice": _notice(request, row, form),
        "replies": _replies(row),
        "others": _others(request, row),
        "panel": _panel(request, row, form),
    }
    return render(request, "decisions/remark.html", context)


def _actions(request: Request, row: RemarkRow) -> tuple[Action, ...]:
    if not row.counts or not may_fill_in(may_assign_remarks(request.actor)):
        return ()
    label = _("Kies een andere eigenaar") if row.owner else _("Kies een eigenaar")
    return (Action(label, owners_address(row.proposal_code, kanttekening=str(row.id))),)


def _facts(row: RemarkRow) -> DefinitionList:
    owner = row.owner
    vacant = "" if owner is None or owner.holders else _("Er is niemand met een account op deze zetel.")
    return DefinitionList(
        (
            Definition(_("Stand"), status=state_status(row.state)),
            Definition(_("Standpunt"), status=answer_status(row.answer, row.role)),
            Definition(_("Stap"), row.stage_title),
            Definition(_("Punt"), f"{row.label}. {row.point_text}"),
            Definition(_("Over versie"), str(row.on_version)),
            Definition(_("Besloten op"), long_date(row.decided_on)),
            Definition(
                _("Eigenaar"),
                owner.shown if owner else _("nog niet gekozen"),
                url=f"/zetels/{owner.code}/" if owner else "",
                note=vacant,
            ),
        )
    )


def _notice(request: Request, row: RemarkRow, form: AnswerForm | None) -> Notice | None:
    if row.is_mistake:
        return Notice(_("Deze kanttekening is vervallen: zij is als vergissing teruggenomen."))
    if row.state is RemarkState.LAPSED:
        return Notice(_("Deze kanttekening is vervallen: er is later iets anders geantwoord."))
    if form and row.owner is None:
        owner = Action(_("Kies een eigenaar"), owners_address(row.proposal_code, kanttekening=str(row.id)))
        return Notice(
            _("Deze kanttekening heeft nog geen eigenaar. Kies die eerst."), "warning", action=owner
        )
    return prepared_notice(request) if form or not request.actor.prepares_only else None


def _replies(row: RemarkRow) -> Timeline | None:
    """What was answered, the last on top: that one counts."""
    events = [
        TimelineEvent(timezone.localtime(each.recorded_at).date(), effect_words(each), each.answer)
        for each in reversed(row.replies)
    ]
    return Timeline(tuple(events), _("Wat er is geantwoord")) if events else None


def _others(request: Request, row: RemarkRow) -> Timeline | None:
    """What the same party said on the same point before or after."""
    events = [
        TimelineEvent(
            each.decided_on,
            answer_status(each.answer, each.role).label,
            each.text,
            url=remark_address(each.proposal_code, each.id),
            status=state_status(each.state),
        )
        for each in remarks(request.actor, row.proposal_code, AsOf(request.today))
        if (each.stage, each.party, each.label) == (row.stage, row.party, row.label) and each.id != row.id
    ]
    return Timeline(tuple(events), _("Andere kanttekeningen op dit punt")) if events else None


def _panel(request: Request, row: RemarkRow, form: AnswerForm | None) -> FormPanel | None:
    if form is None or row.owner is None or row.state is RemarkState.LAPSED:
        return None
    label = submit_label(request)
    return form_panel(form, submit_label=label, cancel_url=remarks_address(row.proposal_code))
