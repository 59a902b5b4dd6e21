"""Hand one message to the mail server and say what came of it."""

import re
import smtplib
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from noaber.core.mail.eml import EmailBackend as EmlFiles
from noaber.core.models import Demonstration

LONGEST_DETAIL = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """Accepted, refused for now, or refused for good; with the server's code and words."""

    result: Literal["sent", "temporary", "permanent"]
    reply_code: int | None = None
    detail: str = ""


def deliver(message: EmailMessage) -> Outcome:
    """Send; never raises for anything that a mail server or a network does."""
    address = message.to[0]
    try:
        _connection().send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = error.recipients.get(address, (450, b""))
        return _refusal(code, reply, address)
    except smtplib.SMTPDataError as error:
        return _refusal(error.smtp_code, error.smtp_error, address)
    except smtplib.SMTPResponseException as error:
        # Greeting, sign-in or sender refused: that is about our settings, not about this mail.
        return Outcome("temporary", error.smtp_code, _words(error.smtp_error, address))
    except (smtplib.SMTPException, OSError) as error:
        return Outcome("temporary", None, _words(f"{type(error).__name__}: {error}", address))
    return Outcome("sent")


def _connection() -> Any:
    """A demonstration never mails anyone, whatever is configured."""
    if Demonstration.objects.exists():
        return EmlFiles(file_path=settings.DATA / "mail")
    return get_connection()


def _refusal(code: int, reply: bytes | str, address: str) -> Outcome:
    """5xx about the address or the content is final; 4xx is a request to come back (RFC 5321 section 4.2.1)."""
    return Outcome("permanent" if code >= 500 else "temporary", code, _words(reply, address))


def _words(reply: bytes | str, address: str) -> str:
    """What the server said, without the address: the log outlives it."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    without = re.sub(re.escape(address), "(adres)", text, flags=re.IGNORECASE)
    return " ".join(without.split())[:LONGEST_DETAIL]
