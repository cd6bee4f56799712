"""Files for a records system are named by number and day."""

from datetime import date

from viewpoint.domain.filing import file_name

ON = date(2026, 11, 2)


def test_a_name_has_the_councils_number_and_the_day_and_is_fit_for_every_system() -> None:
    assert file_name("1001", ON, []) == "1001_2026-11-02_voice.pdf"
    assert file_name("A/7", ON, []) == "A-7_2026-11-02_voice.pdf"


def test_no_name_is_given_twice() -> None:
    taken = ["A-7_2026-11-02_voice.pdf", "A-7_2026-11-02_voice-2.pdf"]
    assert file_name("A/7", ON, taken) == "A-7_2026-11-02_voice-3.pdf"
