"""Changing the register promises: fields change from a day on, wrong values are named, nobody's edit is lost."""

import datetime as dt

import pytest

from noaber.accounts.models import User
from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import Body, BodyVersion, Organisation, OrganisationVersion, PersonVersion, Post
from noaber.network.services.bodies import change_body, change_post, establish_body, establish_post
from noaber.network.services.organisations import change_organisation, register_organisation
from noaber.network.services.people import change_person, link_account, register_person
from noaber.network.tests.conftest import NOW, TODAY, newcomer, organisation, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

LATER = dt.date(2021, 1, 1)


def change(
    values: dict[str, object], *, actor: Actor = COMMAND, on: dt.date = TODAY, revision: int | None = None
) -> None:
    change_organisation(
        "GM9001", actor=actor, now=NOW, valid_from=on, values=values, expected_revision=revision
    )


def test_a_field_changes_from_the_day_on_and_the_rest_stays() -> None:
    change({"email": "info@aardam.invalid"})

    assert organisation("GM9001", TODAY - dt.timedelta(days=1)).email == ""
    after = organisation("GM9001", TODAY)
    assert (after.email, after.name, after.district_id) == ("info@aardam.invalid", "Aardam", "noord")


def test_an_earlier_change_does_not_undo_what_is_planned_later() -> None:
    change({"name": "Aardam-West"}, on=LATER)
    change({"email": "info@aardam.invalid"}, on=TODAY)

    planned = organisation("GM9001", LATER)
    assert (planned.name, planned.email) == ("Aardam-West", "info@aardam.invalid")
    assert organisation("GM9001", TODAY).name == "Aardam"


def test_saying_what_is_known_changes_nothing() -> None:
    revision = Organisation.objects.get(code="GM9001").revision
    entries = AuditEntry.objects.count()

    change({"name": "Aardam"})

    assert Organisation.objects.get(code="GM9001").revision == revision
    assert AuditEntry.objects.count() == entries


def test_what_we_thought_before_can_still_be_asked() -> None:
    change({"name": "Aardam-Oost"}, on=dt.date(2020, 1, 1))

    versions = OrganisationVersion.objects.filter(organisation__code="GM9001")
    earlier = versions.known(dt.datetime(2020, 2, 1, tzinfo=dt.UTC)).valid_on(dt.date(2020, 1, 15)).get()
    assert earlier.name == "Aardam"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("postcode", "12"),
        ("oin", "1"),
        ("kvk", "abc"),
        ("phone", "abc"),
        ("phone", "12"),
        ("email", "geen adres"),
        ("name", ""),
        ("e_invoice_scheme", "9999"),
    ],
)
def test_a_wrong_value_is_named_by_its_field(field: str, value: str) -> None:
    with pytest.raises(DomainError) as caught:
        change({field: value})

    assert caught.value.field == field
    assert organisation("GM9001").name == "Aardam"


def test_the_second_of_two_editors_sees_both_values() -> None:
    seen = Organisation.objects.get(code="GM9001").revision
    change({"name": "Aardam aan de Aa"}, revision=seen)

    with pytest.raises(Conflict) as caught:
        change({"name": "Groot-Aardam"}, revision=seen)

    clash = caught.value.clashes[0]
    assert (clash.label, clash.yours, clash.stored) == ("naam", "Groot-Aardam", "Aardam aan de Aa")


def test_who_waited_while_somebody_else_went_first_gets_the_conflict() -> None:
    """The moment of a change is taken before its locks; another's later moment may be recorded first."""
    change({"phone": "0500-1"})

    with pytest.raises(Conflict):
        change_organisation(
            "GM9001",
            actor=COMMAND,
            now=NOW - dt.timedelta(milliseconds=5),
            valid_from=TODAY,
            values={"phone": "0500-2"},
        )

    assert organisation("GM9001", TODAY).phone == "0500-1"


def test_a_conflict_shows_labels_and_names_not_ids() -> None:
    seen = Post.objects.get(code="stuurgroep:zuid").revision
    words: dict[str, object] = {"role": "chair", "is_voting": False, "required_district": None}
    change_post("stuurgroep:zuid", actor=COMMAND, now=NOW, valid_from=TODAY, values=words)

    with pytest.raises(Conflict) as caught:
        change_post(
            "stuurgroep:zuid",
            actor=COMMAND,
            now=NOW,
            valid_from=TODAY,
            values={"role": "member", "is_voting": True, "required_district": "zuid"},
            expected_revision=seen,
        )

    assert {(clash.label, clash.yours, clash.stored) for clash in caught.value.clashes} == {
        ("rol", "lid", "voorzitter"),
        ("stemhebbend", "ja", "nee"),
        ("district", "Zuid", ""),
    }


def test_the_contact_of_a_municipality_keeps_its_contact_data_and_no_more() -> None:
    contact = Actor(8, grants=frozenset({Grant("contact", "organisation:GM9001")}))

    change({"phone": "010-0000000"}, actor=contact)
    with pytest.raises(AccessRefused):
        change({"name": "Mijn gemeente"}, actor=contact)
    with pytest.raises(AccessRefused):
        change_organisation("GM9002", actor=contact, now=NOW, valid_from=TODAY, values={"phone": "1"})


