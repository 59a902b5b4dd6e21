"""Looking a draft over, and sending it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.models import Classification
from noaber.decisions.queries.drafts.draft import Draft
from noaber.decisions.queries.drafts.rewording import Rewording, rewording
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.standing import draft_standing
from noaber.decisions.services.drafts.checking import Missing, missing_of, warnings_of_draft
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.views.drafts.editor import act, frame, opened
from noaber.decisions.views.places import proposal_address, send_address, writing_address
from noaber.decisions.views.versions.words import reason_words
from noaber.decisions.words import role_words

NAMED = 8  # parties that are named before the rest becomes a number
KNOWINGLY: Final = "zo_bedoeld"


def send_page(request: Request, code: str) -> HttpResponse:
    """All that is missing, who will be asked, what to look at; and the button, when nothing is missing."""
    found = opened(request, code)
    reworded = rewording(found, request.today)
    if request.method == "POST":
        done, to = _("Het voorstel is verstuurd. De tekst staat nu vast."), proposal_address(code)
        save = partial(_send, request, code, reworded)
        return act(request, save, done=done, to=to, back=send_address(code))
    standing = draft_standing(code, AsOf(request.today))
    missing = list(missing_of(found, standing, today=request.today)) if standing else []
    warnings = _warnings(standing, AsOf(request.today)) if standing else None
    context = frame(found, "versturen") | {
        "missing": [(each.text, _place(code, each)) for each in missing],
        "warnings": warnings,
        "asked": _asked(standing) if standing and standing.stages else None,
        "confirmation": None if missing else _confirmation(found, has_warnings=warnings is not None),
        "reworded": _reworded(code, reworded) if reworded else None,
        "tick": KNOWINGLY,
    }
    return render(request, "decisions/sending.html", context)


def _send(request: Request, code: str, reworded: Rewording | None) -> object:
    """Something else under answers that stand: only for who said to have seen it."""
    if reworded and not request.POST.get(KNOWINGLY):
        text = _(
            "Zet een vinkje dat u dit zo bedoelt, of zet bij de tekst aan dat de wijziging wezenlijk is."
        )
        raise DomainError(text)
    expected = sent_revision(request)
    now, today = clock.now(), request.today
    return send_proposal(code, actor=request.actor, now=now, today=today, expected_revision=expected)


def _reworded(code: str, found: Rewording) -> Notice:
    """What looks material, who answered on the old text, and what it means that they are not asked again."""
    title = _("Deze wijziging lijkt wezenlijk, en “wezenlijk gewijzigd” staat uit")
    text = _("Er heeft nog niemand op de oude tekst geantwoord.")
    if found.answered:
        text = _(
            "Op de oude tekst antwoordde al: %(names)s. Dat antwoord blijft staan, ook onder de nieuwe tekst: er "
            "wordt niet opnieuw gevraagd. In het voorstel staat dat u dit zo besloot, met uw toelichting."
        )
    points = tuple(reason_words(each) for each in found.reasons)
    change = Action(_("Zet de wijziging op wezenlijk"), f"{writing_address(code)}#id_is_material")
    text %= {"names": _named(found.answered)}
    return Notice(text, "warning", title=title, points=points, action=change)


def _place(code: str, each: Missing) -> str:
    """Where it can be put right."""
    if each.url:
        return each.url
    parts = {"text": "", "points": "punten", "inserts": "cijfers", "route": "route"}
    part = parts[each.place]
    if each.key and each.place in ("points", "route"):
        return writing_address(code, f"{part}/{each.key}")
    return writing_address(code, part) + (f"#id_{each.field}" if each.place == "text" else "")


def _warnings(found: Standing, asof: AsOf) -> Notice | None:
    texts = warnings_of_draft(found, asof)
    if not texts:
        return None
    intro = _(
        "Dit klopt nog niet, of ontbreekt. Zet het eerst recht, of verstuur alleen als u dit zo bedoelt:"
    )
    return Notice(intro, "warning", title=_("Kijk hier eerst naar"), points=tuple(texts))


def _asked(found: Standing) -> Table:
    columns = [
        Column("stage", _("Stap"), is_sortable=False),
        Column("role", _("Wat zij doen"), is_sortable=False),
        Column("labels", _("Punten"), is_sortable=False),
        Column("parties", _("Wie"), is_sortable=False),
        Column("due_on", _("Uiterlijk"), is_sortable=False),
    ]
    rows = [_cells(stage) for stage in found.stages]
    return plain_table(name="gevraagd", caption=_("Wie er wordt gevraagd"), columns=columns, rows=rows)


def _cells(stage: StageStanding) -> Row:
    names = [party.name for party in stage.parties]
    return {
        "stage": f"{stage.number}. {stage.title}",
        "role": role_words(stage.role),
        "labels": in_a_row(stage.labels),
        "parties": _named(names) or _("niemand"),
        "due_on": long_date(stage.due_on) if stage.due_on else "",
    }


def _named(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return in_a_row(names)
    facts = {"names": ", ".join(names[:NAMED]), "more": len(names) - NAMED}
    return _("%(names)s en nog %(more)s") % facts


def _confirmation(found: Draft, *, has_warnings: bool) -> Confirmation:
    """What sending does, in sentences."""
    readers = {
        Classification.PUBLIC: _("Iedereen kan het lezen, ook buiten het netwerk."),
        Classification.NETWORK: _("Iedereen in het netwerk kan het lezen."),
        Classification.RESTRICTED: _("Alleen wie iets wordt gevraagd, kan het lezen."),
    }
    consequences = [
        _("De tekst, de punten, de bijlagen en de cijfers staan daarna vast."),
        readers[Classification(found.classification)],
        _("Wie er wordt gevraagd, ziet het bij wat er op hen wacht. Niemand krijgt vanzelf bericht."),
        _("Daarna laat Noaber zien wie u bericht kunt sturen, en wat erin staat."),
    ]
    if not found.is_first:
        again, stands = (
            _("Wie al antwoordde, antwoordt opnieuw."),
            _("Antwoorden op de vorige tekst blijven staan."),
        )
        consequences.insert(0, again if found.is_material else stands)
    whole = _("Er ontbreekt niets. Wilt u het voorstel nu versturen?")
    lacking = _("Hierboven staat waar u eerst naar kijkt. Wilt u het voorstel toch zo versturen?")
    return Confirmation(
        title=_("Versturen"),
        question=lacking if has_warnings else whole,
        confirm_label=_("Verstuur het voorstel"),
        cancel_url=writing_address(found.code),
        consequences=tuple(consequences),
        hidden=(("revision", str(found.revision)),),
    )
