"""Every setting of an installation, once: its type, its default and what it means.

Values come from the environment (``NOABER_...``). A value that does not fit stops the program with one
Dutch sentence that names the variable; there is no second place where settings are read.
"""

import os
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from noaber.core.rules.system_words import reason_in_dutch

# Their values hold a password or a key, so no message repeats them.
HOLD_SECRETS: Final = frozenset({"secret_key", "database", "mail_url", "oidc_secret", "peppol_token"})

KEPT_ADDRESS: Final = "site-address"

IS_KEPT: Final = ContextVar("is_kept", default=True)
"""False for who only asks for help: then no folder is made and no key is kept."""


class SettingError(Exception):
    """A setting that cannot be used; the message is one Dutch sentence for whoever starts Noaber."""


class Environment(BaseSettings):
    """The settings of one installation, read from ``NOABER_*`` variables."""

    model_config = SettingsConfigDict(
        env_prefix="NOABER_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data: Path = Field(Path("data"), description="Map waarin alle gegevens staan.")
    database: str = Field("", description="Adres van PostgreSQL; leeg is SQLite in de gegevensmap.")
    secret_key: str = Field("", description="Geheime sleutel; leeg is een sleutel in de gegevensmap.")
    address: str = Field("127.0.0.1:8000", description="Adres en poort waarop Noaber luistert.")
    public_url: str = Field(
        "", description="Adres zoals gebruikers het typen; leeg is http://localhost:POORT."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=9, description="Aantal proxyservers ervoor waarvan X-Forwarded-For wordt geloofd."
    )
    web_processes: int = Field(2, ge=1, le=64, description="Aantal webprocessen.")
    web_threads: int = Field(4, ge=1, le=64, description="Aantal draden per webproces.")
    mail_url: str = Field("", description="smtp://gebruiker:wachtwoord@server:poort; leeg is bestanden.")
    mail_from: str = Field("noaber@noaber.invalid", description="Afzender van de post.")
    oidc_url: str = Field("", description="Adres van de OpenID Connect-aanbieder; leeg is uit.")
    oidc_name: str = Field("Organisatie-account", description="Naam van die aanbieder op het scherm.")
    oidc_client_id: str = Field("", description="Client-id bij de aanbieder.")
    oidc_secret: str = Field("", description="Geheim bij de aanbieder.")
    peppol_url: str = Field("", description="Adres van het Peppol-toegangspunt; leeg is uit.")
    peppol_token: str = Field("", description="Sleutel voor het toegangspunt.")
    debug: bool = Field(False, description="Uitgebreide foutpagina's, alleen voor ontwikkelaars.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Niveau van het logboek."
    )

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("address")
    @classmethod
    def _has_port(cls, value: str) -> str:
        host, colon, port = value.rpartition(":")
        if not (colon and host and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError("verwacht ADRES:POORT, bijvoorbeeld 127.0.0.1:8000")
        return value

    @field_validator("public_url", "oidc_url", "peppol_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            raise ValueError("verwacht een webadres dat begint met http:// of https://")
        return value.rstrip("/")

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgresql", "postgres"}:
            raise ValueError("verwacht postgresql://gebruiker@server:poort/naam")
        return value

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, value: str) -> str:
        if value and (
            urlsplit(value).scheme not in {"smtp", "smtps", "smtp+tls"} or not urlsplit(value).hostname
        ):
            raise ValueError("verwacht smtp://, smtp+tls:// of smtps:// met een server")
        return value

    @model_validator(mode="after")
    def _oidc_complete(self) -> "Environment":
        if self.oidc_url and not (self.oidc_client_id and self.oidc_secret):
            raise ValueError("NOABER_OIDC_URL vraagt ook NOABER_OIDC_CLIENT_ID en NOABER_OIDC_SECRET")
        return self

    @model_validator(mode="after")
    def _peppol_complete(self) -> "Environment":
        if self.peppol_url and not self.peppol_token:
            raise ValueError("NOABER_PEPPOL_URL vraagt ook NOABER_PEPPOL_TOKEN")
        parts = urlsplit(self.peppol_url)
        if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1"}:
            raise ValueError("NOABER_PEPPOL_URL begint met https://, want er gaat een sleutel mee")
        return self

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def site_url(self) -> str:
        """The address people type, without a slash at the end."""
        return self.public_url or f"http://localhost:{self.port}"


def site_url(environment: Environment) -> str:
    """The address in mail and files: as it is set, else where `serve` ran last. A worker alone knows no port."""
    is_set = environment.public_url or "address" in environment.model_fields_set
    return environment.site_url if is_set else last_site_url(environment)


def last_site_url(environment: Environment) -> str:
    """Where `serve` ran last, which is where what was queued without it leads to: else the usual address."""
    kept = environment.data / KEPT_ADDRESS
    usual = str(Environment.model_fields["address"].default)
    return kept.read_text().strip() if kept.is_file() else f"http://localhost:{usual.rpartition(':')[2]}"


def keep_site_url(environment: Environment) -> None:
    """Tell the workers of this data folder where the website is; written whole, so that none reads half of it."""
    kept = environment.data / KEPT_ADDRESS
    made = kept.with_name(f".{KEPT_ADDRESS}-{os.getpid()}")
    made.write_text(environment.site_url)
    made.replace(kept)


def read_environment() -> Environment:
    """Read the settings; raise `SettingError` with one sentence when a value cannot be used."""
    try:
        return Environment()
    except ValidationError as error:
        first = error.errors()[0]
        name = "NOABER_" + str(first["loc"][0]).upper() if first["loc"] else "De instellingen"
        reason = _in_dutch(first["type"], first.get("ctx", {}), str(first["msg"]))
        is_shown = first["loc"] and first["loc"][0] not in HOLD_SECRETS
        value = f" (nu: '{first['input']}')" if is_shown else ""
        raise SettingError(f"{name} kan niet worden gebruikt: {reason}{value}.") from error


def _in_dutch(kind: str, limits: Mapping[str, Any], message: str) -> str:
    """What pydantic says, for the kinds of wrong values that these settings can have.

    >>> _in_dutch("less_than_equal", {"le": 64}, "Input should be less than or equal to 64")
    'verwacht hoogstens 64'
    """
    said = {
        "int_parsing": "verwacht een geheel getal",
        "bool_parsing": "verwacht 1 of 0",
        "greater_than_equal": f"verwacht ten minste {limits.get('ge')}",
        "less_than_equal": f"verwacht hoogstens {limits.get('le')}",
        "literal_error": f"verwacht een van {str(limits.get('expected', '')).replace(' or ', ', ')}",
    }
    return said.get(kind, message.removeprefix("Value error, "))


def unknown_variables() -> list[str]:
    """Variables that look like settings and are none: most often a slip in the name.

    >>> "NOABER_DATA" in unknown_variables()
    False
    """
    known = {f"NOABER_{name}".upper() for name in Environment.model_fields}
    return sorted(name for name in os.environ if name.startswith("NOABER_") and name not in known)


def writable_folder(path: Path) -> Path:
    """Make the data folder (for its owner only) when it is not there; `SettingError` when it cannot be written."""
    if not IS_KEPT.get():
        return path
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / f".schrijfproef-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = reason_in_dutch(error)
        raise SettingError(
            f"In de gegevensmap {path} (NOABER_DATA) kan niet worden geschreven: {reason}."
        ) from error
    return path


def secret_key(environment: Environment) -> str:
    """The configured key, or one made once and kept in the data folder (readable by its owner only)."""
    if environment.secret_key:
        if len(environment.secret_key) < 32:
            raise SettingError("NOABER_SECRET_KEY is te kort: gebruik ten minste 32 tekens.")
        return environment.secret_key
    if not IS_KEPT.get():
        return secrets.token_urlsafe(50)
    path = environment.data / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
