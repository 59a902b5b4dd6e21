"""/voorstellen/<code>/openstaand/: who has not answered yet, and asking them all in one action."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import body_address, organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.follow_up import AskForm
from noaber.decisions.models import Reminder
from noaber.decisions.queries.follow_up.contacts import Contacts, contacts_on
from noaber.decisions.queries.follow_up.letters import Letter, Post, letters_about
from noaber.decisions.queries.follow_up.outstanding import (
    Before,
    OpenAnswer,
    done_before,
    ids,
    last_reminder,
    outstanding,
    sent_reminders,
    without_report,
)
from noaber.decisions.queries.follow_up.told import is_untold
from noaber.decisions.queries.obligations.obligation import obligations
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.reminders import days_left
from noaber.decisions.services.follow_up.asking import Asked, ask_again, preview
from noaber.decisions.views.follow_up.districts import districts_table
from noaber.decisions.views.obligations.overview import unproven_notice
from noaber.decisions.views.places import (
    ask_address,
    outstanding_address,
    position_address,
    proposal_address,
    report_page_address,
    reports_address,
)
from noaber.decisions.words import counted_words

SOON = 7  # days


@require_safe
def outstanding_page(request: Request, code: str) -> HttpResponse:
    """The last eleven: live, with whom to call and what they got before."""
    found = _found(request, code)
    rows = outstanding(found)
    before = done_before(ids(rows)) if rows else {}
    table = _table(request, rows, before)
    context = {
        "heading": _heading(found, [before[row.id] for row in rows]),
        "breadcrumbs": _crumbs(found, _("Wie nog moet antwoorden")),
        "unproven": unproven_notice(request, obligations(request.actor, code, AsOf(request.today))),
        "line": None if found.withdrawn_at or found.is_rejected else _line(found),
        "seen_at": clock.now(),
        "again": request.get_full_path(),
        "filter_form": table.filter_form if rows else None,
        "districts": districts_table(request, code, rows),
        "nothing": None if rows else _nobody_left(found),
    }
    return replace(table, filter_form=None).respond(request, "decisions/outstanding.html", context)


def _line(found: Standing) -> StatusLine:
    done, asked = _decided(found)
    words = counted_words(
        done,
        asked,
        _("overleg of organisatie heeft besloten"),
        _("overleggen en organisaties heeft besloten"),
        _("overleggen en organisaties hebben besloten"),
    )
    return StatusLine(done, asked, words)


def _decided(found: Standing) -> tuple[int, int]:
    """How many decided on all their points, of whoever was asked; who never will is not counted as if they had."""
    asked = [
        [stage.cells.get((party.key, label)) for label in party.labels]
        for stage in found.stages
        if stage.gate.is_open
        for party in stage.parties
        if party.labels
    ]
    return sum(all(cell and cell.answer in FINAL for cell in cells) for cells in asked), len(asked)


def _nobody_left(found: Standing) -> EmptyState:
    """Why nobody is asked anything."""
    if found.withdrawn_at:
        return EmptyState(_("Dit voorstel is ingetrokken"), _("Er wordt niets meer gevraagd."))
    if found.is_rejected:
        return EmptyState(_("Dit voorstel is verworpen"), _("Er wordt niets meer gevraagd."))
    done, asked = _decided(found)
    if done == asked:
        return EmptyState(_("Iedereen heeft geantwoord"), _("Er is niemand meer te vragen."))
    text = ngettext(
        "%(count)s gaf geen antwoord voordat het voorstel werd vastgesteld, of hield het aan.",
        "%(count)s gaven geen antwoord voordat het voorstel werd vastgesteld, of hielden het aan.",
        asked - done,
    )
    return EmptyState(_("Er is niemand meer te vragen"), text % {"count": asked - done})


def _found(request: Request, code: str) -> Standing:
    """The proposal, for who may chase; of a draft there is nothing to chase."""
    found = proposal(request.actor, code, AsOf(request.today))
    if found is None:
        raise Http404
    require(may_write_proposals(request.actor))
    return found


def _heading(found: Standing, before: Sequence[Before]) -> PageHeading:
    """`before`: of everyone who has not answered; who reported is not asked again."""
    to_ask = [each for each in before if each.report_id is None]
    ask = Action(_ask_words(to_ask), ask_address(found.code), "primary")
    intro = _(
        "Alleen van stappen die zijn begonnen. Wie een punt aanhield of niet behandelde, moet nog besluiten."
    )
    return PageHeading(
        _("Wie nog moet antwoorden"), kicker=found.title, intro=intro, actions=(ask,) if to_ask else ()
    )


def _ask_words(to_ask: Sequence[Before]) -> str:
    count = {"count": len(to_ask)}
    if all(each.reminded_at for each in to_ask):
        return ngettext("Vraag de laatste opnieuw", "Vraag deze %(count)s opnieuw", len(to_ask)) % count
    return ngettext("Vraag de laatste", "Vraag deze %(count)s", len(to_ask)) % count


def _crumbs(found: Standing, title: str) -> list[NavItem]:
    return [
        NavItem(_("Voorstellen"), "/voorstellen/"),
        NavItem(found.title, proposal_address(found.code)),
        NavItem(title, "", is_current=True),
    ]


def _table(request: Request, rows: Sequence[OpenAnswer], before: Mapping[uuid.UUID, Before]) -> Table:
    contacts = contacts_on(request.today)
    return list_table(
        request.GET,
        name="openstaand",
        caption=_("Nog geen antwoord"),
        columns=_columns(),
        rows=[_cells(row, request.today, contacts, before[row.id]) for row in rows],
        filters=[
            TextFilter(("party", "contacts"), _("Naam of contactpersoon")),
            ChoiceFilter("stage", _("Stap"), "stap"),
            ChoiceFilter("district", _("District"), "district"),
            ChoiceFilter("urgency", _("Termijn"), "termijn"),
            ChoiceFilter("reported", _("Melding"), "melding"),
        ],
        empty_text=_("Iedereen heeft geantwoord."),
    )


def _columns() -> list[Column]:
    return [
        Column("party", _("Wie"), "link"),
        Column("stage", _("Stap"), is_on_screen=False),
        Column("district", _("District")),
        Column("labels", _("Nog open punten")),
        Column("due_on", _("Termijn"), "date"),
        Column("days", _("Dagen over"), "number"),
        Column("urgency_shown", _("Stand"), "status"),
        Column("so_far", _("Tot nu toe")),
        Column("contacts", _("Contactpersoon")),
        Column("reminded_at", _("Laatst gevraagd"), "moment"),
        Column("reported", _("Melding"), url_key="report_url"),
        Column("record", _("Vastleggen"), "link", url_key="record_url"),
    ]


def _cells(row: OpenAnswer, today: dt.date, contacts: Contacts, before: Before) -> Row:
    party, report = row.party, before.report_id
    people = contacts.asked(party.voice_key)
    state = _urgency(today, party.due_on)
    return {
        "party": party.name_now,
        "url": body_address(party.body_code)
        if party.body_code
        else organisation_address(party.organisation_code),
        "stage": row.stage.title,
        "district": party.district,
        "labels": ", ".join(row.labels),
        "due_on": party.due_on,
        "days": days_left(today, party.due_on),
        "urgency": state.label,
        "urgency_shown": state,
        "so_far": _so_far(row),
        "contacts": in_a_row(each.name for each in people) if people else _("niemand in het register"),
        "reminded_at": before.reminded_at,
        "reported": _("wacht op u") if report else "",
        "report_url": report_page_address(report) if report else "",
        "record": _("leg vast"),
        "record_url": position_address(row.found.code, row.id),
    }


def _so_far(row: OpenAnswer) -> str:
    """What they did answer: other points, or that they have not decided yet."""
    decided = _("punt %(labels)s besloten") % {"labels": in_a_row(row.decided)} if row.decided else ""
    put_off = _("aangehouden of niet behandeld") if row.is_put_off else ""
    return "; ".join(filter(None, (decided, put_off)))


def _urgency(today: dt.date, due_on: dt.date | None) -> Status:
    left = days_left(today, due_on)
    if left is None:
        return Status(_("zonder termijn"), "neutral")
    if left < 0:
        return Status(_("te laat"), "danger")
    return Status(_("binnen een week"), "warning") if left <= SOON else Status(_("op tijd"), "neutral")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: Request, code: str) -> HttpResponse:
    """Who gets the letter, who cannot get it and why, and what it says; then send it."""
    found = _found(request, code)
    seen = last_reminder(outstanding(found))
    form = AskForm(request.POST or None, initial={"request_key": uuid.uuid4(), "seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_again(
                code,
                actor=request.actor,
                now=clock.now(),
                today=request.today,
                request_key=str(form.cleaned_data["request_key"]),
                sentence=form.cleaned_data["sentence"],
                seen=form.cleaned_data["seen"],
            )
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            _say(request, asked)
            return redirect(outstanding_address(code))
    return render(request, "decisions/ask.html", _preview(request, found, form))


def _say(request: Request, asked: Asked) -> None:
    if asked.sent:
        text = ngettext("Er is één e-mail onderweg.", "Er zijn %(count)s e-mails onderweg.", asked.sent)
        messages.success(request, text % {"count": asked.sent})
    if asked.just_asked:
        text = ngettext(
            "Eén persoon is zojuist al gevraagd en krijgt niet nog een e-mail.",
            "%(count)s personen zijn zojuist al gevraagd en krijgen niet nog een e-mail.",
            asked.just_asked,
        )
        messages.info(request, text % {"count": asked.just_asked})
    if asked.sent or asked.just_asked:
        return
    if asked.sent_before:
        messages.info(request, _("Deze e-mails waren al verstuurd; er is niets opnieuw verstuurd."))
    else:
        messages.info(request, _("Er was niemand meer te vragen; er is niets verstuurd."))


def _preview(request: Request, found: Standing, form: AskForm) -> dict[str, object]:
    contacts = contacts_on(request.today)
    rows = outstanding(found)
    to_ask = without_report(rows)
    post = letters_about(to_ask, lambda row: contacts.asked(row.party.voice_key))
    count = len(post.letters)
    label = ngettext("Verstuur één e-mail", "Verstuur %(count)s e-mails", count) % {"count": count}
    cancel = outstanding_address(found.code)
    return {
        "heading": PageHeading(
            _("Laat weten wat er wordt gevraagd") if is_untold(found) else _("Vraag wie nog moet antwoorden"),
            kicker=found.title,
            intro=_(
                "Iedere persoon krijgt één e-mail, met een persoonlijke link of met de weg naar inloggen."
            ),
        ),
        "breadcrumbs": _crumbs(found, _("Vragen")),
        "reported": _reported(len(rows) - len(to_ask)),
        "recipients": _recipients(post),
        "unreachable": _unreachable(post),
        "text": _sample(post, request.today),
        "panel": form_panel(form, submit_label=label, cancel_url=cancel) if count else None,
        "nothing": _nobody_to_ask(found, Action(_("Terug naar het overzicht"), cancel)),
    }


def _reported(count: int) -> Notice | None:
    """Who reported is not asked again."""
    if not count:
        return None
    text = ngettext(
        "Eén melding wacht op uw bevestiging. Wie al meldde, krijgt geen e-mail.",
        "%(count)s meldingen wachten op uw bevestiging. Wie al meldde, krijgt geen e-mail.",
        count,
    )
    return Notice(text % {"count": count}, action=Action(_("Bekijk de meldingen"), reports_address()))


def _nobody_to_ask(found: Standing, back: Action) -> EmptyState:
    if found.withdrawn_at or found.is_rejected:
        return replace(_nobody_left(found), action=back)
    text = _("Iedereen heeft geantwoord of gemeld, of van niemand is een adres bekend.")
    return EmptyState(_("Er is niemand te vragen"), text, back)


def _recipients(post: Post) -> Table:
    sent = sent_reminders({row.id for letter in post.letters for row in letter.rows})
    rows: list[Row] = [
        {
            "name": letter.contact.name,
            "email": letter.contact.email,
            "about": in_a_row(row.party.name_now for row in letter.rows),
            "reminded_at": _last_asked(letter, sent),
            "way": _("logt in") if letter.contact.user_id else _("krijgt een persoonlijke link"),
        }
        for letter in post.letters
    ]
    columns = [
        Column("name", _("Naam")),
        Column("email", _("E-mailadres")),
        Column("about", _("Namens")),
        Column("reminded_at", _("Laatst gevraagd"), "moment"),
        Column("way", _("Hoe die antwoordt")),
    ]
    return plain_table(name="ontvangers", caption=_("Wie de e-mail krijgt"), columns=columns, rows=rows)


def _last_asked(letter: Letter, sent: Mapping[uuid.UUID, Sequence[Reminder]]) -> dt.datetime | None:
    """When this person last heard of any of it."""
    theirs = (each for row in letter.rows for each in sent.get(row.id, ()))
    return max((each.sent_at for each in theirs if each.person_id == letter.contact.person_id), default=None)


def _unreachable(post: Post) -> Table | None:
    if not post.unreachable:
        return None
    rows: list[Row] = [
        {"party": each.row.party.name_now, "name": each.name, "reason": each.reason}
        for each in post.unreachable
    ]
    columns = [
        Column("party", _("Wie")),
        Column("name", _("Contactpersoon")),
        Column("reason", _("Waarom niet")),
    ]
    return plain_table(
        name="onbereikbaar", caption=_("Wie de e-mail niet krijgt"), columns=columns, rows=rows
    )


def _sample(post: Post, today: dt.date) -> str:
    """The letter to the first one, as it will be sent."""
    letter = next(iter(post.letters), None)
    sentence = _("[hier komt uw eigen zin]")
    return preview(letter, sentence=sentence, now=clock.now(), today=today) if letter else ""
