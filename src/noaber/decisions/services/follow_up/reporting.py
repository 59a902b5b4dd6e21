"""Reporting a decision with a link: it waits until the coordinator confirms it, and counts from then on."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import COMMAND, Actor
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import PAPERS, Upload, store_file
from noaber.core.models import StoredFile
from noaber.core.rehearsing import rehearse
from noaber.decisions.models import Report, ReportLink
from noaber.decisions.queries.follow_up.report_links import LinkState, Opened, open_link
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said, record_positions
from noaber.decisions.services.follow_up.letters import hold

REPORTED: Final = "decisions.report"  # whose file the document of a report is
LONGEST_EVIDENCE: Final = 500
CLOSED: Final = {
    LinkState.UNKNOWN: gettext_lazy(
        "Deze link is niet (meer) bekend. Kijk of u de nieuwste e-mail gebruikt en of de link compleet is."
    ),
    LinkState.EXPIRED: gettext_lazy(
        "Deze link is verlopen. Vraag de coördinator van het netwerk om een nieuwe."
    ),
    LinkState.REPLACED: gettext_lazy(
        "U hebt daarna een nieuwere e-mail gekregen. Gebruik de link uit die e-mail."
    ),
    LinkState.WITHDRAWN: gettext_lazy("Over dit voorstel wordt nu niets gevraagd. U hoeft niets te doen."),
    LinkState.ANSWERED: gettext_lazy("Het besluit is al vastgelegd. U hoeft niets meer te doen."),
    LinkState.LAPSED: gettext_lazy(
        "Deze vraag is vervallen: er is besloten zonder dit antwoord af te wachten. U hoeft niets te doen."
    ),
    LinkState.ELSEWHERE: gettext_lazy(
        "Iemand anders heeft dit besluit al gemeld. De coördinator kijkt ernaar; u hoeft niets te doen."
    ),
    LinkState.WAITING: gettext_lazy(
        "Dank u wel, uw melding is binnen. Zij telt zodra de coördinator haar heeft bevestigd."
    ),
    LinkState.CONFIRMED: gettext_lazy("Uw melding is bevestigd en vastgelegd. U hoeft niets meer te doen."),
    LinkState.RETURNED: gettext_lazy(
        "Uw melding is teruggestuurd. In de e-mail daarover staan de reden en een nieuwe link."
    ),
    LinkState.TAKEN_BACK: gettext_lazy(
        "Uw melding was bevestigd, maar het standpunt is daarna ingetrokken. Er staat nu weer: nog niet. "
        "Vraag de coördinator van het netwerk om een nieuwe link."
    ),
}


def report_decision(
    token: str,
    said: Mapping[str, Said],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    decided_on: dt.date,
    evidence: str = "",
    document: Upload | None = None,
    expected_revision: int | None = None,
    seen_version: int | None = None,
) -> Report:
    """Report what was decided on every point that is asked; the link is used up by it, and by nothing else.

    Refused for the same reasons as recording it would be: it is tried, and taken back. Whoever holds the link may be
    anyone, signed in or not: nothing of theirs counts before the coordinator has looked at it. `expected_revision`: of
    the question as they saw it; `Conflict` when it was answered since. `seen_version`: the number of the text that they
    read; `OtherText` when another was sent since.
    """
    link = _usable(token, today=today)
    if not evidence.strip() and document is None:
        raise DomainError(_("Vul in waar het besluit staat, of voeg het besluit toe."), field="evidence")
    _try_recording(link, said, now, today, decided_on, evidence, expected_revision, seen_version)
    with verb("decisions.report_decision", actor=actor) as trail:
        hold([_usable(token, today=today).consultation_id])
        link = _usable(token, today=today)  # nobody else holds the question now
        key = uuid.uuid4()
        report = Report.objects.create(
            id=key,
            link=link,
            said={label: [each.answer.value, each.text.strip()] for label, each in sorted(said.items())},
            decided_on=decided_on,
            evidence=evidence.strip(),
            evidence_file=_kept(document, key, actor, now),
            reported_at=now,
        )
        link.used_at = now
        link.save(update_fields=["used_at"])
        trail.note(
            report,
            {"consultation": str(link.consultation_id), "person": str(link.person_id)},
            records=[report],
        )
    return report


def said_in(report: Report) -> dict[str, Said]:
    """What a report says, by label of the point."""
    kept: dict[str, Any] = report.said
    return {label: Said(Answer(answer), text) for label, (answer, text) in kept.items()}


def is_same(
    report: Report,
    said: Mapping[str, Said],
    *,
    decided_on: dt.date,
    evidence: str = "",
    document: Upload | None = None,
) -> bool:
    """Whether what is sent again is what was reported; without a document that one is not compared."""
    given = {label: Said(each.answer, each.text.strip()) for label, each in said.items()}
    words = (report.decided_on, report.evidence) == (decided_on, evidence.strip())
    file = report.evidence_file
    is_kept = document is None or (file is not None and file.sha256 == _sha256(document))
    return words and given == said_in(report) and is_kept


def _sha256(document: Upload) -> str:
    found = hashlib.sha256()
    for piece in document.chunks():
        found.update(piece)
    return found.hexdigest()


def refusal(opened: Opened) -> str:
    """Why a link takes no report, and what to do; empty for an open one."""
    if opened.state is LinkState.OPEN:
        return ""
    why = [_("De reden: %(reason)s") % {"reason": opened.reason}] if opened.reason else []
    return " ".join([str(CLOSED[opened.state]), *why])


def _usable(token: str, *, today: dt.date) -> ReportLink:
    opened = open_link(token, today=today)
    if opened.link is None or opened.state is not LinkState.OPEN:
        raise DomainError(refusal(opened))
    return opened.link


def _try_recording(
    link: ReportLink,
    said: Mapping[str, Said],
    now: dt.datetime,
    today: dt.date,
    decided_on: dt.date,
    evidence: str,
    expected_revision: int | None,
    seen_version: int | None,
) -> None:
    """Whether it could be recorded by who may; the sentences are those of recording."""
    if not said:
        raise DomainError(_("Kies bij ten minste één punt een antwoord."))
    if len(evidence) > LONGEST_EVIDENCE:
        text = _("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_EVIDENCE}
        raise DomainError(text, field="evidence")
    rehearse(
        lambda: record_positions(
            link.consultation_id,
            said,
            actor=COMMAND,
            now=now,
            today=today,
            decided_on=decided_on,
            evidence=evidence,
            reported_by=link.person_id,
            expected_revision=expected_revision,
            seen_version=seen_version,
        )
    )


def _kept(document: Upload | None, report: uuid.UUID, actor: Actor, now: dt.datetime) -> StoredFile | None:
    if document is None:
        return None
    key = str(report)
    return store_file(document, actor=actor, owner_kind=REPORTED, owner_key=key, now=now, allowed=PAPERS)