def test_an_assistant_who_prepares_does_not_record() -> None:
    assistant = Actor(9, 8, frozenset({Grant("coordinator")}), prepares_only=True)

    with pytest.raises(AccessRefused, match="voorbereiden"):
        change({"name": "Nieuw"}, actor=assistant)


def test_a_code_is_used_once_and_a_municipality_has_a_cbs_code() -> None:
    def register(code: str, kind: str) -> None:
        register_organisation(code, actor=COMMAND, now=NOW, kind=kind, valid_from=TODAY, values={"name": "X"})

    with pytest.raises(DomainError, match="hoort al bij een andere") as caught:
        register("GM9001", "municipality")
    assert caught.value.field == "code"
    with pytest.raises(DomainError, match="CBS-code"):
        register("AARDAM", "municipality")
    register("RIEC-VL", "riec")
    assert organisation("RIEC-VL").name == "X"


def test_people_change_their_own_contact_data_and_no_more() -> None:
    user = User.objects.create_user("adviseur@aardam.invalid", display_name="Adviseur")
    person = person_named("Adviseur van Aardam")
    link_account(person, actor=COMMAND, user_id=user.pk)
    self = Actor(user.pk)

    change_person(person, actor=self, now=NOW, valid_from=TODAY, values={"phone": "010-0000000"})
    with pytest.raises(AccessRefused):
        change_person(person, actor=self, now=NOW, valid_from=TODAY, values={"name": "Iemand anders"})

    assert PersonVersion.objects.known(None).valid_on(TODAY).get(person=person).phone == "010-0000000"


def test_a_telephone_number_is_written_as_officials_do_and_holds_no_words() -> None:
    person = person_named("Adviseur van Aardam")
    change_person(person, actor=COMMAND, now=NOW, valid_from=TODAY, values={"phone": "053 481 8181 tst. 12"})

    with pytest.raises(DomainError, match="3 tot 15 cijfers") as caught:
        change_person(person, actor=COMMAND, now=NOW, valid_from=TODAY, values={"phone": "bel de receptie"})

    assert caught.value.field == "phone"
    known = PersonVersion.objects.known(None).valid_on(TODAY)
    assert known.get(person=person).phone == "053 481 8181 tst. 12"


def test_an_account_belongs_to_one_person() -> None:
    user = User.objects.create_user("adviseur@aardam.invalid", display_name="Adviseur")
    link_account(person_named("Adviseur van Aardam"), actor=COMMAND, user_id=user.pk)

    with pytest.raises(DomainError, match="al bij een andere persoon"):
        link_account(person_named("Adviseur van Beekstad"), actor=COMMAND, user_id=user.pk)


def test_a_person_needs_a_name_and_a_first_day() -> None:
    with pytest.raises(DomainError) as caught:
        register_person(actor=COMMAND, now=NOW, valid_from=TODAY, values={"name": ""})
    assert caught.value.field == "name"
    with pytest.raises(DomainError, match="ingangsdatum"):
        register_person(actor=COMMAND, now=NOW, valid_from=None, values={"name": "X"})  # type: ignore[arg-type]


def test_a_body_is_established_with_its_posts_and_renamed() -> None:
    words = {"name": "Team Verkeer", "theme": None, "is_formal": False}
    establish_body("team-verkeer", actor=COMMAND, now=NOW, kind="expert_team", valid_from=TODAY, values=words)
    establish_post(
        "team-verkeer:lead",
        actor=COMMAND,
        now=NOW,
        body="team-verkeer",
        valid_from=TODAY,
        values={"title": "Trekker", "role": "team_lead"},
    )
    change_body(
        "team-verkeer", actor=COMMAND, now=NOW, valid_from=LATER, values={"name": "Team Veilig Verkeer"}
    )

    names = BodyVersion.objects.known(None).filter(body__code="team-verkeer").order_by("valid_from")
    assert [version.name for version in names] == ["Team Verkeer", "Team Veilig Verkeer"]
    assert Body.objects.get(code="team-verkeer").posts.count() == 1


def test_a_post_is_in_one_place_and_does_not_follow_itself() -> None:
    with pytest.raises(DomainError, match="niet bij beide"):
        establish_post(
            "los", actor=COMMAND, now=NOW, valid_from=TODAY, values={"title": "Los", "role": "member"}
        )
    own = Body.objects.get(code="werkgroep").pk
    with pytest.raises(DomainError, match="bestaat niet"):
        change_post("niets", actor=COMMAND, now=NOW, valid_from=TODAY, values={"follows": own})


def test_an_outsider_changes_nothing() -> None:
    outsider = Actor(3, grants=frozenset({Grant("member", "body:stuurgroep")}))
    person = newcomer("Y")

    with pytest.raises(AccessRefused):
        register_person(actor=outsider, now=NOW, valid_from=TODAY, values={"name": "X"})
    with pytest.raises(AccessRefused):
        change_person(person, actor=outsider, now=NOW, valid_from=TODAY, values={"name": "X"})


def test_a_field_of_one_line_holds_one_line() -> None:
    change({"name": "Aardam\r\n Bcc:  iemand "})

    assert organisation("GM9001", TODAY).name == "Aardam Bcc: iemand"
