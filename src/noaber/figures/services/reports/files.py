"""The reports of a month as files, to look at or to send otherwise: nothing is sent, nothing is kept."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.mail.composing import checked_subject, composed, message_id
from noaber.core.models import OutboxMail
from noaber.figures.access import may_send_reports
from noaber.figures.queries.areas import Area
from noaber.figures.queries.reports.reports import MonthReports, area_report
from noaber.figures.report_words import file_stem
from noaber.figures.services.reports.letters import PDF, Letter, report_letter

READER: Final = "lezer@voorbeeld.invalid"


def write_reports(
    month: MonthReports,
    areas: list[Area],
    folder: Path,
    *,
    actor: Actor,
    now: dt.datetime,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> list[Path]:
    """A mail (``.eml``) and its papers per area, under their own names; whole files, so a second time replaces them."""
    require(may_send_reports(actor))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for place, area in enumerate(areas):
        report = area_report(month, area)
        letter = report_letter(report, now)
        for name, content in _files(letter, file_stem(report)):
            _write(folder / name, content)
            written.append(folder / name)
        tell(place + 1, len(areas))
    return written


def _files(letter: Letter, stem: str) -> list[tuple[str, bytes]]:
    papers = [(each.name, each.content) for each in letter.attachments if each.media_type == PDF]
    return [(f"{stem}.eml", eml(letter)), *papers]


def eml(letter: Letter) -> bytes:
    """The mail as it would be, to nobody: with links that choose and stop for nobody."""
    identity = uuid4()
    nobody = f"{settings.SITE_URL}/cijfers/maandbericht/"
    mail = OutboxMail(
        to=READER,
        subject=checked_subject(letter.subject),
        text=letter.text({"name": str(_("lezer")), "choose": nobody, "stop": nobody}),
        message_id=message_id(identity),
    )
    return composed(mail, letter.attachments).message().as_bytes()


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.deel")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)
