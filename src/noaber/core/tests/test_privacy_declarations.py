"""Nothing is kept without saying what it is, why, how long, and what erasure does."""

import pytest

from noaber.core import privacy
from noaber.core.privacy import NO_PERSON, RECORD_KEY, declare, register, undeclared_fields, unknown_fields


@pytest.fixture
def own_declarations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        privacy, "_declared", {table: dict(fields) for table, fields in privacy._declared.items()}
    )


def test_core_declares_every_field_of_its_own() -> None:
    assert [name for name in undeclared_fields() if name.startswith("core.")] == []


def test_no_declaration_outlives_its_field() -> None:
    assert unknown_fields() == []


def test_a_field_that_nobody_declared_is_named(own_declarations: None) -> None:
    del privacy._declared["core.audithead"]["hash"]

    assert "core.audithead.hash" in undeclared_fields()


def test_a_declaration_without_a_field_is_named(own_declarations: None) -> None:
    declare("core.AuditHead", {NO_PERSON: "colour"})

    assert unknown_fields() == ["core.audithead.colour"]


def test_a_field_has_one_care() -> None:
    with pytest.raises(ValueError, match="twice"):
        declare("core.AuditHead", {NO_PERSON: "hash", RECORD_KEY: "hash"})


def test_the_register_says_for_every_line_why_and_how_long() -> None:
    lines = register()

    assert {"core.outboxmail", "sessions.session"} <= {line.table for line in lines}
    assert all(line.care.purpose and line.care.retention and line.care.erasure for line in lines)
