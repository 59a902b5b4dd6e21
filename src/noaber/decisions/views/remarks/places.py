"""Addresses of remarks, the reply note and the versions of a text."""

from urllib.parse import urlencode

from noaber.decisions.views.places import proposal_address


def remarks_address(code: str) -> str:
    return f"{proposal_address(code)}kanttekeningen/"


def remark_address(code: str, key: int) -> str:
    return f"{remarks_address(code)}{key}/"


def owners_address(code: str, **chosen: str) -> str:
    query = urlencode({key: value for key, value in chosen.items() if value})
    return f"{remarks_address(code)}eigenaar/" + (f"?{query}" if query else "")


def reply_note_address(code: str, form: str) -> str:
    return f"{proposal_address(code)}nota-van-beantwoording.{form}"


def versions_address(code: str) -> str:
    return f"{proposal_address(code)}versies/"


def version_address(code: str, number: int) -> str:
    return f"{versions_address(code)}{number}/"
