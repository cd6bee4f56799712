"""The loader: what a good folder gives, and the one line that each mistake is told in."""

from pathlib import Path

import pytest

from tests.exchange.questionnaire_texts import (
    AWAY,
    TAILORING,
    VIEWS,
    changed,
    problems_of,
    write_folder,
)
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import Lane, QuestionnaireKind, QuestionType, Urgency, Visibility
from viewpoint.exchange.questionnaires import QuestionnaireProblems, load_library


def test_a_good_folder_becomes_a_library(tmp_path: Path) -> None:
    library = load_library(write_folder(tmp_path), tmp_path / "translations")
    views = library.questionnaires["views"]
    assert list(library.questionnaires) == ["away", "views"]
    assert (views.form_id, views.version, views.kind, views.lane) == (
        "views",
        1,
        QuestionnaireKind.BASE,
        Lane.NAMED,
    )
    assert views.title.in_language("en") == "My views"
    assert views.reading_age is AgeBand.TWELVE_TO_SEVENTEEN
    assert views.profile == ("area", "weeks_in_placement")
    assert [row.name for row in views.questions] == [
        "hello",
        "safe",
        "who_else",
        "how_good",
        "why",
        "help",
        "thanks",
    ]
    assert [rule.form_id for rule in library.rules.modules] == ["away"]
    assert library.rules.budget == {AgeBand.TWELVE_TO_SEVENTEEN: 5}


def test_a_row_becomes_a_question_with_all_it_says(tmp_path: Path) -> None:
    rows = load_library(write_folder(tmp_path), tmp_path).questionnaires["views"].questions
    safe, who, how, why = rows[1:5]
    assert (safe.type, safe.measure, safe.theme, safe.visibility) == (
        QuestionType.SELECT_ONE,
        "safe_home",
        "safety",
        Visibility.IRO,
    )
    assert safe.hint is not None
    assert safe.hint.in_language("en") == "Say what you think."
    assert [rule.within for rule in safe.concern] == [Urgency.TODAY, Urgency.WORKING_DAY]
    assert [option.name for option in safe.options] == ["always", "some", "never"]
    assert safe.group is not None
    assert safe.group.label.in_language("en") == "Where I live"
    assert [option.exclusive for option in who.options] == [False, True]
    assert who.options[1].name == "no"
    assert (who.may_drop, how.type, str(how.relevant)) == (True, QuestionType.RANGE, "${area} = 'out'")
    assert (why.identifier, why.appearance, why.group) == (True, "multiline", None)
    assert why.constraint_message is not None
    assert why.constraint_message.in_language("en") == "Please make it shorter."


def test_a_question_to_be_put_off_while_an_adult_is_there_says_so(tmp_path: Path) -> None:
    views = changed(VIEWS, "    theme: safety\n", "    theme: safety\n    sensitive: true\n")
    rows = load_library(write_folder(tmp_path, views), tmp_path).questionnaires["views"].questions
    assert [row.name for row in rows if row.sensitive] == ["safe"]


def test_a_group_s_condition_holds_for_each_of_its_rows(tmp_path: Path) -> None:
    views = changed(VIEWS, "label: Where I live}", "label: Where I live, relevant: \"${area} = 'in'\"}")
    views = changed(views, "${area} = 'out'", "${weeks_in_placement} < 6")
    rows = load_library(write_folder(tmp_path, views), tmp_path).questionnaires["views"].questions
    assert [str(row.relevant) for row in rows[1:4]] == [
        "${area} = 'in'",
        "${area} = 'in'",
        "${area} = 'in' and ${weeks_in_placement} < 6",
    ]


