"""Themes, bodies, posts, the people in them and the portfolios."""

import datetime as dt
import uuid
from collections.abc import Hashable, Iterable
from typing import Any

from noaber.network.models import (
    Body,
    BodyVersion,
    Membership,
    MembershipVersion,
    Organisation,
    Person,
    PersonVersion,
    Portfolio,
    PortfolioVersion,
    Post,
    PostVersion,
    SafetyField,
    Theme,
    ThemeVersion,
)
from noaber.network.services.loading.checking import Entry
from noaber.network.services.loading.folder import NetworkFiles
from noaber.network.services.loading.shapes import (
    BODIES,
    FIELDS,
    MEMBERSHIPS,
    PEOPLE,
    PORTFOLIOS,
    POSTS,
    THEMES,
)
from noaber.network.services.loading.writing import Book, Newcomer, Saying, by_key

Ids = dict[str, uuid.UUID]


def load_themes(files: NetworkFiles, book: Book, today: dt.date) -> None:
    """The taxonomy of safety fields, and the themes of the network."""
    book.add_plain(
        SafetyField,
        [
            SafetyField(
                code=entry["code"],
                name=entry["name"],
                parent_id=entry["parent"] or None,
                edition=entry["edition"] or "",
            )
            for entry in files[FIELDS]
        ],
    )
    wanted = {
        key[0]: Newcomer({"code": key[0]}, tuple(Saying(entry, _of_theme(entry)) for entry in entries))
        for key, entries in by_key(files[THEMES]).items()
    }
    book.add(Theme, ThemeVersion, wanted, _ids(Theme))


def _of_theme(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry["name"],
        "position": entry["position"] or 0,
        "safety_field_id": entry["safety_field"] or None,
        "description": entry["description"],
    }


def load_bodies(files: NetworkFiles, book: Book, today: dt.date) -> None:
    """The bodies and the seats in them, and the posts of the organisations."""
    themes, known = _ids(Theme), _ids(Body)
    entries = by_key(files[BODIES])
    bodies = _ids_to_be(entries, known)
    wanted = {
        key[0]: Newcomer(
            {"pk": bodies[key[0]], "code": key[0], "kind": rows[0]["kind"]},
            tuple(Saying(row, _of_body(row, bodies, themes)) for row in rows),
        )
        for key, rows in entries.items()
    }
    book.add(Body, BodyVersion, wanted, known)
    _load_posts(files, book, bodies)


def _of_body(entry: Entry, bodies: Ids, themes: Ids) -> dict[str, Any]:
    return {
        "name": entry["name"],
        "short_name": entry["short_name"],
        "district_id": entry["district"] or None,
        "parent_id": bodies.get(entry["parent"]),
        "theme_id": themes.get(entry["theme"]),
        "is_formal": entry["is_formal"] is not False,
        "purpose": entry["purpose"],
    }


def _load_posts(files: NetworkFiles, book: Book, bodies: Ids) -> None:
    organisations, known = _ids(Organisation), _ids(Post)
    entries = by_key(files[POSTS])
    posts = _ids_to_be(entries, known)
    wanted = {
        key[0]: Newcomer(
            {
                "pk": posts[key[0]],
                "code": key[0],
                "body_id": bodies.get(rows[0]["body"]),
                "organisation_id": organisations.get(rows[0]["organisation"]),
            },
            tuple(Saying(row, _of_post(row, posts, organisations)) for row in rows),
        )
        for key, rows in entries.items()
    }
    book.add(Post, PostVersion, wanted, known)


def _of_post(entry: Entry, posts: Ids, organisations: Ids) -> dict[str, Any]:
    return {
        "title": entry["title"],
        "role": entry["role"],
        "follows_id": posts.get(entry["follows"]),
        "required_kind": entry["required_kind"],
        "required_organisation_id": organisations.get(entry["required_organisation"]),
        "required_district_id": entry["required_district"] or None,
        "appointed_by": entry["appointed_by"],
        "term_months": entry["term_months"],
        "is_voting": entry["is_voting"] is not False,
    }


def load_people(files: NetworkFiles, book: Book, today: dt.date) -> None:
    """The people, the posts they hold and the themes they carry."""
    people = _load_persons(files, book)
    posts, organisations = _ids(Post), _ids(Organisation)
    held = {}
    for (person, post), rows in by_key(files[MEMBERSHIPS]).items():
        identity = {"person_id": people[person], "post_id": posts[post]}
        sayings = tuple(Saying(row, _of_membership(row, organisations)) for row in rows)
        held[people[person], posts[post]] = Newcomer(identity, sayings)
    known = {
        (person, post): pk for person, post, pk in Membership.objects.values_list("person", "post", "pk")
    }
    book.add(Membership, MembershipVersion, held, known)
    _load_portfolios(files, book, people)


def _load_persons(files: NetworkFiles, book: Book) -> Ids:
    """People have no code in the register; their id follows from the network and their code in the files."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:noaber:{files.network['code']}:person")
    organisations = _ids(Organisation)
    entries = by_key(files[PEOPLE])
    ids = {key[0]: uuid.uuid5(space, key[0]) for key in entries}
    wanted = {
        ids[key[0]]: Newcomer(
            {"pk": ids[key[0]]}, tuple(Saying(row, _of_person(row, organisations)) for row in rows)
        )
        for key, rows in entries.items()
    }
    there = {pk: pk for pk in Person.objects.values_list("pk", flat=True)}
    book.add(Person, PersonVersion, wanted, there)
    return ids


def _of_person(entry: Entry, organisations: Ids) -> dict[str, Any]:
    return {
        "name": entry["name"],
        "job_title": entry["job_title"],
        "employer_id": organisations.get(entry["employer"]),
        "email": entry["email"],
        "phone": entry["phone"] or "",
    }


def _of_membership(entry: Entry, organisations: Ids) -> dict[str, Any]:
    return {
        "on_behalf_of_id": organisations.get(entry["on_behalf_of"]),
        "is_substitute": entry["is_substitute"] is True,
    }


def _load_portfolios(files: NetworkFiles, book: Book, people: Ids) -> None:
    themes = _ids(Theme)
    wanted = {
        (themes[theme], people[person]): Newcomer(
            {"theme_id": themes[theme], "person_id": people[person]}, tuple(Saying(row, {}) for row in rows)
        )
        for (theme, person), rows in by_key(files[PORTFOLIOS]).items()
    }
    known = {
        (theme, person): pk for theme, person, pk in Portfolio.objects.values_list("theme", "person", "pk")
    }
    book.add(Portfolio, PortfolioVersion, wanted, known)


def _ids(model: type[Theme] | type[Body] | type[Post] | type[Organisation]) -> Ids:
    return dict(model._default_manager.values_list("code", "pk"))


def _ids_to_be(entries: Iterable[tuple[Hashable, ...]], known: Ids) -> Ids:
    """The ids of records that may refer to each other, chosen before they are written."""
    return {str(key[0]): known.get(str(key[0])) or uuid.uuid4() for key in entries}
