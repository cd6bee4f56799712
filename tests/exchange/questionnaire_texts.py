"""A small folder of questionnaires without a mistake, for tests to put one mistake into."""

from collections.abc import Sequence
from pathlib import Path

from viewpoint.exchange.questionnaires import QuestionnaireProblems, load_library
from viewpoint.exchange.yaml_files import Problem

VIEWS = """\
settings:
  form_id: views
  version: 1
  title: My views
  kind: base
  lane: named
  reading_age: 12_17
  profile: [area, weeks_in_placement]
  modules_after: home
survey:
  - {type: note, name: hello, label: Hello.}
  - {type: begin_group, name: home, label: Where I live}
  - type: select_one often
    name: safe
    label: Do you feel safe here?
    hint: Say what you think.
    measure: safe_home
    theme: safety
    visibility: iro
    concern:
      - {when: ". = 'never'", within: today}
      - {when: ". = 'some'", within: working_day}
  - type: select_multiple who
    name: who_else
    label: Who lives here with you?
    may_drop: true
  - {type: range, name: how_good, label: How good is it here?, relevant: "${area} = 'out'"}
  - {type: end_group}
  - type: text
    name: why
    label: Why is that?
    relevant: ${safe} = 'never' or ${safe} = 'some'
    constraint: string-length(.) < 2000
    constraint_message: Please make it shorter.
    appearance: multiline
    identifier: true
  - {type: note, name: help, label: Here is help.}
  - {type: note, name: thanks, label: Thank you.}
choices:
  - {list_name: often, name: always, label: Always}
  - {list_name: often, name: some, label: Now and then}
  - {list_name: often, name: never, label: Never}
  - {list_name: who, name: friends, label: Friends}
  - {list_name: who, name: no, label: Nobody, exclusive: true}
"""
AWAY = """\
settings: {form_id: away, version: 1, title: Away, kind: module, lane: named, reading_age: 12_17}
survey:
  - {type: select_one yes_no, name: away_ok, label: Is it good to be away?}
choices:
  - {list_name: yes_no, name: yes, label: Yes}
  - {list_name: yes_no, name: no, label: No}
"""
TAILORING = """\
base:
  - {use: views, when: "${age_band} = '12_17'"}
modules:
  - {add: away, when: "${area} = 'out'"}
budget: {12_17: 5}
"""


def write_folder(folder: Path, views: str = VIEWS, away: str = AWAY, tailoring: str = TAILORING) -> Path:
    """Write the folder, each file as given."""
    folder.mkdir(exist_ok=True)
    (folder / "views.yaml").write_text(views, encoding="utf-8")
    (folder / "away.yaml").write_text(away, encoding="utf-8")
    (folder / "tailoring.yaml").write_text(tailoring, encoding="utf-8")
    return folder


def changed(text: str, old: str, new: str) -> str:
    """The text with one part replaced, which must be there."""
    assert old in text
    return text.replace(old, new, 1)


def problems_of(folder: Path, languages: Sequence[str] = ("en",)) -> tuple[Problem, ...]:
    """Every problem that loading tells; none when it loads."""
    try:
        load_library(folder, folder / "translations", languages)
    except QuestionnaireProblems as refused:
        return refused.problems
    return ()
