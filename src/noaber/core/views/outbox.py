"""/beheer/post/: what was mailed, what waits, what failed, and sending again."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noaber.core import clock
from noaber.core.access import require
from noaber.core.administration import may_administer, may_inspect
from noaber.core.components.columns import Column, text_of
from noaber.core.components.filters import ChoiceFilter, DateFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.errors import DomainError
from noaber.core.mail import resend_mail
from noaber.core.mail.queueing import RESENDABLE
from noaber.core.models import MailState, OutboxAttempt, OutboxMail
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.views.office import office_list, office_trail

TONES: Final[dict[str, Tone]] = {
    MailState.WAITING: "current",
    MailState.SENDING: "current",
    MailState.SENT: "ok",
    MailState.FAILED: "danger",
    MailState.HELD: "warning",
    MailState.WITHDRAWN: "neutral",
}
SHOWN: Final = 2000
MOMENT: Final = Column("", "", "moment")


@require_safe
def outbox(request: Request) -> HttpResponse:
    """The last mails, newest first."""
    require(may_inspect(request.actor))
    table = list_table(
        request.GET,
        name="post",
        caption=_("Uitgaande post"),
        columns=_columns(),
        rows=[_row(mail) for mail in OutboxMail.objects.defer("text")[:SHOWN]],
        filters=[
            TextFilter(("subject", "to"), _("Onderwerp of adres")),
            ChoiceFilter("state", _("Toestand"), "toestand"),
            DateFilter("queued_on", _("Klaargezet vanaf"), "vanaf"),
        ],
        empty_text=_("Er is nog geen post verstuurd."),
        notes=(
            _(
                "De laatste %(count)s berichten. Na 90 dagen worden adres en tekst gewist; bij een bericht met een "
                "persoonlijke link gebeurt dat meteen na het verzenden."
            )
            % {"count": format_number(SHOWN)},
        ),
    )
    intro = _("Elk bericht wordt zes keer geprobeerd, verdeeld over ongeveer een dag. Daarna is het mislukt.")
    return office_list(request, table, _("Post"), intro)


def _columns() -> list[Column]:
    return [
        Column("queued_at", _("Klaargezet"), "moment"),
        Column("subject", _("Onderwerp"), "link"),
        Column("to", _("Aan")),
        Column("state", _("Toestand"), "status"),
        Column("attempt_count", _("Pogingen"), "number"),
        Column("next_attempt_at", _("Volgende poging"), "moment"),
    ]


def _row(mail: OutboxMail) -> dict[str, object]:
    return {
        "queued_at": mail.queued_at,
        "queued_on": timezone.localtime(mail.queued_at).date(),
        "subject": _subject(mail),
        "url": reverse("core:outbox_mail", args=[mail.pk]),
        "to": mail.to,
        "state": _status(mail),
        "attempt_count": mail.attempt_count,
        "next_attempt_at": mail.next_attempt_at if mail.state == MailState.WAITING else None,
    }


def _subject(mail: OutboxMail) -> str:
    """Who looks after the post need not be one of those who may know what is restricted."""
    return _("besloten stuk") if mail.is_restricted else mail.subject or _("(gewist)")


def _status(mail: OutboxMail) -> Status:
    return Status(mail.get_state_display(), TONES[mail.state])


@require_safe
def outbox_mail(request: Request, mail_id: uuid.UUID) -> HttpResponse:
    """One mail: what it says, and every attempt to send it."""
    require(may_inspect(request.actor))
    mail = OutboxMail.objects.filter(pk=mail_id).first()
    if mail is None:
        raise Http404
    subject = _subject(mail)
    context = {
        "heading": PageHeading(subject, kicker=_("Post")),
        "breadcrumbs": office_trail((_("Post"), reverse("core:outbox")), (subject, request.path)),
        "mail": mail,
        "facts": _facts(mail),
        "attempts": _attempts(mail),
        "may_resend": bool(
            mail.state in RESENDABLE and not mail.emptied_at and may_administer(request.actor, "")
        ),
    }
    return render(request, "core/admin/outbox_mail.html", context)


def _facts(mail: OutboxMail) -> DefinitionList:
    next_at = mail.next_attempt_at if mail.state == MailState.WAITING else None
    return DefinitionList(
        (
            Definition(_("Toestand"), status=_status(mail)),
            Definition(_("Aan"), mail.to or _("(gewist)")),
            Definition(_("Klaargezet"), text_of(MOMENT, mail.queued_at)),
            Definition(_("Volgende poging"), text_of(MOMENT, next_at)),
            Definition(
                _("Soort bericht"),
                _("besloten: onderwerp en tekst zijn voor de ontvanger")
                if mail.is_restricted
                else mail.template,
            ),
            Definition(
                _("Bijlagen"), ", ".join(mail.attachments.values_list("name", flat=True)) or _("geen")
            ),
            Definition(_("Berichtnummer"), mail.message_id),
        )
    )


def _attempts(mail: OutboxMail) -> object:
    rows = [_attempt_row(attempt) for attempt in mail.attempts.order_by("number")]
    columns = [
        Column("number", _("Poging"), "number"),
        Column("started_at", _("Begonnen"), "moment"),
        Column("result", _("Uitkomst"), "status"),
        Column("reply_code", _("Code"), "text"),
        Column("detail", _("Antwoord van de mailserver")),
    ]
    return plain_table(name="pogingen", caption=_("Pogingen"), columns=columns, rows=rows)


def _attempt_row(attempt: OutboxAttempt) -> dict[str, object]:
    tones: dict[str, Tone] = {"sent": "ok", "temporary": "warning", "permanent": "danger"}
    status = (
        Status(attempt.get_result_display(), tones[attempt.result])
        if attempt.result
        else Status(_("niet afgemaakt"))
    )
    return {
        "number": attempt.number,
        "started_at": attempt.started_at,
        "result": status,
        "reply_code": attempt.reply_code,
        "detail": attempt.detail,
    }


@require_POST
def resend_outbox_mail(request: Request, mail_id: uuid.UUID) -> HttpResponse:
    """Try a failed or held mail again."""
    if not OutboxMail.objects.filter(pk=mail_id).exists():
        require(may_inspect(request.actor))
        raise Http404
    try:
        resend_mail(mail_id, actor=request.actor, now=clock.now())
        messages.success(request, _("Het bericht wordt opnieuw verzonden."))
    except DomainError as error:
        if not may_inspect(request.actor):
            raise
        messages.error(request, error.message)
    return redirect("core:outbox_mail", mail_id=mail_id)
