"""Settings: a wrong one is named, a secret one is not repeated, and the data folder is its owner's."""

import os
import subprocess
from pathlib import Path

import pytest

from noaber.site import commandline
from noaber.site.settings.environment import (
    SettingError,
    keep_site_url,
    last_site_url,
    read_environment,
    site_url,
    unknown_variables,
    writable_folder,
)
from tests.servers import warm


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOABER_DATABASE", "mysql://noaber:geheim@db/noaber"),
        ("NOABER_MAIL_URL", "smpt://post:geheim@mail.invalid"),
    ],
)
def test_a_wrong_setting_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name) as refusal:
        read_environment()
    assert "geheim" not in str(refusal.value)


def test_a_wrong_setting_that_is_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOABER_ADDRESS", "overal")
    with pytest.raises(SettingError, match="nu: 'overal'"):
        read_environment()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NOABER_LOG_LEVEL", "LUID", "verwacht een van 'DEBUG', 'INFO', 'WARNING', 'ERROR'"),
        ("NOABER_DEBUG", "misschien", "verwacht 1 of 0"),
        ("NOABER_TRUSTED_PROXIES", "veel", "verwacht een geheel getal"),
        ("NOABER_TRUSTED_PROXIES", "-1", "verwacht ten minste 0"),
        ("NOABER_WEB_PROCESSES", "65", "verwacht hoogstens 64"),
    ],
)
def test_what_is_wrong_is_said_in_dutch(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as refusal:
        read_environment()
    assert said in str(refusal.value)


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOABER_DATA", "")
    assert read_environment().data.name == "data"


def test_a_slip_in_a_name_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOABER_SITE_URL", "https://noaber.invalid")
    monkeypatch.setenv("NOABER_PUBLIC_URL", "https://noaber.invalid")
    assert "NOABER_SITE_URL" in unknown_variables()
    assert "NOABER_PUBLIC_URL" not in unknown_variables()


def test_a_new_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert writable_folder(tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_worker_alone_writes_the_address_of_the_website(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the same data folder; what is set for itself goes before it."""
    monkeypatch.setenv("NOABER_DATA", str(tmp_path))
    assert site_url(read_environment()) == last_site_url(read_environment()) == "http://localhost:8000"
    monkeypatch.setenv("NOABER_ADDRESS", "127.0.0.1:8316")
    keep_site_url(read_environment())
    monkeypatch.delenv("NOABER_ADDRESS")
    assert site_url(read_environment()) == last_site_url(read_environment()) == "http://localhost:8316"
    monkeypatch.setenv("NOABER_PUBLIC_URL", "https://noaber.invalid")
    assert site_url(read_environment()) == "https://noaber.invalid"


@pytest.mark.parametrize(("arguments", "address"), [([], "127.0.0.1:8000"), (["--address", "a:81"], "a:81")])
def test_the_website_itself_never_takes_the_address_of_last_time(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], address: str
) -> None:
    monkeypatch.setenv("NOABER_ADDRESS", "")
    commandline._take_address(["serve", *arguments])
    assert os.environ["NOABER_ADDRESS"] == address


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"], ["invoices", "--help"], ["serve", "-h"]])
def test_help_writes_nothing(tmp_path: Path, arguments: list[str]) -> None:
    command = warm.command("-m", "noaber.site.commandline", *arguments)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NOABER_")}
    environment |= {"DJANGO_SETTINGS_MODULE": commandline.SETTINGS}
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("gebruik: noaber")
    assert not list(tmp_path.iterdir())
