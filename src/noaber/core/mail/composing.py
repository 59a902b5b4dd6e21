"""What stands in a mail: rendered when it is queued, put together when it is sent.

Only the plain text is kept; the HTML is made from it (`rules.mail_text`). No tracking, nothing that is fetched from
elsewhere: a picture travels in the mail itself (RFC 2392, RFC 2387).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.core.models import Demonstration, OutboxMail
from noaber.core.rules.mail_text import html_body, tidy

RESTRICTED_TEMPLATE = "core/mail/restricted.txt"
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to go with a mail: ``name`` with extension, ``media_type`` such as ``text/calendar``.

    `is_inline`: a PNG that the text names ("[name.png: words]") and that is shown there.
    """

    name: str
    content: bytes
    media_type: str
    is_inline: bool = False


def render_text(template: str, context: Mapping[str, Any], *, is_restricted: bool) -> str:
    """The plain text. Of a restricted matter only `title` and `url` (both in the context) leave the house."""
    values: dict[str, Any] = dict(context)
    if is_restricted:
        template, values = RESTRICTED_TEMPLATE, {"title": context["title"], "url": context["url"]}
    values["site_url"] = settings.SITE_URL
    # Plain text: escaping for HTML happens once, when the HTML is made from it.
    django_template = get_template(template).template  # type: ignore[attr-defined]
    return tidy(django_template.render(Context(values, autoescape=False)))


def checked_subject(subject: str) -> str:
    """The subject on one line; it is never empty and never too long."""
    line = " ".join(subject.split())
    if not line:
        raise DomainError(_("Een bericht heeft een onderwerp nodig."), field="subject")
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def message_id(identity: UUID) -> str:
    """The same for every attempt, so that mail programs fold a second copy into the first."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "noaber.invalid"
    return f"<{identity.hex}@{domain}>"


def compose(mail: OutboxMail) -> EmailMultiAlternatives:
    """The message as it goes out, with text and HTML, attachments and headers."""
    attachments = [
        Attachment(row.name, bytes(row.content), row.media_type, row.is_inline)
        for row in mail.attachments.order_by("position")
    ]
    return composed(mail, attachments)


def composed(mail: OutboxMail, attachments: Sequence[Attachment]) -> EmailMultiAlternatives:
    """The same of a mail that need not be kept."""
    is_example = Demonstration.objects.exists()
    subject = f"[{_('voorbeeldgegevens')}] {mail.subject}" if is_example else mail.subject
    values = {"subject": mail.subject, "is_example": is_example, "site_url": settings.SITE_URL}
    text = render_to_string("core/mail/layout.txt", {**values, "body": mark_safe(mail.text)})
    pictures = {each.name: each for each in attachments if each.is_inline}
    places = {name: f"{place}.{mail.message_id.strip('<>')}" for place, name in enumerate(pictures)}
    body = mark_safe(
        html_body(mail.text, {name: f"cid:{key}" for name, key in places.items()})
    )  # escaped there
    html = render_to_string("core/mail/layout.html", {**values, "body": body})
    message = _MailWithPictures(subject, text, to=[mail.to], headers=_headers(mail))
    message.pictures = [_picture(pictures[name], key) for name, key in places.items()]
    message.attach_alternative(html, "text/html")
    for each in attachments:
        if not each.is_inline:
            message.attach(each.name, each.content, each.media_type)
    return message


class _MailWithPictures(EmailMultiAlternatives):
    """The HTML and the pictures in it are one part, so that a mail program shows them there and not as files."""

    pictures: Sequence[MIMEBase] = ()

    def message(self, *arguments: Any, **options: Any) -> Any:
        whole = super().message(*arguments, **options)
        if self.pictures:
            _with_pictures(whole, self.pictures)
        return whole


def _with_pictures(whole: Message, pictures: Sequence[MIMEBase]) -> None:
    """Put the HTML of a mail in a part of its own, with the pictures behind it."""
    for part in whole.walk():
        inside = part.get_payload()
        if part.get_content_type() == "multipart/alternative" and isinstance(inside, list):
            together = MIMEMultipart("related", type="text/html")
            for each in (inside.pop(), *pictures):
                together.attach(each)
            part.attach(together)
            return


def _picture(attachment: Attachment, key: str) -> MIMEBase:
    picture = MIMEImage(attachment.content, "png")
    picture.add_header("Content-ID", f"<{key}>")
    picture.add_header("Content-Disposition", "inline", filename=attachment.name)
    return picture


def _headers(mail: OutboxMail) -> dict[str, str]:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe_url:  # RFC 8058: one click in the mail program
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
