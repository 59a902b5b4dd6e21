"""What the system checks say of an installation without the packed styles."""

from pathlib import Path

import pytest
from django.core.checks import run_checks

from noaber.core import checks


def test_missing_styles_are_a_warning_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(checks, "PACKED", tmp_path / "utrecht.css")

    (warning,) = run_checks(tags=["noaber"], include_deployment_checks=True)

    assert (warning.id, warning.is_serious()) == ("core.W001", False)
    assert "make setup" in str(warning.hint)


def test_packed_styles_are_no_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packed = tmp_path / "utrecht.css"
    packed.touch()
    monkeypatch.setattr(checks, "PACKED", packed)

    assert not run_checks(tags=["noaber"], include_deployment_checks=True)
