"""Catalogues of the pages: brought up to date from what the pages say, and checked for what they lack."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from viewpoint.exchange.page_catalogues import DOMAIN, gaps_in, page_texts, texts_for
from viewpoint.exchange.po_files import read_po_file, rebuilt, write_po_file
from viewpoint.exchange.yaml_files import FilesRefused

HTML = """{{ _("Hello, %(name)s", name=name) }}
{{ ngettext("%(num)s day", "%(num)s days", days) }} {{ pgettext("when", "today") }}
{% trans %}Well done{% endtrans %}
"""
TEXT = "{{ _('Your turn') }}"
CODE = """from flask_babel import lazy_gettext as _
TITLE = _("Your questions")
said = words.npgettext("when", "in %(num)d day", "in %(num)d days", days)
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A checkout of three sources and nothing translated."""
    for name, content in {
        "templates/young_person/hello.html": HTML,
        "templates/messages/invitation.sms.txt": TEXT,
        "viewpoint/web/words.py": CODE,
        "viewpoint/wording/dates.py": 'words.pgettext("when", "today")\n',
        "viewpoint/domain/people.py": '_("not for pages")\n',
    }.items():
        write(tmp_path, name, content)
    return tmp_path


def write(top: Path, name: str, content: str) -> None:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def update(top: Path) -> list[str]:
    old = read_po_file(po(top)) if po(top).exists() else None
    texts = texts_for("cy", page_texts(top / "templates", top / "viewpoint"))
    write_po_file(rebuilt(old, texts, "cy", DOMAIN), po(top))
    return gaps(top)


def gaps(top: Path) -> list[str]:
    found = gaps_in(po(top), texts_for("cy", page_texts(top / "templates", top / "viewpoint")))
    return [str(problem) for problem in found]


def po(top: Path) -> Path:
    return top / "translations" / "cy" / "LC_MESSAGES" / "messages.po"


def say(top: Path, text: str, own: str) -> None:
    """Write a translation into the catalogue as a translator would."""
    content = po(top).read_text(encoding="utf-8")
    asked = f'msgid "{text}"\nmsgstr ""\n'
    assert asked in content
    po(top).write_text(content.replace(asked, f'msgid "{text}"\nmsgstr "{own}"\n'), encoding="utf-8")


def test_texts_come_from_templates_and_from_the_code_that_words_pages(top: Path) -> None:
    texts = page_texts(top / "templates", top / "viewpoint")
    assert [(text.context, text.text, text.plural) for text in texts] == [
        ("", "Your turn", ""),
        ("", "Hello, %(name)s", ""),
        ("", "%(num)s day", "%(num)s days"),
        ("when", "today", ""),
        ("", "Well done", ""),
        ("", "Your questions", ""),
        ("when", "in %(num)d day", "in %(num)d days"),
        ("when", "today", ""),
    ]
    assert (texts[1].file, texts[1].line) == ("templates/young_person/hello.html", 1)


def test_a_new_catalogue_has_every_text_and_says_that_nobody_has_read_it(top: Path) -> None:
    assert gaps(top) == [
        "translations/cy/LC_MESSAGES/messages.po:1: is not there; "
        "run `viewpoint catalogues update`, and translate what is new"
    ]
    assert len(update(top)) == 7
    content = po(top).read_text(encoding="utf-8")
    assert "# X-Human-Review: none\n" in content
    assert 'msgstr[4] ""' in content
    assert "#: templates/young_person/hello.html viewpoint/wording/dates.py\n" in content


def test_an_update_with_nothing_new_changes_nothing(top: Path) -> None:
    update(top)
    say(top, "Your turn", "Dy dro di")
    content = po(top).read_text(encoding="utf-8").replace("Review: none", "Review: Siân, 2026")
    po(top).write_text(content, encoding="utf-8")
    write(top, "viewpoint/web/words.py", f'"""Two lines more."""\n\n{CODE}')
    update(top)
    assert po(top).read_text(encoding="utf-8") == content


def test_a_translation_stays_and_one_whose_english_went_goes(top: Path) -> None:
    update(top)
    say(top, "Your turn", "Dy dro di")
    say(top, "Well done", "Da iawn")
    write(top, "templates/messages/invitation.sms.txt", "{{ _('It is your turn') }}")
    assert any("'Your turn' is used nowhere; run `viewpoint catalogues update`" in gap for gap in gaps(top))
    assert any(
        "invitation.sms.txt:1: 'It is your turn' is not in translations/cy/LC_MESSAGES/messages.po" in gap
        for gap in gaps(top)
    )
    update(top)
    with po(top).open("rb") as file:
        catalogue = read_po(file)
    assert (catalogue["Well done"].string, catalogue["It is your turn"].string) == ("Da iawn", "")
    assert "Your turn" not in catalogue


def test_a_doubtful_translation_is_none(top: Path) -> None:
    update(top)
    say(top, "Your turn", "Dy dro di")
    content = po(top).read_text(encoding="utf-8")
    po(top).write_text(content.replace('msgid "Your turn"', '#, fuzzy\nmsgid "Your turn"'), encoding="utf-8")
    assert any("'Your turn' has a doubtful translation; look at it, mend it" in gap for gap in gaps(top))


@pytest.mark.parametrize("own", ["Helo", "Helo, %(enw)s", "%(name)s, %(enw)s"])
def test_placeholders_must_be_the_same(top: Path, own: str) -> None:
    update(top)
    say(top, "Hello, %(name)s", own)
    mend = "'Hello, %(name)s' has other placeholders than its translation; use the same %(name)s in both"
    assert any(mend in gap for gap in gaps(top))


def test_a_plural_needs_every_form_and_a_form_may_leave_the_number_out(top: Path) -> None:
    update(top)
    fill_plural(top, "un diwrnod", "")
    assert any("'%(num)s day' is not translated" in gap for gap in gaps(top))
    fill_plural(top, "", "%(num)s diwrnod")
    assert not any("'%(num)s day'" in gap for gap in gaps(top))


def fill_plural(top: Path, one: str, others: str) -> None:
    """Fill the forms of the plural in the page that are still empty: `one`, or all that are left."""
    before, plural, after = po(top).read_text(encoding="utf-8").partition('msgid_plural "%(num)s days"\n')
    forms, end, rest = after.partition("\n\n")
    for form in range(5):
        said = one if form == 1 else others
        forms = forms.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "{said}"')
    po(top).write_text(before + plural + forms + end + rest, encoding="utf-8")


def test_a_catalogue_that_cannot_be_read_is_named(top: Path) -> None:
    write(top, "translations/cy/LC_MESSAGES/messages.po", 'msgid "a"\nmsgstr "b"\nnonsense\n')
    with pytest.raises(FilesRefused, match=r"cy/LC_MESSAGES/messages\.po:\d: the catalogue cannot be read"):
        gaps(top)
    with pytest.raises(FilesRefused, match="run `msgfmt -c` on it"):
        update(top)
