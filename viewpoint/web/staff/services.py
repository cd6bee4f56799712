"""What the way in for staff may ask for beside signing in itself."""

from dataclasses import dataclass

from flask import current_app

from viewpoint.services.break_glass import BreakGlass
from viewpoint.services.notice_choices import NoticeChoices
from viewpoint.services.own_account import OwnAccount
from viewpoint.services.second_step import SecondStep
from viewpoint.services.single_sign_on import SingleSignOn

EXTENSION = "viewpoint.staff"


@dataclass(frozen=True, kw_only=True)
class StaffServices:
    """The services of this part."""

    second_step: SecondStep
    own_account: OwnAccount
    notice_choices: NoticeChoices
    break_glass: BreakGlass
    single_sign_on: SingleSignOn | None


def services() -> StaffServices:
    """Those of the running app."""
    found: StaffServices = current_app.extensions[EXTENSION]
    return found
