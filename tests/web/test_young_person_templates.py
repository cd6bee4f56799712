"""Every page a young person can see, rendered by itself and read as a browser reads it."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import textstat
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from viewpoint import paths
from viewpoint.domain.council import Colours
from viewpoint.web.accessibility import Enforcer, ProblemView, StatementView
from viewpoint.web.assets import SCRIPTS, build_assets
from viewpoint.web.hearing import SoundView
from viewpoint.web.symbols import read_symbols
from viewpoint.web.young_person import pages as p
from viewpoint.web.young_person import pieces as v
from viewpoint.web.young_person.control import ControlBlock, TakeBackPage
from viewpoint.web.young_person.own_copy import CopyPage
from viewpoint.web.young_person.you_said import EntryView, Said, TongueView, YouSaidPage
from viewpoint.wording.own_copy import PartView, RowView, SectionView

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "viewpoint" / "web" / "static"
TEMPLATES = paths.templates()
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script> "\' {{ 7 * 7 }}'

CHILDLINE = v.HelpNumber(
    name="Childline", number="0800 1111", href="tel:08001111", note="Free. Day and night. Not on the bill."
)
EMERGENCY = v.HelpNumber(name="If you are in danger", number="999", href="tel:999")
DUTY = v.HelpNumber(
    name="The council, day", number="01632 960 001", href="tel:01632960001", note="Monday to Friday, 9 to 5"
)
NIGHT = v.HelpNumber(
    name="The council, night", number="01632 960 002", href="tel:01632960002", note="Nights and weekends"
)
READER = v.Reader(name="Priya Shah", words="Priya Shah, your IRO,")
STARTS = (
    v.StartButton(tag="en", lang="en", direction="ltr", own_name="English", start="Start"),
    v.StartButton(tag="cy", lang="cy", direction="ltr", own_name="Cymraeg", start="Dechrau"),
    v.StartButton(tag="ar", lang="ar", direction="rtl", own_name="العربية", start="ابدأ"),
)
FACES = ("Very sad", "Sad", "OK", "Happy", "Very happy")
ONE = v.QuestionView(
    name="safe_home",
    kind=v.QuestionKind.SELECT_ONE,
    label="Do you feel safe where you live?",
    options=tuple(
        v.OptionView(code=code, label=label, is_chosen=code == "mostly")
        for code, label in (
            ("always", "Yes, all the time"),
            ("mostly", "Most of the time"),
            ("sometimes", "Sometimes"),
            ("no", "No"),
            ("not_sure", "I'm not sure"),
        )
    ),
)
FIVE_FACES = v.QuestionView(
    name="feel_overall",
    kind=v.QuestionKind.SELECT_ONE,
    label="How do you feel about your life just now?",
    options=tuple(
        v.OptionView(code=f"f{i}", label=word, face=i, is_chosen=i == 3) for i, word in enumerate(FACES)
    ),
)
SEVERAL = v.QuestionView(
    name="fun",
    kind=v.QuestionKind.SELECT_MULTIPLE,
    label="What do you get to do after school or at weekends?",
    options=tuple(
        v.OptionView(code=word, label=word.capitalize(), is_chosen=word in ("music", "friends"))
        for word in ("sport", "music", "friends", "games", "clubs")
    ),
)
LADDER = v.QuestionView(
    name="settled",
    kind=v.QuestionKind.RANGE,
    label="How settled do you feel where you live?",
    low_words="not at all settled",
    high_words="very settled",
    number=7,
)
WORDS = v.QuestionView(
    name="want_change",
    kind=v.QuestionKind.TEXT,
    label="What one thing would you change?",
    hint="Write as much or as little as you like.",
    words="I would like to see my brother more.",
)
CHOOSES = v.QuestionView(
    name="family_words",
    kind=v.QuestionKind.TEXT,
    label="Is there anything you want to say about family time?",
    visibility=v.Visibility.YOUNG_PERSON_CHOOSES,
    shares=("iro", "totals", "myself"),
    last_time="It is too short",
)
SCHOOL = v.QuestionView(
    name="school_ok",
    kind=v.QuestionKind.SELECT_ONE,
    label="Is school OK?",
    visibility=v.Visibility.TOTALS,
    options=(v.OptionView(code="yes", label="Yes"), v.OptionView(code="no", label="No")),
    error="Choose one answer, or press Skip.",
)


def asked(*questions: v.QuestionView, at: int = 4, title: str = "") -> p.QuestionPage:
    return p.QuestionPage(
        questions=questions, reader=READER, at=at, total=12, section="Where you live", title=title
    )


ROWS = (
    v.CheckSection(
        title="Where you live",
        rows=(
            v.CheckRow(
                label=ONE.label,
                state=v.RowState.ANSWERED,
                change_url="/q/1",
                answers=("Most of the time",),
            ),
            v.CheckRow(
                label=SEVERAL.label,
                state=v.RowState.ANSWERED,
                change_url="/q/2",
                answers=("Music", "Friends"),
            ),
            v.CheckRow(label=LADDER.label, state=v.RowState.SKIPPED, change_url="/q/3"),
        ),
    ),
    v.CheckSection(
        title="You and your family",
        rows=(
            v.CheckRow(
                label=WORDS.label,
                state=v.RowState.ANSWERED,
                change_url="/q/4",
                answers=("I would like to see my brother more.\nAnd my nan.",),
                kept="totals",
            ),
            v.CheckRow(label=CHOOSES.label, state=v.RowState.NOT_SAYING, change_url="/q/5"),
            v.CheckRow(label=SCHOOL.label, state=v.RowState.HIDDEN, change_url="/q/6"),
        ),
    ),
)
REPLY = v.ReplyView(
    opening="Thank you, Sam.",
    points=(
        v.PointView(
            outcome="will",
            words="I asked for one more visit each month. It starts in June.",
            about="Do you see your family as much as you want?",
            by="1 June 2026",
            who="Your social worker, Ali",
        ),
        v.PointView(outcome="did", words="The lock is mended.", about="The lock"),
        v.PointView(outcome="could_not", words="There is no bigger room just now."),
    ),
    from_name="Priya Shah",
    on="20 May",
)


@dataclass(frozen=True, kw_only=True)
class Case:
    template: str
    page: p.Page
    control: ControlBlock | None = None


def controlled(
    hold: str, *, add: str = "nothing", is_known: bool = True, asks_pin: bool = False
) -> ControlBlock:
    """The part of the sent page that is about what they may do."""
    return ControlBlock(hold=hold, add=add, until_on="9 May", is_known=is_known, asks_pin=asks_pin)


def copied(state: str = "answered", **override: Any) -> RowView:
    """One row of a copy."""
    values: dict[str, Any] = {"label": "What is good here?", "said": (), "number": None, "kept": "iro"}
    return RowView(state=state, **{**values, **override})


ROWS_OF_COPY = (
    copied(said=("The dog.\n\nMy nan",), direction="ltr"),
    copied(number=7, kept="totals"),
    copied(said=("Always",), kept="myself", is_adults=True),
    copied("skipped"),
    copied("not_saying"),
    copied("", is_spoken=True),
)
COPIED = tuple(
    PartView(
        kind=kind,
        company=company,
        sent_on="9 May 2026",
        read_on=read_on,
        read_by="Priya Shah",
        sections=(SectionView(title="", rows=ROWS_OF_COPY), SectionView(title="You", rows=ROWS_OF_COPY)),
    )
    for kind, company, read_on in (
        ("views", "alone", "10 May 2026"),
        ("supplement", "helper", ""),
        ("any_time", "", ""),
        ("leaving", "proxy", ""),
    )
)


LOOKS = (
    v.LookGroup(
        name="look",
        title="How the pages look",
        kind="checkbox",
        hint="Choose what helps.",
        choices=(v.LookChoice(value="calm", words="Calm", is_chosen=True),),
    ),
)
STATEMENT = StatementView(
    problems=(ProblemView(words="Our letters are small.", criterion="", planned_on="1 June 2027"),),
    enforcer=Enforcer(name="Equality Advisory and Support Service", number="0808 800 0082"),
    prepared_on="1 June 2026",
    reviewed_on="1 June 2026",
    next_review_on="1 June 2027",
    tested_on="1 June 2026",
)
YP = "young_person/"
CASES: Mapping[str, Case] = {
    "link": Case(template=YP + "link.html", page=p.LinkPage(starts=STARTS)),
    "code": Case(template=YP + "code.html", page=p.CodePage(starts=STARTS)),
    "code-wrong": Case(
        template=YP + "code.html",
        page=p.CodePage(
            starts=STARTS, code="ABCD-EFGH-JKLX", error="That code is not quite right. Check each letter."
        ),
    ),
    "language": Case(template=YP + "language.html", page=p.LanguagePage(starts=STARTS, groups=LOOKS)),
    "accessibility": Case(
        template=YP + "accessibility.html",
        page=p.AccessibilityPage(statement=STATEMENT, back_url="/q/1"),
    ),
    "welcome": Case(
        template=YP + "welcome.html",
        page=p.WelcomePage(
            name="Sam", reader=READER, question_count=30, minutes=10, kept_months=24, meeting_on="12 May"
        ),
    ),
    "welcome-anonymous": Case(
        template=YP + "welcome.html",
        page=p.WelcomePage(
            name="", reader=READER, question_count=1, minutes=1, kept_months=1, is_anonymous=True
        ),
    ),
    "who": Case(template=YP + "who.html", page=p.WhoPage(chosen="helper")),
    "who-error": Case(template=YP + "who.html", page=p.WhoPage(error="Choose one, or press Skip.")),
    "pin-choose": Case(template=YP + "pin_choose.html", page=p.PinChoosePage(chosen=("cat", "kite"))),
    "pin-again": Case(
        template=YP + "pin_choose.html",
        page=p.PinChoosePage(
            chosen=("cat",),
            is_repeat=True,
            error="Those were not the same four. Choose four pictures once more.",
        ),
    ),
    "pin-enter": Case(template=YP + "pin_enter.html", page=p.PinEnterPage(chosen_count=2)),
    "pin-wrong": Case(
        template=YP + "pin_enter.html",
        page=p.PinEnterPage(error="Those are not the four. Try again. You will not be locked out."),
    ),
    "question-one": Case(template=YP + "question.html", page=asked(ONE)),
    "question-faces": Case(template=YP + "question.html", page=asked(FIVE_FACES)),
    "question-several": Case(template=YP + "question.html", page=asked(SEVERAL)),
    "question-ladder": Case(template=YP + "question.html", page=asked(LADDER)),
    "question-words": Case(template=YP + "question.html", page=asked(WORDS)),
    "question-chooses": Case(template=YP + "question.html", page=asked(CHOOSES)),
    "question-error": Case(template=YP + "question.html", page=asked(SCHOOL)),
    "question-list": Case(
        template=YP + "question.html", page=asked(SCHOOL, LADDER, WORDS, title="School and home")
    ),
    "question-half-way": Case(
        template=YP + "question.html",
        page=p.QuestionPage(questions=(ONE,), reader=READER, at=7, total=12, offers_break=True),
    ),
    "question-first": Case(
        template=YP + "question.html",
        page=p.QuestionPage(questions=(ONE,), reader=READER, at=1, total=12, can_go_back=False),
    ),
    "note": Case(
        template=YP + "note.html",
        page=p.NotePage(
            label="Half way. Well done.", hint="The next few are about your family.", at=6, total=12
        ),
    ),
    "concern": Case(
        template=YP + "concern.html",
        page=p.ConcernPage(reason=v.ConcernReason.ANSWER, reader=READER, must_tell=True),
    ),
    "talk": Case(
        template=YP + "concern.html",
        page=p.ConcernPage(
            reason=v.ConcernReason.TALK,
            reader=READER,
            error="Choose yes or not now.",
        ),
    ),
    "advocate": Case(
        template=YP + "concern.html",
        page=p.ConcernPage(
            reason=v.ConcernReason.ADVOCATE,
            reader=READER,
            ways=(v.WayView(code="text", words="Text me", is_chosen=True),),
            advocate=(DUTY,),
        ),
    ),
    "told": Case(
        template=YP + "told.html",
        page=p.ToldPage(reason=v.ConcernReason.ADVOCATE, reader=READER, back_url="/q/4", advocate=(DUTY,)),
    ),
    "told-talk": Case(
        template=YP + "told.html",
        page=p.ToldPage(reason=v.ConcernReason.TALK, reader=READER, back_url="/sent"),
    ),
    "question-kept": Case(template=YP + "question.html", page=asked(replace(ONE, is_kept=True))),
    "question-kept-pin": Case(
        template=YP + "question.html", page=replace(asked(replace(ONE, is_kept=True)), has_pin=True)
    ),
    "question-some-kept": Case(
        template=YP + "question.html",
        page=asked(SCHOOL, replace(LADDER, is_kept=True), title="School and home"),
    ),
    "pin-code": Case(
        template=YP + "pin_code.html",
        page=p.PinCodePage(reader=READER, code="12", error="That is not the code."),
    ),
    "pin-renewed": Case(
        template=YP + "pin_enter.html",
        page=p.PinEnterPage(renewed=v.Renewed(day="9 May", time="16:20", reader="Priya Shah")),
    ),
    "check": Case(
        template=YP + "check.html",
        page=p.CheckPage(sections=ROWS, reader=READER, meeting_on="12 May", offers_pin=True),
    ),
    "check-anonymous": Case(
        template=YP + "check.html", page=p.CheckPage(sections=ROWS, reader=READER, is_anonymous=True)
    ),
    "sent": Case(
        template=YP + "sent.html", page=p.SentPage(reader=READER, read_by="9 May", meeting_on="12 May")
    ),
    "sent-waiting": Case(
        template=YP + "sent.html",
        page=p.SentPage(
            reader=READER,
            read_by="9 May",
            read_on="7 May",
            reply_state=v.ReplyState.WAITING,
            has_pin=True,
        ),
    ),
    "sent-waiting-no-pin": Case(
        template=YP + "sent.html",
        page=p.SentPage(reader=READER, read_by="9 May", read_on="7 May", reply_state=v.ReplyState.WAITING),
    ),
    "sent-reply": Case(
        template=YP + "sent.html",
        page=p.SentPage(
            reader=READER,
            read_by="9 May",
            read_on="7 May",
            meeting_on="12 May",
            reply_state=v.ReplyState.SHOWN,
            replies=(
                REPLY,
                v.ReplyView(opening="I read all of it.", points=(), from_name="Ali", on="9 May"),
            ),
            sent_on="5 May",
            read_by_whom="Priya Shah, your IRO",
            has_pin=True,
        ),
    ),
    "sent-anonymous": Case(
        template=YP + "sent.html", page=p.SentPage(reader=READER, read_by="9 May", is_anonymous=True)
    ),
    "sent-to-change": Case(
        template=YP + "sent.html",
        page=p.SentPage(reader=READER, read_by="9 May"),
        control=controlled("change"),
    ),
    "sent-to-take-back": Case(
        template=YP + "sent.html",
        page=p.SentPage(reader=READER, read_by="9 May"),
        control=controlled("take_back"),
    ),
    "sent-to-add": Case(
        template=YP + "sent.html",
        page=p.SentPage(reader=READER, read_by="9 May", read_on="7 May"),
        control=controlled("nothing", add="message"),
    ),
    "sent-to-add-tomorrow": Case(
        template=YP + "sent.html",
        page=p.SentPage(reader=READER, read_by="9 May", read_on="7 May"),
        control=controlled("nothing", add="tomorrow", is_known=False, asks_pin=True),
    ),
    "sent-without-pictures": Case(
        template=YP + "sent.html",
        page=p.SentPage(reader=READER, read_by="9 May"),
        control=controlled("nothing", is_known=False),
    ),
    "take-back": Case(
        template=YP + "take_back.html", page=TakeBackPage(reader_name="Priya Shah", until_on="9 May")
    ),
    "take-back-late": Case(template=YP + "take_back.html", page=TakeBackPage(reader_name="Priya Shah")),
    "taken-back": Case(template=YP + "take_back.html", page=TakeBackPage(until_on="9 May", is_done=True)),
    "taken-back-late": Case(
        template=YP + "take_back.html", page=TakeBackPage(is_done=True, has_session=False)
    ),
    "copy": Case(
        template=YP + "copy.html",
        page=CopyPage(reader_name="Priya Shah", parts=COPIED, has_left_out=True),
    ),
    "copy-without-pictures": Case(template=YP + "copy.html", page=CopyPage(reader_name="Priya Shah")),
    "copy-behind-pictures": Case(
        template=YP + "copy.html", page=CopyPage(reader_name="Priya Shah", asks_pin=True)
    ),
    "you-said": Case(
        template=YP + "you_said.html",
        page=YouSaidPage(
            has_session=False,
            entries=(
                EntryView(
                    said=Said(words="Too many people come to our meetings."),
                    did=Said(words="You choose who comes."),
                    could_not=False,
                    asked="July 2026 – September 2026",
                ),
                EntryView(
                    said=Said(words="We want to live near home.", lang="en", direction="ltr"),
                    did=Said(words="There is not enough room.", lang="en", direction="ltr"),
                    could_not=True,
                    asked="",
                ),
            ),
            tongues=(TongueView(own_name="Cymraeg", lang="cy", direction="ltr", href="/you-said"),),
            council_name="Ambervale",
            back_url="/sent",
        ),
    ),
    "you-said-empty": Case(
        template=YP + "you_said.html",
        page=YouSaidPage(has_session=False, entries=(), tongues=(), council_name="Ambervale"),
    ),
    "break": Case(template=YP + "break.html", page=p.BreakPage(back_url="/q/8")),
    "break-under-12": Case(template=YP + "break.html", page=p.BreakPage(back_url="/q/8", is_under_12=True)),
    "later": Case(template=YP + "later.html", page=p.LaterPage(until_on="15 May", offers_pin=True)),
    "resume": Case(
        template=YP + "resume.html",
        page=p.ResumePage(
            answered=7,
            total=12,
            topics=("Where you live", "You and your family"),
            go_on_url="/q/8",
            has_pin=True,
        ),
    ),
    "resume-no-pin": Case(
        template=YP + "resume.html",
        page=p.ResumePage(answered=7, total=12, topics=("Where you live",), go_on_url="/q/8"),
    ),
    "help": Case(
        template=YP + "help.html",
        page=p.HelpPage(
            groups=(
                v.HelpGroup(title="Any time", numbers=(EMERGENCY, CHILDLINE)),
                v.HelpGroup(title="Someone on your side", numbers=(DUTY,)),
                v.HelpGroup(title="Your council", numbers=(DUTY, NIGHT)),
            ),
            back_url="/q/4",
        ),
    ),
    "help-outside": Case(
        template=YP + "help.html",
        page=p.HelpPage(
            groups=(v.HelpGroup(title="Any time", numbers=(EMERGENCY, CHILDLINE)),), has_session=False
        ),
    ),
    "rights": Case(
        template=YP + "rights.html",
        page=p.RightsPage(
            rights=(v.RightView(title="My meeting", says="You can come. You can say what you like."),),
            ages=(
                v.AgesView(code="4_7", words="4 to 7", is_shown=True),
                v.AgesView(code="8_11", words="8 to 11", is_shown=False),
            ),
            advocate=(DUTY,),
            back_url="/q/4",
        ),
    ),
    "no-signal": Case(template=YP + "no_signal.html", page=p.Page(has_session=False)),
    "not-found": Case(template="errors/not_found.html", page=p.Page(has_session=False)),
    "expired": Case(
        template="errors/expired.html",
        page=p.RetryPage(
            typed=(
                v.TypedField(
                    name="want_change",
                    value="I would like to see my brother more.",
                    label="What one thing would you change?",
                ),
                v.TypedField(name="go", value="next"),
            ),
            action="/q/4",
        ),
    ),
    "too-many-tries": Case(template="errors/too_many_tries.html", page=p.SlowDownPage(wait="2 minutes")),
    "not-saved-yet": Case(
        template="errors/not_saved_yet.html",
        page=p.RetryPage(
            typed=(
                v.TypedField(name="safe_home", value="no"),
                v.TypedField(name="csrf_token", value="t"),
            ),
            action="/q/4",
        ),
    ),
    "link-closed": Case(template="errors/link_closed.html", page=p.Page(has_session=False)),
}
every_page = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def heard(text: str) -> SoundView:
    """Every text, the first of an alphabet by a person."""
    return SoundView(url=f"/static/sound/{len(text)}.mp3", is_computer=text > "M", words=text)


def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    env.globals.update(
        csrf_token=lambda: "token",
        asset=lambda name: f"/static/{name}",
        sound=heard,
        symbols=read_symbols(),
        url_for=lambda endpoint, **values: "/" + endpoint.replace(".", "/"),
        get_flashed_messages=lambda **options: [],
        here="/here",
        way_back="/here",
        records=False,
        frame=pass_context(_frame),
    )
    return env


def _frame(context: Context, part: str, *, has_session: bool) -> TemplateModule:
    values = context.get_all() | {"has_session": has_session, "pictures": v.PICTURES}
    return context.environment.get_template(f"layouts/_{part}.html").make_module(values)


ENVIRONMENT = environment()


def render(
    case: Case,
    language: str = "en",
    direction: str = "ltr",
    demo: bool = True,
    look: str = "",
    friend: bool = False,
) -> str:
    fields = ENVIRONMENT.get_template("young_person/_fields.html")
    asks = isinstance(case.page, p.QuestionPage)
    return ENVIRONMENT.get_template(case.template).render(
        page=case.page,
        fields=fields.make_module({"page": case.page, "voice": None}) if asks else None,
        language=language,
        direction=direction,
        demo=demo,
        look=look,
        friend=friend,
        control=case.control,
        council=SimpleNamespace(name="Ambervale", numbers=(DUTY, NIGHT), address="ambervale"),
        help_numbers=lambda _language: (EMERGENCY, CHILDLINE),
    )


def soup(case: Case) -> BeautifulSoup:
    return BeautifulSoup(render(case), "html5lib")


@every_page
def test_every_page_has_its_language_its_direction_one_heading_and_a_neutral_title(case: Case) -> None:
    page = BeautifulSoup(render(case, language="ar", direction="rtl"), "html5lib")
    html = page.select_one("html")
    assert html is not None
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    assert len(page.find_all("h1")) == 1
    assert [title.text for title in page.select("head title")] == ["Your questions"]
    assert page.select_one("a.skip[href='#main']")
    assert page.select_one("main#main")


@every_page
def test_every_page_gives_help_and_a_way_out_that_needs_no_script(case: Case) -> None:
    page = soup(case)
    for number in ("tel:08001111", "tel:999"):
        assert page.select_one(f"a[href='{number}']"), number
    leave = page.select_one("form#leave")
    assert leave is not None
    assert leave["method"] == "post"
    assert leave.find("button") is not None
    if case.page.has_session:
        assert page.select_one("footer a[href='/young_person/concern']")
    if case.template not in {YP + "help.html", YP + "no_signal.html"}:
        assert page.select_one("footer a[href='/young_person/help']")
        assert page.select_one(f"footer a[href='{DUTY.href}']")


@every_page
def test_no_page_has_inline_script_or_style_or_asks_anything_of_another_site(case: Case) -> None:
    page = soup(case)
    assert not page.find_all("style")
    assert all(script.get("src") and not script.text for script in page.find_all("script"))
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], tag
        for name in ("src", "href", "action"):
            assert re.match(r"^$|/|#|tel:|data:,$", str(tag.get(name, ""))), tag


@every_page
def test_every_form_that_changes_something_carries_its_token(case: Case) -> None:
    for form in soup(case).select("main form[method='post']"):
        if case.template != YP + "link.html":  # the Start post is held by its origin instead
            assert len(form.select("input[name='csrf_token']")) == 1


@every_page
def test_every_input_has_a_label_every_id_is_used_once_and_every_reference_is_there(case: Case) -> None:
    page = soup(case)
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    labelled = {str(label["for"]) for label in page.select("label[for]")}
    for tag in page.select("input:not([type=hidden]), textarea"):
        assert tag["id"] in labelled
    for tag in page.select("[aria-describedby]"):
        assert set(str(tag["aria-describedby"]).split()) <= set(ids)
    assert labelled <= set(ids)
    for link in page.select("a[href^='#']"):
        assert str(link["href"])[1:] in ids


@every_page
def test_nothing_is_required_and_nothing_typed_is_kept_by_the_browser(case: Case) -> None:
    page = soup(case)
    assert not page.select("[required]")
    for text in page.select("textarea"):
        assert (text["autocomplete"], text["spellcheck"]) == ("off", "false")


@every_page
def test_the_demonstration_is_marked_on_every_page_and_only_then(case: Case) -> None:
    assert "Made-up people. A demonstration." in render(case, demo=True)
    assert "Made-up people" not in render(case, demo=False)


@every_page
def test_private_is_never_called_secret(case: Case) -> None:
    assert "secret" not in soup(case).get_text().lower()


@every_page
def test_the_words_of_every_page_are_easy_to_read(case: Case) -> None:
    page = soup(case)
    for tag in page.select("head, .numbers, dl, .art, .option, .button, label, .said"):
        tag.decompose()
    lines = [line.strip() for line in page.get_text("\n").splitlines() if len(line.split()) > 3]
    text = " ".join(line if line[-1] in ".?!" else line + "." for line in lines)
    assert textstat.flesch_kincaid_grade(text) <= 4.0, text


def test_the_page_behind_a_link_says_nothing_of_whose_it_is() -> None:
    page = soup(CASES["link"])
    main = page.select_one("main")
    assert main is not None
    assert "Ambervale" not in main.text
    assert [button["value"] for button in main.select("button[name=lang]")] == ["en", "cy", "ar"]
    assert [button["dir"] for button in main.select("button[lang]")] == ["ltr", "ltr", "rtl"]
    assert "csrf_token" not in str(page)


def test_enter_means_next_on_a_question() -> None:
    form = soup(CASES["question-one"]).select_one("main form")
    assert form is not None
    assert [button["value"] for button in form.select("button")] == [
        "next",
        "back",
        "skip",
        "not_saying",
        "later",
    ]


def test_what_was_answered_before_is_chosen_again() -> None:
    assert [tag["value"] for tag in soup(CASES["question-one"]).select("[checked]")] == ["mostly"]
    assert [tag["value"] for tag in soup(CASES["question-several"]).select("[checked]")] == [
        "music",
        "friends",
    ]
    assert [tag["value"] for tag in soup(CASES["question-ladder"]).select("[checked]")] == ["7"]
    text = soup(CASES["question-words"]).select_one("textarea")
    assert text is not None
    assert text.text == WORDS.words


def test_words_are_typed_beneath_who_may_read_them() -> None:
    assert "Priya Shah, your IRO, may read this." in soup(CASES["question-words"]).text
    page = soup(CASES["question-chooses"])
    assert [tag["value"] for tag in page.select("[name=share_family_words]")] == [
        "iro",
        "totals",
        "myself",
    ]
    assert "If no one reads it, no one can help." in page.text


def test_the_pictures_entered_are_counted_and_not_shown() -> None:
    page = soup(CASES["pin-enter"])
    assert "2 of 4 chosen" in page.text
    assert not page.select(".dot use")
    assert [button["value"] for button in page.select("button[name=picture]")] == list(v.PICTURES)


def test_coming_back_shows_topics_and_no_words() -> None:
    page = soup(CASES["resume"])
    assert "You have answered 7 of 12." in page.text
    assert WORDS.words not in page.text


def test_a_reply_without_a_pin_is_told_of_and_not_shown() -> None:
    page = soup(CASES["sent-waiting-no-pin"])
    assert "There is a reply for you" in page.text
    assert not page.select("main a[href='/young_person/pin_enter']")


def test_words_of_a_young_person_are_never_markup() -> None:
    hostile = v.QuestionView(
        name="want_change",
        kind=v.QuestionKind.TEXT,
        label=HOSTILE,
        hint=HOSTILE,
        words=HOSTILE,
        last_time=HOSTILE,
        error=HOSTILE,
    )
    page = soup(Case(template=YP + "question.html", page=asked(hostile)))
    text = page.select_one("textarea")
    assert text is not None
    assert text.text == HOSTILE
    assert not [script for script in page.find_all("script") if script.text]


def test_words_that_open_with_an_empty_line_come_back_whole() -> None:
    question = v.QuestionView(name="w", kind=v.QuestionKind.TEXT, label="W?", words="\n\nsecond")
    text = soup(Case(template=YP + "question.html", page=asked(question))).select_one("textarea")
    assert text is not None
    assert text.text == "\n\nsecond"


def test_the_page_for_a_broken_server_needs_nothing_of_it() -> None:
    source = ENVIRONMENT.get_template("errors/server_error.html").render()
    bare = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    alone = BeautifulSoup(bare.get_template("errors/server_error.html").render(), "html5lib")
    assert "stylesheet" in source
    assert not alone.select("link, script")
    assert alone.select_one("a[href='tel:08001111']")
    assert len(alone.find_all("h1")) == 1


def test_every_template_of_a_young_person_is_tried_here() -> None:
    files = {
        path.relative_to(TEMPLATES).as_posix()
        for folder in ("young_person", "errors")
        for path in (TEMPLATES / folder).glob("[!_]*.html")
    }
    elsewhere = {"errors/server_error.html", "errors/staff.html"}
    assert files - elsewhere == {case.template for case in CASES.values()}


@pytest.mark.parametrize("name", ["young_person.css", "staff.css"])
def test_the_stylesheet_stays_small(name: str) -> None:
    served = build_assets(Colours()).content(name)
    assert len(gzip.compress(served, 9)) <= 4096


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_script_stays_small(name: str) -> None:
    served = build_assets(Colours()).content(name)
    assert len(gzip.compress(served, 9)) <= 4096


def test_every_picture_has_a_drawing_of_one_colour() -> None:
    sprite = ElementTree.fromstring((STATIC / "pictures.svg").read_text())  # noqa: S314 - our own file
    assert tuple(symbol.get("id") for symbol in sprite.findall(f"{SVG}symbol")) == v.PICTURES
    colours = {tag.get("fill") for tag in sprite.iter()} | {tag.get("stroke") for tag in sprite.iter()}
    assert colours <= {None, "none", "currentColor"}
