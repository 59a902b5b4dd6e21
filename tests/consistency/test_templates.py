"""Templates: each is used, none loosens the content security policy, none asks another host."""

import re
from pathlib import Path
from typing import Final

from django.conf import settings
from django.template.utils import get_app_template_dirs

from tests.consistency.house import SOURCES, place, python_files, templates

# Found by Django itself by these names.
FOUND_BY_NAME: Final = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}

INLINE: Final = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style block": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I),
    "an event attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "hx-on": re.compile(r"\shx-on", re.I),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+off", re.I),
}
ELSEWHERE: Final = re.compile(r"(?:src|href|action)\s*=\s*\"(?:https?:)?//", re.I)


def pages() -> dict[str, Path]:
    """Templates for the browser; a mail may have inline styles, mail programs ask for them."""
    return {
        name: path
        for name, path in templates().items()
        if path.suffix == ".html" and "/mail/" not in f"/{name}"
    }


def overrides_another_app(name: str) -> bool:
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    return any((folder / name).is_file() for folder in folders if SOURCES not in folder.parents)


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*python_files(), *templates().values()])
    unused = [
        place(path)
        for name, path in templates().items()
        if name not in FOUND_BY_NAME and not is_mentioned(name, code) and not overrides_another_app(name)
    ]
    assert not unused


def is_mentioned(name: str, code: str) -> bool:
    """Whether code names the template, with or without its suffix (mail has three of a kind)."""
    return f'"{name}"' in code or f'"{name.rpartition(".")[0]}"' in code


def test_no_template_has_what_the_policy_refuses() -> None:
    wrong = [
        f"{place(path)}: {what}"
        for path in pages().values()
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_template_asks_another_host() -> None:
    assert not [
        place(path) for path in pages().values() if ELSEWHERE.search(path.read_text(encoding="utf-8"))
    ]


def test_the_policy_allows_nothing_unsafe() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert "unsafe" not in str(directives)
    assert set(map(str, directives["default-src"])) == {"'none'"}


def test_includes_see_only_what_they_are_given() -> None:
    """A component gets its data by name; otherwise a page's variables leak into it."""
    wrong = [
        f"{place(path)}: {tag}"
        for path in pages().values()
        for tag in re.findall(r"{%\s*include\s+\"[^\"]*components/[^%]*%}", path.read_text(encoding="utf-8"))
        if not re.search(r"\bonly\s*%}", tag)
    ]
    assert not wrong, "\n".join(wrong)
