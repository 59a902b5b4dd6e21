"""Which texts count: the newest, back to the last one that mattered, however they are read."""

from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.versions import SentVersion, counting_versions

HISTORIES = st.lists(st.booleans(), min_size=1, max_size=8).map(
    lambda flags: [SentVersion(number, is_material) for number, is_material in enumerate(flags, start=1)]
)


@given(sent=HISTORIES)
def test_what_counts_ends_with_the_newest_and_begins_with_the_last_that_mattered(
    sent: list[SentVersion],
) -> None:
    found = sorted(counting_versions(sent))
    assert found == list(range(found[0], len(sent) + 1))
    mattered = [version.number for version in sent if version.is_material]
    assert found[0] == max(mattered, default=1)


@given(sent=HISTORIES, data=st.data())
def test_the_order_of_reading_does_not_matter(sent: list[SentVersion], data: st.DataObject) -> None:
    assert counting_versions(data.draw(st.permutations(sent))) == counting_versions(sent)


@given(sent=HISTORIES, is_material=st.booleans())
def test_a_text_that_matters_leaves_only_itself_another_adds_itself(
    sent: list[SentVersion], is_material: bool
) -> None:
    following = SentVersion(len(sent) + 1, is_material)
    expected = {following.number} if is_material else {*counting_versions(sent), following.number}
    assert counting_versions([*sent, following]) == expected


@given(sent=HISTORIES, later=HISTORIES)
def test_what_no_longer_counts_never_comes_back(sent: list[SentVersion], later: list[SentVersion]) -> None:
    gone = {version.number for version in sent} - counting_versions(sent)
    renumbered = [SentVersion(len(sent) + each.number, each.is_material) for each in later]
    assert not gone & counting_versions([*sent, *renumbered])
