"""Personal data: no column without a class, a purpose, a retention and an erasure."""

from noaber.core.privacy import undeclared_fields, unknown_fields


def test_every_field_is_declared() -> None:
    assert not undeclared_fields(), "declare them in the privacy.py of their room"


def test_no_declaration_outlives_its_field() -> None:
    assert not unknown_fields()
