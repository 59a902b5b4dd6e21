"""Another host than the employer of the project leader is asked about once more before it is kept (R52)."""

from typing import Final

from noaber.finance.forms.billing import HostForm

CHOICES: Final = [("GM0001", "Voorbeeldstad"), ("GM0002", "Voorbeelddorp")]
TYPED: Final = {
    "organisation": "GM0002",
    "from_on": "1-1-2024",
    "iban": "NL91ABNA0417164300",
    "contact_name": "Team",
    "revision": "0",
}


def host(employer: str, **more: str) -> HostForm:
    return HostForm(TYPED | more, organisations=CHOICES, known=None, employer=employer)


def test_who_chooses_another_than_the_employer_is_warned_and_confirms_it() -> None:
    warned = host("GM0001")
    assert not warned.is_valid()
    assert "werkt namens Voorbeeldstad" in str(warned.errors["sure"])
    assert host("GM0001", sure="on").is_valid()
    assert host("GM0002").is_valid()
    assert host("").is_valid()
