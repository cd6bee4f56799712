"""Lends each audience its own services and no others."""

from collections.abc import Callable, Mapping

from flask import Flask

from viewpoint.domain.themes import ThemeId
from viewpoint.domain.words import Words
from viewpoint.web.administrator.services import EXTENSION as ADMINISTRATOR
from viewpoint.web.administrator.services import AdministratorServices
from viewpoint.web.auditor.services import EXTENSION as AUDITOR
from viewpoint.web.auditor.services import AuditorServices
from viewpoint.web.commissioner.services import EXTENSION as COMMISSIONER
from viewpoint.web.commissioner.services import CommissionerServices
from viewpoint.web.coordinator.services import EXTENSION as COORDINATOR
from viewpoint.web.coordinator.services import CoordinatorServices
from viewpoint.web.duty.services import EXTENSION as DUTY
from viewpoint.web.duty.services import DutyServices
from viewpoint.web.iro.services import EXTENSION as IRO
from viewpoint.web.iro.services import IroServices
from viewpoint.web.manager.services import EXTENSION as MANAGER
from viewpoint.web.manager.services import ManagerServices
from viewpoint.web.reader.services import EXTENSION as READER
from viewpoint.web.reader.services import ReaderServices
from viewpoint.web.staff.services import EXTENSION as STAFF
from viewpoint.web.staff.services import StaffServices
from viewpoint.web.young_person.services import EXTENSION as YOUNG_PERSON
from viewpoint.web.young_person.services import YoungPersonServices
from viewpoint.wiring import Services


def lend_services(app: Flask, services: Services) -> None:
    """Put every audience's services where its pages ask for them."""
    app.extensions["viewpoint.sign_in"] = services.sign_in
    for extension, lent in LENT.items():
        app.extensions[extension] = lent(services)


def _theme_titles(services: Services) -> dict[ThemeId, Words]:
    return {theme.id: theme.title for theme in services.codeframe.themes}


def _for_staff(services: Services) -> StaffServices:
    return StaffServices(
        second_step=services.second_step,
        own_account=services.own_account,
        notice_choices=services.notice_choices,
        break_glass=services.break_glass,
        single_sign_on=services.single_sign_on,
    )


def _for_young_people(services: Services) -> YoungPersonServices:
    return YoungPersonServices(
        respond=services.respond,
        voices=services.voices,
        pins=services.pins,
        pin_codes=services.pin_codes,
        hear_back=services.hear_back,
        go_on=services.go_on,
        take_back=services.take_back,
        add_to=services.add_to,
        keep_copy=services.keep_copy,
        you_said=services.you_said,
        councils=services.councils,
        help_services=services.help_services,
        rights=services.rights,
        clock=services.clock,
    )


def _for_iros(services: Services) -> IroServices:
    return IroServices(
        review=services.review,
        covering=services.covering,
        outside=services.outside,
        replying=services.replying,
        drafting=services.drafting,
        promises=services.promises,
        closing=services.closing,
        translating=services.translating,
        reply_templates=services.reply_templates,
        observers=services.observers,
        prepare=services.prepare,
        file_records=services.file_records,
        take_part=services.take_part,
        return_reviews=services.return_reviews,
        pin_codes=services.pin_codes,
        voices=services.voices,
        concerns=services.concerns,
        councils=services.councils,
        theme_titles=_theme_titles(services),
        clock=services.clock,
    )


def _for_duty_workers(services: Services) -> DutyServices:
    return DutyServices(concerns=services.concerns, councils=services.councils, clock=services.clock)


def _for_managers(services: Services) -> ManagerServices:
    return ManagerServices(
        oversight=services.oversight,
        covering=services.covering,
        councils=services.councils,
        clock=services.clock,
    )


def _for_commissioners(services: Services) -> CommissionerServices:
    return CommissionerServices(
        published=services.published, councils=services.councils, theme_titles=_theme_titles(services)
    )


def _for_coordinators(services: Services) -> CoordinatorServices:
    return CoordinatorServices(
        invite=services.invite,
        invitations=services.invitation_list,
        follow_up=services.follow_up,
        hand_out=services.hand_out,
        print_paper=services.print_paper,
        reach=services.reach,
        roster=services.roster_uploads,
        rounds=services.rounds,
        leaving=services.leaving,
        observers=services.observers,
        pulse=services.pulse,
        standing_links=services.standing_links,
        outbox=services.outbox,
        staff_outbox=services.staff_outbox,
        you_said=services.you_said,
        return_reviews=services.return_reviews,
        councils=services.councils,
        clock=services.clock,
    )


def _for_auditors(services: Services) -> AuditorServices:
    return AuditorServices(
        break_glass=services.break_glass,
        read_log=services.read_log,
        audit_trail=services.audit_trail,
        councils=services.councils,
        clock=services.clock,
    )


def _for_administrators(services: Services) -> AdministratorServices:
    return AdministratorServices(
        accounts=services.accounts,
        staff_accounts=services.staff_accounts,
        break_glass=services.break_glass,
        local=services.local_sign_in,
        councils=services.councils,
    )


def _for_readers(services: Services) -> ReaderServices:
    return ReaderServices(key_paper=services.key_paper, councils=services.councils)


LENT: Mapping[str, Callable[[Services], object]] = {
    STAFF: _for_staff,
    YOUNG_PERSON: _for_young_people,
    IRO: _for_iros,
    DUTY: _for_duty_workers,
    MANAGER: _for_managers,
    COMMISSIONER: _for_commissioners,
    COORDINATOR: _for_coordinators,
    AUDITOR: _for_auditors,
    ADMINISTRATOR: _for_administrators,
    READER: _for_readers,
}