MISTAKES = [
    # settings
    ("version: 1", "version: one", "version cannot be one", "a whole number from 1"),
    ("version: 1", "version: 0", "version cannot be 0", "a whole number from 1"),
    ("  version: 1\n", "", "version is missing", "add `version:`"),
    ("  title: My views\n", "", "title is missing", "add `title:`"),
    ("form_id: views", "form_id: Views", "Views cannot be a form_id", "small letters"),
    ("form_id: views", "form_id: viewz", "but the file is views.yaml", "call it viewz.yaml"),
    ("kind: base", "kind: basis", "kind cannot be basis", "did you mean base?"),
    ("kind: base\n", "kind: base\n  lanes: en\n", "no key lanes", "did you mean lane?"),
    ("reading_age: 12_17", "reading_age: 13_17", "reading_age cannot be 13_17", "did you mean"),
    ("reading_age: 12_17", "reading_age: under_4", "nobody reads at this age", "4_7"),
    ("[area, weeks", "[aera, weeks", "no profile field aera", "did you mean area?"),
    ("profile: [area, weeks_in_placement]", "profile: area", "profile is not a list", "[a, b]"),
    ("modules_after: home", "modules_after: hone", "no group hone", "did you mean home?"),
    # rows
    ("hint: Say", "hnit: Say", "no key hnit", "did you mean hint?"),
    ("hint: Say what you think.", "hint:", "hint has no text", "take the key out"),
    ("name: hello, label: Hello.", "name: hello, label: Well, hello.", "no key hello.", "quotation marks"),
    ("name: hello, label: Hello.", "name: hello", "label is missing", "add `label:`"),
    ("type: note, name: hello", "type: nite, name: hello", "no type nite", "did you mean note?"),
    ("type: note, name: hello", "name: hello", "no type ", "use one of"),
    ("- {type: note, name: hello, label: Hello.}", "- hello", "a table of keys", "{key: text"),
    ("name: hello", "name: Hello", "Hello cannot be a name", "small letters"),
    ("name: who_else", "name: safe", "the name safe is taken, on line 13", "another name"),
    ("name: who_else", "name: " + "x" * 41, "cannot be a name", "at most 40"),
    ("type: select_one often", "type: select_one oftn", "no list oftn", "did you mean often?"),
    ("type: select_one often", "type: select_one", "select_one names no list", "use one of"),
    ("type: range, name: how_good", "type: range who, name: how_good", "range takes no list", "type: range"),
    ("measure: safe_home", "measure: Safe", "Safe cannot be a measure", "small letters"),
    ("may_drop: true", "measure: safe_home", "safe_home is measured twice", "another measure"),
    ("theme: safety", "theme: safetyy", "no theme safetyy", "did you mean safety?"),
    ("visibility: iro", "visibility: all", "visibility cannot be all", "use one of"),
    ("may_drop: true", "may_drop: yes", "may_drop cannot be yes", "write true"),
    ("appearance: multiline", "appearance: faces3", "text cannot look like faces3", "multiline"),
    ("name: safe\n", "name: safe\n    appearance: faces5\n", "needs 5 options", "change the list"),
    ("label: Where I live}", "label: Where I live, appearance: list}", "cannot look like list", "field-list"),
    ("    constraint_message: Please make it shorter.\n", "", "go together", "add the one that is missing"),
    # groups
    ("  - {type: end_group}\n", "", "the group home is not closed", "end_group"),
    (
        "  - {type: note, name: hello",
        "  - {type: end_group}\n  - {type: note, name: hello",
        "no group",
        "take",
    ),
    (
        "  - {type: end_group}",
        "  - {type: begin_group, name: b, label: B}",
        "home is still open",
        "end_group",
    ),
    (
        "  - {type: end_group}",
        "  - {type: end_group}\n  - {type: begin_group, name: b, label: B}\n  - {type: end_group}",
        "the group b has no rows",
        "take it out",
    ),
    # choices
    (
        "name: friends, label: Friends",
        "name: friends, labell: Friends",
        "no key labell",
        "did you mean label?",
    ),
    ("name: friends", "name: 'my friends'", "my friends cannot be an option", "small letters"),
    ("name: friends", "name: " + "x" * 21, "over 20 characters", "shorten it"),
    ("name: friends", "name: no", "the list who has no twice", "another name"),
    ("name: friends", "name: hint", "hint is kept", "another word"),
    ("name: friends", "name: skip", "offered on every question already", "take this option out"),
    ("list_name: often, name: some", "list_name: oftn, name: some", "uses the list oftn", "take it out"),
    # conditions
    ("${area} = 'out'", "${area} == 'out'", "relevant: cannot read", "write one ="),
    ("${area} = 'out'", "${nation} = 'wales'", "nation is not in the settings' profile", "add nation"),
    ("${area} = 'out'", "${aera} = 'out'", "there is no question aera", "did you mean area?"),
    ("${area} = 'out'", "${area} = 'outside'", "area has no option outside", "did you mean out?"),
    (
        "${area} = 'out'",
        "${weeks_in_placement} = 'new'",
        "weeks_in_placement} is a number",
        "compare numbers",
    ),
    ("${area} = 'out'", "${safe} = 'nver'", "safe has no option nver", "did you mean never?"),
    ("${area} = 'out'", "selected(${who_else}, 'friendz')", "no option friendz", "did you mean friends?"),
    ("${area} = 'out'", "${who_else} = 'friends'", "holds several options", "selected(${who_else}"),
    ("${area} = 'out'", "${safe} < 3", "${safe} is one option", "use = or !="),
    ("${area} = 'out'", "${why} != ''", "why comes later", "move why before how_good"),
    ("${area} = 'out'", "${how_good} > 3", "how_good depends on itself", "write . for"),
    ("${area} = 'out'", ". > 3", "an answer not yet given", "an earlier question"),
    ("${area} = 'out'", "${hello} = 'x'", "hello is a note", "name a question"),
    ("${area} = 'out'", "${safe} = 'some' and ${safe} = 'never'", "ever lead to how_good", "mend"),
    ("label: Who lives here with you?", "label: Who?\n    relevant: ${why} != ''", "why comes later", "move"),
    ("string-length(.) < 2000", "count-selected(.) < 2000", ". is text", "use selected()"),
    ("string-length(.) < 2000", "string-length(.) < ${later}", "compares two of the same", "one value"),
    # safety
    (". = 'never'", ". = 'nevr'", "concern of safe: . has no option nevr", "did you mean never?"),
    ("within: today", "within: now", "within cannot be now", "use one of"),
    (", within: today", "", "within is missing", "add `within:`"),
    ("{when: \". = 'never'\", within: today}", "{within: today}", "when is missing", "add `when:`"),
    ("    visibility: iro\n", "", "raise a concern that nobody sees", "add `visibility: iro`"),
    ("visibility: iro", "visibility: totals", "raise a concern that nobody sees", "add `visibility: iro`"),
    ("name: safe\n", "name: safe\n    may_drop: true\n", "safe can raise a concern", "take may_drop out"),
    ("lane: named", "lane: anonymous", "nobody reads the anonymous lane", "visibility: totals"),
    ("lane: named", "lane: anonymous", "the anonymous lane takes no words", "ask it in the named lane"),
    ("lane: named", "lane: anonymous", "nobody could act on safe in the anonymous lane", "take the question"),
    ("lane: named", "lane: anonymous", "kind base does not go with lane anonymous", "for both"),
    ("kind: base", "kind: anonymous", "kind anonymous does not go with lane named", "for both"),
    ("kind: base", "kind: observer", "safe is an adult's answer and cannot be a measure", "take `measure`"),
    ("kind: base", "kind: observer", "who_else would be in the totals", "add `visibility: iro`"),
    ("kind: base", "kind: standing", "only a base takes modules", "take modules_after out"),
    # the end
    ("name: thanks", "name: bye", "does not end with help and thanks", "make them its last two rows"),
    (
        "name: thanks, label: Thank you.",
        "name: thanks, label: Hi., relevant: \"${area} = 'in'\"",
        "thanks",
        "note",
    ),
    ("  - {type: note, name: help, label: Here is help.}\n", "", "does not end with help", "last two rows"),
    # words, pictures and sounds
    ("Do you feel safe here?", "Is your accommodation satisfactory?", "reads at grade", "reading_exception"),
    ("Do you feel safe here?", "Do you feel so " + "so " * 20 + "safe?", "over 20 words", "use a hint"),
    ("name: hello,", "name: hello, image: sun.svg,", "sun.svg is not in pictures/", "put it there"),
    ("name: hello,", "name: hello, audio: ../a.mp3,", "../a.mp3 is not in sounds/", "put it there"),
    ("name: friends,", "name: friends, image: f.svg,", "f.svg is not in pictures/", "put it there"),
    ("name: friends,", "name: friends, image: freinds,", "no symbol freinds", "did you mean friends?"),
    ("name: hello,", "name: hello, image: hous,", "no symbol hous", "did you mean house?"),
    (
        "name: safe\n",
        "name: safe\n    appearance: symbols\n",
        "always of safe has no picture",
        "add `image:`",
    ),
    ("reading_age: 12_17", "reading_age: 4_7", "safe has no pictures, and who is asked", "symbols"),
]


