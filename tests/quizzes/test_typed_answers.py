"""Answers with characters that keyboards, word processors and copied formulas put in."""

import pytest

from autograder.checks.quiz import CODE, MANY, NUMBER, ONE, Unreadable, read_answer


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (NUMBER, "\u22120.5", -0.5),
        (NUMBER, "\u20130.5\u200b", -0.5),
        (NUMBER, "\ufeff 1\u00ad.5\u00a0", 1.5),
        (NUMBER, "\uff11\uff0e\uff15", 1.5),
        (NUMBER, "1e\u22123", 0.001),
        (NUMBER, "3\u202f%", 0.03),
        (NUMBER, "\u200b\u00a0", None),
        (NUMBER, "29/100", 0.29),
        (NUMBER, "\u221229 / 100", -0.29),
        (NUMBER, "0,29", 0.29),
        (NUMBER, "\u22120,29", -0.29),
        (NUMBER, "\u22120.29", -0.29),
        (NUMBER, "29,0 %", 0.29),
        (NUMBER, "1\uff0f4", 0.25),
        (NUMBER, "0,250", 0.25),
        (ONE, "\u2060b\u200e", "b"),
        (MANY, "\uff41,\u3000c", "ac"),
        (MANY, ["\u200ba", "c\u00a0"], "ac"),
        (CODE, "np.dot(w,\u00a0x)\u200b \u2212 b", "np.dot(w, x) - b"),
        (CODE, "f\uff08x\uff09", "f(x)"),
    ],
)
def test_they_are_read_as_they_were_meant(kind: str, typed: object, read: object) -> None:
    assert read_answer(kind, typed, "abcd") == read


@pytest.mark.parametrize(
    "typed",
    [
        "\u221a2",
        "1\u20442",
        "\u0661",
        "0.\u2075",
        "1/2/3",
        "1/0",
        "0/0",
        "/2",
        "1,250",
        "1,2.5",
        "1.2,5",
    ],
)
def test_other_characters_are_still_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_answer(NUMBER, typed)


def test_a_decimal_comma_without_quotes_is_explained() -> None:
    with pytest.raises(Unreadable, match='A number with a comma needs quotes, such as "0,25"'):
        read_answer(NUMBER, (0, 29))
