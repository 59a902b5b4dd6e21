"""/bank/inlezen/: hand in a file of the bank, see what it will come to, and decide."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.models import StoredFile
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.finance.access import may_keep_bank
from noaber.finance.forms.bank import BankFileForm
from noaber.finance.rules.bank.known_again import Answer, Doubt
from noaber.finance.services.bank.importing import BankOutcome, StatementOutcome, Undecided
from noaber.finance.services.bank.uploads import Preview, preview, take_in, take_over, throw_away, waiting
from noaber.finance.views.bank.entries import proposal_status, proposal_words, who_of
from noaber.finance.views.places.bank import BANK, READ_IN, bank_crumbs, file_address

PAGE: Final = "finance/billing.html"
PREVIEW: Final = "finance/bank_preview.html"
MOST_SHOWN: Final = 100
KNOWN, NEW = "bekend", "nieuw"
ANSWERS: Final = {KNOWN: Answer.KNOWN, NEW: Answer.NEW}
WORDS: Final = {answer: word for word, answer in ANSWERS.items()}


def read_in_page(request: Request) -> HttpResponse:
    """Hand in a file; nothing is written until it was looked at."""
    require_form(may_keep_bank(request.actor))
    is_sent = request.method == "POST"
    form = BankFileForm(*((request.POST, request.FILES) if is_sent else (None, None)))
    page = EditPage(
        title=_("Lees een bankbestand in"),
        crumbs=bank_crumbs(),
        back_url=BANK,
        saved=_("Het bestand is gelezen. Kijk het na en beslis."),
        submit_label=_("Nakijken"),
        intro=_(
            "Haal het bestand op bij uw bank. U ziet eerst wat erin staat. Een bestand dat u nog eens inleest, of dat "
            "een eerder bestand overlapt, verandert niets."
        ),
    )

    def save() -> str:
        stored = take_in(form.cleaned_data["file"], actor=request.actor, now=clock.now())
        return file_address(stored.pk)

    return edit(request, form, page, save)


def preview_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """What reading the file in will come to; sending the page reads it in."""
    require(may_keep_bank(request.actor))
    stored = _find(request, key)
    answer = ANSWERS.get(request.GET.get("antwoord", ""))
    try:
        if request.method == "POST":
            return _read_in(request, stored, answer)
        looked = preview(stored, actor=request.actor, now=clock.now(), answer=answer)
    except Undecided as undecided:
        return _ask(request, stored, undecided)
    except DomainError as error:  # another host or file since it was handed in
        messages.error(request, error.message)
        return redirect(READ_IN)
    found = looked.outcome
    context = {
        "heading": PageHeading(_("Dit staat erin"), kicker=stored.name, intro=_words(found)),
        **crumbs_of([*bank_crumbs(), (_("Inlezen"), READ_IN)], stored.name),
        "notices": [Notice(text, "warning") for text in (*_answered(answer), *found.warnings)],
        "table": _table(found),
        "entries": _entries_table(looked),
        "asked": _asked(key, found, answer),
        "throw_away": file_address(key, "weggooien/"),
    }
    return render(request, PREVIEW, context)


def _find(request: Request, key: uuid.UUID) -> StoredFile:
    stored = waiting(key, actor=request.actor)
    if stored is None:
        raise Http404
    return stored


def _read_in(request: Request, stored: StoredFile, answer: Answer | None) -> HttpResponse:
    found = take_over(stored, actor=request.actor, now=clock.now(), answer=answer)
    messages.success(request, _words(found))
    return redirect(BANK)


def _ask(request: Request, stored: StoredFile, undecided: Undecided) -> HttpResponse:
    """Which entries may be known already, and the two answers; each is looked at before it is read in."""
    page = file_address(stored.pk)
    actions = (
        Action(_("Ze zijn al bekend"), f"{page}?antwoord={KNOWN}"),
        Action(_("Het zijn nieuwe betalingen"), f"{page}?antwoord={NEW}"),
        Action(_("Gooi het bestand weg"), file_address(stored.pk, "weggooien/")),
    )
    points = (
        _("Is dit een andere uitvoer van dagen die al zijn ingelezen? Dan zijn deze boekingen al bekend."),
        _(
            "Is dit een volgend afschrift van dezelfde dag? Dan zijn het nieuwe betalingen, die er net zo uitzien."
        ),
    )
    text = _(
        "Elke boeking hieronder staat er al met hetzelfde bedrag op dezelfde dag. De bank gaf geen eigen kenmerk, "
        "en aan de saldi is het niet te zien. Vergelijk het met uw bankrekening."
    )
    heading = PageHeading(_("Zijn deze boekingen nieuw?"), kicker=stored.name, actions=actions)
    context = {
        "heading": heading,
        **crumbs_of([*bank_crumbs(), (_("Inlezen"), READ_IN)], stored.name),
        "notices": [Notice(text, "warning", points=points)],
        "table": _doubts_table(undecided.doubts),
    }
    return render(request, PAGE, context)


def _doubts_table(doubts: Sequence[Doubt]) -> Table:
    columns = [
        Column("who", _("Wie")),
        Column("day", _("Geboekt"), "date"),
        Column("amount", _("Bedrag"), "money"),
        Column("text", _("Omschrijving")),
        Column("label", _("Afschrift in dit bestand")),
        Column("kept_in", _("Staat al in afschrift")),
    ]
    rows: list[Row] = [
        {
            "who": each.who or _("Zonder tegenpartij (de bank)"),
            "day": each.day,
            "amount": each.signed_cents,
            "text": each.text,
            "label": each.label,
            "kept_in": each.kept_in,
        }
        for each in doubts[:MOST_SHOWN]
    ]
    caption = _("Misschien al bekend (%(count)s)") % {"count": format_number(len(doubts))}
    return plain_table(name="twijfel", caption=caption, columns=columns, rows=rows, phone="scroll")


def _answered(answer: Answer | None) -> tuple[str, ...]:
    """What was answered, so that it is seen once more before it counts."""
    if answer is Answer.KNOWN:
        return (
            _("U antwoordde: wat er net zo al staat, is al bekend. Alleen wat er meer in staat, komt erbij."),
        )
    if answer is Answer.NEW:
        return (_("U antwoordde: wat er net zo al staat, is nieuw. Die betalingen komen erbij."),)
    return ()


def _asked(key: uuid.UUID, found: BankOutcome, answer: Answer | None) -> Confirmation:
    return Confirmation(
        title=_("Inlezen"),
        question="",
        confirm_label=_("Lees in") if found.new else _("Sluit af: er is niets nieuw"),
        cancel_url=BANK,
        action=file_address(key, f"?antwoord={WORDS[answer]}" if answer else ""),
    )


def _words(found: BankOutcome) -> str:
    new = ngettext("%(count)s nieuwe boeking", "%(count)s nieuwe boekingen", found.new)
    facts = {"new": new % {"count": format_number(found.new)}, "known": format_number(found.known)}
    return _("%(new)s; %(known)s waren al bekend.") % facts


def _table(found: BankOutcome) -> Table:
    columns = [
        Column("label", _("Afschrift")),
        Column("account", _("Rekening")),
        Column("first_day", _("Van"), "date"),
        Column("last_day", _("Tot en met"), "date"),
        Column("opening", _("Beginstand"), "money"),
        Column("closing", _("Eindstand"), "money"),
        Column("new", _("Nieuw"), "number", is_totalled=True),
        Column("known", _("Al bekend"), "number", is_totalled=True),
        Column("not_booked", _("Nog niet geboekt"), "number"),
    ]
    rows = [_row(each) for each in found.statements]
    return plain_table(name="inlezen", caption=_("Afschriften in dit bestand"), columns=columns, rows=rows)


def _entries_table(looked: Preview) -> Table | None:
    """The new entries, each with what it would match; nothing is booked by reading in."""
    if not looked.rows:
        return None
    columns = [
        Column("who", _("Wie")),
        Column("day", _("Geboekt"), "date"),
        Column("amount", _("Bedrag"), "money"),
        Column("text", _("Omschrijving")),
        Column("certainty", _("Voorstel"), "status"),
        Column("proposal", _("Waarom")),
    ]
    rows: list[Row] = [
        {
            "who": who_of(each.entry),
            "day": each.entry.said.booked_on,
            "amount": each.entry.said.signed_cents,
            "text": each.entry.said.text,
            "certainty": proposal_status(each),
            "proposal": proposal_words(each.proposal),
        }
        for each in looked.rows
    ]
    facts = {"shown": format_number(len(rows)), "count": format_number(looked.outcome.new)}
    caption = _("Nieuwe boekingen met hun voorstel (%(shown)s van %(count)s)") % facts
    return plain_table(name="nieuwe-boekingen", caption=caption, columns=columns, rows=rows, phone="scroll")


def _row(each: StatementOutcome) -> Row:
    return {
        "label": each.label,
        "account": each.account,
        "first_day": each.first_day,
        "last_day": each.last_day,
        "opening": each.opening_cents,
        "closing": each.closing_cents,
        "new": each.new,
        "known": each.known,
        "not_booked": each.not_booked,
    }


def throw_away_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Not this file after all."""
    require(may_keep_bank(request.actor))
    stored = _find(request, key)
    if request.method == "POST":
        throw_away(stored, actor=request.actor, now=clock.now())
        messages.success(request, _("Het bestand is weggegooid. Er is niets ingelezen."))
        return redirect(BANK)
    asked = Confirmation(
        title=_("Gooi het bestand weg"),
        question=_("Gooit u %(name)s weg zonder het in te lezen?") % {"name": stored.name},
        confirm_label=_("Gooi weg"),
        cancel_url=file_address(key),
        tone="danger",
    )
    return render(
        request, "core/confirm.html", {"confirmation": asked, **crumbs_of(bank_crumbs(), asked.title)}
    )
