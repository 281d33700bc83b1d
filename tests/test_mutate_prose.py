"""A number that is changed in a text that readers see is caught."""

from __future__ import annotations

from mutate_prose import changes, judge, readme_texts, written_texts


def test_every_change_of_what_is_written_is_caught() -> None:
    made, caught, missed = judge(written_texts())
    assert missed == []
    assert caught == made
    assert set(made) >= {"Markdown cells", "texts with slots", "stories", "page texts"}


def test_every_change_of_the_readme_is_caught() -> None:
    made, _, missed = judge(readme_texts())
    assert missed == []
    assert made.total() > 80


def test_each_digit_and_number_word_that_is_seen_is_changed() -> None:
    text = "In 2022 one court, `x1`, [p. 3](https://a.b/4) {n5:word} [c:a-6]."
    assert [changed[:20] for _, changed in changes(text)][:5] == [
        *("In 3022 one court, `", "In 2122 one court, `", "In 2032 one court, `"),
        *("In 2023 one court, `", "In 2022 two court, `"),
    ]
    assert len(list(changes(text))) == 6
