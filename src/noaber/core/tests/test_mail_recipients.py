"""Before a mail goes out, who gets it and who does not is shown."""

from hypothesis import given
from hypothesis import strategies as st

from noaber.core.mail import Recipient, preview_recipients


def test_each_address_gets_it_once_and_the_rest_is_named_with_the_reason() -> None:
    first, second = Recipient("Zwolle", "oov@zwolle.invalid"), Recipient("Zwolle 2", " OOV@zwolle.invalid ")
    without, bad = Recipient("Almelo", " "), Recipient("Wierden", "oov@")

    preview = preview_recipients([first, second, without, bad])

    assert preview.recipients == (first,)
    assert (preview.same_address, preview.without_address, preview.with_bad_address) == (
        (second,),
        (without,),
        (bad,),
    )


@given(
    st.lists(
        st.builds(
            Recipient,
            st.text(max_size=3),
            st.sampled_from(["", "a@b.invalid", "A@b.invalid", "x", "c@d.invalid"]),
        )
    )
)
def test_nobody_is_lost_and_no_address_comes_twice(candidates: list[Recipient]) -> None:
    preview = preview_recipients(candidates)

    every = (preview.recipients, preview.same_address, preview.without_address, preview.with_bad_address)
    addresses = [recipient.address.casefold() for recipient in preview.recipients]
    assert sum(map(len, every)) == len(candidates)
    assert len(addresses) == len(set(addresses))