@pytest.mark.parametrize(("old", "new", "what", "mend"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_mend(
    tmp_path: Path, old: str, new: str, what: str, mend: str
) -> None:
    found = problems_of(write_folder(tmp_path, changed(VIEWS, old, new)))
    told = [problem for problem in found if what in problem.what and mend in problem.mend]
    assert told, [str(problem) for problem in found]
    assert told[0].file == "views.yaml"
    assert 0 < told[0].line <= VIEWS.count("\n") + 2


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    views = changed(changed(VIEWS, "hint: Say", "hnit: Say"), "name: thanks", "name: bye")
    away = changed(AWAY, "list_name: yes_no, name: yes", "list_name: yes_no, name: prefer_not_to_say")
    found = problems_of(write_folder(tmp_path, views, away, changed(TAILORING, "add: away", "add: awy")))
    assert [problem.file for problem in found] == ["away.yaml", "views.yaml", "views.yaml", "tailoring.yaml"]
    with pytest.raises(QuestionnaireProblems, match=r"views\.yaml:16: there is no key hnit"):
        load_library(tmp_path, tmp_path)


def test_a_mistake_is_not_told_twice_through_what_follows_from_it(tmp_path: Path) -> None:
    found = problems_of(
        write_folder(tmp_path, changed(VIEWS, "type: select_one often", "type: select_won often"))
    )
    assert [problem.what for problem in found if "option" in problem.what] == []


def test_questions_that_lead_to_each_other_are_told_as_a_circle(tmp_path: Path) -> None:
    views = changed(VIEWS, "    may_drop: true\n", "    relevant: ${why} != ''\n")
    views = changed(views, "${safe} = 'never' or", "${who_else} != '' or")
    found = problems_of(write_folder(tmp_path, views))
    assert [problem.what for problem in found] == [
        "relevant of who_else: who_else and why depend on each other"
    ]


def test_nothing_on_a_shared_page_depends_on_anything_there(tmp_path: Path) -> None:
    views = changed(VIEWS, "label: Where I live}", "label: Where I live, appearance: field-list}")
    assert problems_of(write_folder(tmp_path, views)) == ()
    views = changed(views, "${area} = 'out'", "${safe} = 'some' or ${area} = 'out'")
    (problem,) = problems_of(write_folder(tmp_path, views))
    assert problem.what == "how_good depends on safe, which is on the same page"


def test_a_way_to_safety_is_never_dropped_with_what_leads_to_it(tmp_path: Path) -> None:
    concern = "visibility: iro\n    concern: [{when: \". != ''\", within: today}]\n"
    views = changed(VIEWS, "    identifier: true\n", f"    identifier: true\n    {concern}")
    views = changed(views, "${safe} = 'never' or", "selected(${who_else}, 'friends') or")
    (problem,) = problems_of(write_folder(tmp_path, views))
    assert problem.what == "why can raise a concern, and goes when who_else is dropped"


def test_conditions_that_depend_on_too_much_at_once_are_told(tmp_path: Path) -> None:
    many = "".join(f"  - {{list_name: who, name: w{at}, label: W}}\n" for at in range(7))
    condition = " or ".join(f"selected(${{who_else}}, 'w{at}')" for at in range(7))
    views = changed(VIEWS + many, "${area} = 'out'", condition)
    (problem,) = problems_of(write_folder(tmp_path, views))
    assert problem.what == "too many answers lead to who_else at once"


def test_a_hard_text_may_stay_with_a_reason(tmp_path: Path) -> None:
    views = changed(VIEWS, "Do you feel safe here?", "Is your accommodation satisfactory?")
    views = changed(views, "    theme: safety\n", "    theme: safety\n    reading_exception: a legal name\n")
    assert problems_of(write_folder(tmp_path, views)) == ()


def test_pictures_and_sounds_that_are_there_are_used(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "sun.svg").write_text("<svg/>")
    (tmp_path / "sounds").mkdir()
    (tmp_path / "sounds" / "sun.mp3").write_text("")
    views = changed(VIEWS, "name: hello,", "name: hello, image: sun.svg, audio: sun.mp3,")
    library = load_library(write_folder(tmp_path, views), tmp_path)
    hello = library.questionnaires["views"].questions[0]
    assert (hello.image, hello.audio) == ("sun.svg", "sun.mp3")


def test_a_module_has_no_end_of_its_own_and_takes_no_modules(tmp_path: Path) -> None:
    away = changed(AWAY, "choices:", "  - {type: note, name: help, label: Help.}\nchoices:")
    away = changed(away, "kind: module", "kind: module, modules_after: home")
    found = problems_of(write_folder(tmp_path, away=away))
    assert [problem.what for problem in found] == ["only a base takes modules", "a module has no help"]


def test_a_questionnaire_without_rows_is_told(tmp_path: Path) -> None:
    views = VIEWS.split("survey:")[0]
    found = problems_of(write_folder(tmp_path, views))
    assert "it does not end with help and thanks" in [problem.what for problem in found]


def test_keys_of_the_wrong_shape_are_told(tmp_path: Path) -> None:
    found = problems_of(write_folder(tmp_path, changed(VIEWS, "survey:\n", "surveys: no\nsurvey:\n")))
    assert [problem.what for problem in found] == ["there is no key surveys here"]
    found = problems_of(
        write_folder(tmp_path, "settings: none\n" + VIEWS.split("\n  modules_after: home\n")[1])
    )
    assert found[0].what == "settings is not a table of keys"
    found = problems_of(write_folder(tmp_path, changed(VIEWS, "  concern:", "  concern: []\n    concerns:")))
    assert "concern lists nothing" in [problem.what for problem in found]


def test_a_file_that_is_not_yaml_does_not_hide_the_others(tmp_path: Path) -> None:
    found = problems_of(write_folder(tmp_path, "a: b: c", changed(AWAY, "version: 1", "version: 0")))
    assert [problem.file for problem in found] == ["away.yaml", "views.yaml"]


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "tailoring.yaml").unlink()
    assert [problem.what for problem in problems_of(folder)] == [
        "there are no rules for who gets which questionnaire"
    ]
    (folder / "tailoring.yaml").write_text("base: [")
    assert [problem.file for problem in problems_of(folder)] == ["tailoring.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ("base:\n  - {use: views, when: \"${age_band} = '12_17'\"}\n", "", "no rule uses a question", "add"),
        ("use: views", "use: viewz", "there is no base viewz", "did you mean views?"),
        ("use: views", "use: away", "there is no base away", "use one of: views"),
        ("add: away", "add: views", "there is no module views", "use one of: away"),
        ("add: away", "ad: away", "there is no key ad", "did you mean add?"),
        ("${area} = 'out'", "${aera} = 'out'", "no profile field aera", "did you mean area?"),
        ("${area} = 'out'", "${who_is_here} = 'alone'", "no profile field who_is_here", "use one of"),
        ("${area} = 'out'", "${area} = 'outt'", "area has no option outt", "did you mean out?"),
        ("${area} = 'out'", "${area} < 3", "${area} is one option", "use = or !="),
        ("12_17: 5", "12_17: few", "12_17 cannot be few", "a whole number"),
        ("12_17: 5", "13_17: 5", "there is no key 13_17", "did you mean"),
        ("12_17: 5", "12_17: 3", "views asks up to 4 questions of 12_17, over 3", "take questions out"),
        ("12_17: 5", "8_11: 5", "questions of 12_17, over 0", "take questions out"),
    ],
)
def test_a_mistake_in_the_rules_is_told(tmp_path: Path, old: str, new: str, what: str, mend: str) -> None:
    found = problems_of(write_folder(tmp_path, tailoring=changed(TAILORING, old, new)))
    told = [problem for problem in found if what in problem.what and mend in problem.mend]
    assert told, [str(problem) for problem in found]
    assert told[0].file == "tailoring.yaml"


