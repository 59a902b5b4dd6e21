"""Mail as files that any mail program opens: for a demonstration, and while no mail server is configured."""

import datetime as dt
import os
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from noaber.core import clock


class EmailBackend(BaseEmailBackend):
    """One ``.eml`` file per message in the folder ``mail`` of the data, named by time; never half a file."""

    def __init__(
        self, *, file_path: Path | str | None = None, fail_silently: bool = False, **options: Any
    ) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(file_path or settings.DATA / "mail")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage) -> None:
        name = f"{clock.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:6]}"
        unfinished = self.folder / f".{name}.deel"
        unfinished.write_bytes(message.message().as_bytes())
        os.replace(unfinished, self.folder / f"{name}.eml")


def remove_letters(*, to: str = "", before: dt.datetime | None = None) -> int:
    """Take files away: those to an address (erasure of a person), or those written before a moment."""
    removed = 0
    for path in (settings.DATA / "mail").glob("*.eml"):
        if _is_meant(path, to, before):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _is_meant(path: Path, to: str, before: dt.datetime | None) -> bool:
    if before is not None:
        return path.stat().st_mtime < before.timestamp()
    headers = message_from_bytes(path.read_bytes(), policy=policy.default)
    return to.casefold() in str(headers["To"] or "").casefold()
