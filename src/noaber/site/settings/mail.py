"""Where mail goes: an SMTP server, or files in the data folder."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def backend(address: str, folder: Path) -> tuple[str, dict[str, Any]]:
    """Django's backend and its settings for ``smtp://``, ``smtp+tls://`` (STARTTLS) or ``smtps://``.

    >>> backend("", Path("/srv/mail"))[1]
    {'EMAIL_FILE_PATH': PosixPath('/srv/mail')}
    >>> backend("smtp+tls://post:geheim@mail.invalid:587", Path("/srv/mail"))[1]["EMAIL_USE_TLS"]
    True
    """
    if not address:
        return "noaber.core.mail.eml.EmailBackend", {"EMAIL_FILE_PATH": folder}
    parts = urlsplit(address)
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_FILE_PATH": folder,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
