"""One table says who may do what: written out here a second time, so that a change is seen twice."""

import pytest

from viewpoint.domain.errors import NotAllowed
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import TABLE, Action, Role, Viewer, require

MAY = {
    Role.YOUNG_PERSON: "answer raise_concern take_back keep_copy",
    Role.IRO: (
        "choose_notices take_up_concern ask_observer give_pin_code read_caseload read_response reply"
        " keep_translation write_templates confirm_participation return_reviews name_deputy open_outside"
    ),
    Role.DUTY_WORKER: "choose_notices take_up_concern",
    Role.MANAGER: "choose_notices see_what_waits arrange_cover",
    Role.READER: "choose_notices key_paper",
    Role.COORDINATOR: (
        "import_roster invite see_who_was_reached manage_rounds read_outbox close_round print_paper"
        " ask_observer write_in_public choose_notices return_reviews"
    ),
    Role.COMMISSIONER: "choose_notices read_releases",
    Role.AUDITOR: "choose_notices read_audit",
    Role.ADMINISTRATOR: "choose_notices manage_accounts",
    Role.OPERATOR: (
        "import_roster invite see_who_was_reached manage_rounds read_audit manage_accounts close_round"
        " print_paper ask_observer make_emergency_account"
    ),
    Role.WORKER: "watch_clocks mail_staff seal_release code_themes deliver raise_concern close_round",
}


OF_ALL_STAFF = "manage_own_account"
MAY |= {
    role: f"{words} {OF_ALL_STAFF}"
    for role, words in MAY.items()
    if role not in {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER}
}


def test_every_action_has_its_row_and_somebody_who_does_it() -> None:
    assert TABLE.keys() == set(Action)
    assert all(TABLE.values())


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_is_written_here_and_no_more(role: Role) -> None:
    viewer = Viewer(authority=AuthorityId("FERNSHIRE"), role=role, subject="somebody")
    for action in Action:
        if action.value in MAY[role].split():
            require(viewer, action)
        else:
            with pytest.raises(NotAllowed):
                require(viewer, action)


def test_every_action_is_written_here() -> None:
    assert {action for words in MAY.values() for action in words.split()} == {each.value for each in Action}


def test_only_iros_read_what_a_young_person_wrote() -> None:
    assert TABLE[Action.READ_RESPONSE] == TABLE[Action.REPLY] == {Role.IRO}