def test_a_module_must_fit_once_all_is_dropped_that_may_be(tmp_path: Path) -> None:
    tailoring = changed(TAILORING, "12_17: 5", "12_17: 4")
    assert problems_of(write_folder(tmp_path, tailoring=tailoring)) == ()
    views = changed(VIEWS, "    may_drop: true\n", "")
    (problem,) = problems_of(write_folder(tmp_path, views, tailoring=tailoring))
    assert problem.what == "views with away asks up to 5 questions of 12_17, over 4"


def test_a_module_may_not_use_a_name_of_its_base(tmp_path: Path) -> None:
    (problem,) = problems_of(write_folder(tmp_path, away=changed(AWAY, "name: away_ok", "name: why")))
    assert problem.what == "views with away has why twice"


def test_a_condition_may_name_what_a_measure_was_answered_with_last_time(tmp_path: Path) -> None:
    away = changed(
        AWAY, "be away?}", "be away?, relevant: \"${last.safe_home} = 'never'\", last_time: safe_home}"
    )
    library = load_library(write_folder(tmp_path, away=away), tmp_path)
    (row,) = library.questionnaires["away"].questions
    assert (str(row.relevant), row.last_time) == ("${last.safe_home} = 'never'", "safe_home")


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("relevant: \"${last.safe} = 'never'\"", "there is no measure safe"),
        ("relevant: \"${last.safe_home} = 'nver'\"", "last.safe_home has no option nver"),
        ("last_time: safe", "last_time of away_ok: there is no measure safe"),
    ],
)
def test_what_nobody_was_asked_cannot_be_recalled(tmp_path: Path, said: str, what: str) -> None:
    away = changed(AWAY, "be away?}", f"be away?, {said}}}")
    (problem,) = problems_of(write_folder(tmp_path, away=away))
    assert what in problem.what
