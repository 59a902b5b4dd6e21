"""publiccode.yml says what the standard asks of it (version 0.7, https://yml.publiccode.tools)."""

import datetime as dt
import re
import tomllib
from typing import Any, Final

import pytest
import yaml

from tests.consistency.house import ROOT

SOFTWARE_TYPES: Final = {
    *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
    "addon",
    "library",
    "configurationFiles",
}
STATUSES: Final = {"concept", "development", "beta", "stable", "obsolete"}
# The parts of the standard's vocabularies that fit this software.
CATEGORIES: Final = {
    "accounting", "billing-and-invoicing", "budgeting", "collaboration", "contact-management", "document-management",
    "event-management", "grant-management", "knowledge-management", "project-management", "workflow-management",
}  # fmt: skip
SCOPES: Final = {"local-authorities", "security", "justice", "society"}
KEYS: Final = {
    "publiccodeYmlVersion", "name", "applicationSuite", "url", "landingURL", "isBasedOn", "softwareVersion",
    "releaseDate", "logo", "platforms", "categories", "usedBy", "fundedBy", "roadmap", "developmentStatus",
    "softwareType", "organisation", "intendedAudience", "description", "legal", "maintenance", "localisation",
    "dependsOn", "supports",
}  # fmt: skip


@pytest.fixture(scope="module")
def code() -> Any:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_it_has_every_mandatory_key_and_no_other(code: Any) -> None:
    mandatory = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
        "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert mandatory <= set(code) <= KEYS
    assert code["publiccodeYmlVersion"] == "0.7"


def test_its_words_are_those_of_the_standard(code: Any) -> None:
    assert code["softwareType"] in SOFTWARE_TYPES
    assert code["developmentStatus"] in STATUSES
    assert set(code["categories"]) <= CATEGORIES
    assert set(code["intendedAudience"]["scope"]) <= SCOPES
    assert all(re.fullmatch("[A-Z]{2}", country) for country in code["intendedAudience"]["countries"])
    assert code["url"].startswith("https://")


def test_every_language_has_a_whole_description(code: Any) -> None:
    for text in code["description"].values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert "\n" not in text["shortDescription"]
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert 5 <= len(text["features"]) <= 20
        assert all((ROOT / picture).is_file() for picture in text["screenshots"])


def test_who_keeps_it_and_in_which_languages(code: Any) -> None:
    maintenance = code["maintenance"]
    assert maintenance["type"] in {"internal", "community"}
    assert all(contact["name"] for contact in maintenance["contacts"])
    assert isinstance(code["localisation"]["localisationReady"], bool)
    assert code["localisation"]["availableLanguages"] == ["nl"]


def test_it_agrees_with_the_package(code: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    released = re.search(
        rf"^## \[{code['softwareVersion']}\] - (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.M
    )
    assert code["softwareVersion"] == project["version"]
    assert code["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert released
    assert dt.date.fromisoformat(code["releaseDate"]) == dt.date.fromisoformat(released[1])
    assert code["dependsOn"]["open"][0]["versionMin"] in project["requires-python"]
