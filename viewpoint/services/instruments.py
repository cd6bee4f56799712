"""The questions of an invitation: tailored once, when it is issued, and the same ever after."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation
from viewpoint.domain.people import AgeBand, Profile
from viewpoint.domain.questionnaire import FormVersion, Instrument, Lane, Questionnaire
from viewpoint.domain.tailoring import NoQuestionnaireFits, TailoringRules, assembled, tailor

MOST_KEPT = 500


class Instruments:
    """Tailors instruments, and finds again the ones that invitations were issued with."""

    def __init__(
        self,
        questionnaires: Mapping[str, Questionnaire],
        rules: TailoringRules,
        earlier: Iterable[Questionnaire] = (),
    ) -> None:
        """`questionnaires`: what people are invited to, by form_id; `earlier`: published before them."""
        self._by_version = {each.form_version: each for each in (*earlier, *questionnaires.values())}
        self._rules = rules
        self._questionnaires = questionnaires
        self._tailored = lru_cache(maxsize=MOST_KEPT)(lambda profile: tailor(rules, questionnaires, profile))
        self._restored = lru_cache(maxsize=MOST_KEPT)(self._restore)

    def base_for(self, profile: Profile) -> str | None:
        """The form_id that somebody with this profile gets, without its modules; None when none fits yet."""
        values = profile.values()
        return next((rule.form_id for rule in self._rules.bases if rule.holds(values)), None)

    def for_profile(self, profile: Profile) -> Instrument:
        """What somebody with this profile is asked.

        Raises:
            NoQuestionnaireFits: nothing ships for them yet, or what does is anonymous.
            OverBudget: the rules and the questionnaires do not go together.
        """
        instrument = self._tailored(profile)
        # What somebody is asked by their profile is read by their IRO; the anonymous lane is asked by name.
        if instrument.lane is Lane.ANONYMOUS:
            raise NoQuestionnaireFits(profile.age_band)
        return instrument

    def alone(self, form_id: str) -> Instrument:
        """A questionnaire as it stands: not tailored, without modules.

        Raises:
            NoQuestionnaireFits: it does not ship.
        """
        if form_id not in self._questionnaires:
            raise NoQuestionnaireFits(form_id)
        return assembled(self._questionnaires[form_id], ())

    def suits(self, form_id: str, profile: Profile) -> bool:
        """Whether somebody can answer a questionnaire that is asked by name: they have one of their own age.

        Raises:
            NoQuestionnaireFits: it does not ship.
        """
        if form_id not in self._questionnaires:
            raise NoQuestionnaireFits(form_id)
        ages = list(AgeBand)
        youngest = self._questionnaires[form_id].reading_age
        is_old_enough = ages.index(profile.age_band) >= ages.index(youngest)
        return is_old_enough and self.base_for(profile) is not None

    def of(self, invitation: Invitation) -> Instrument:
        """The instrument that an invitation was issued with.

        Raises:
            NotFound: a questionnaire it names no longer ships in that version.
        """
        return self.from_json(invitation.forms)

    def from_json(self, stored: Mapping[str, Any]) -> Instrument:
        """Read back what `instrument_json` gave.

        Raises:
            NotFound: as `of`.
        """
        forms = tuple(FormVersion(*form) for form in stored["forms"])
        return self._restored(forms, tuple(stored["questions"]))

    def _restore(self, forms: tuple[FormVersion, ...], names: tuple[str, ...]) -> Instrument:
        if gone := [form.form_id for form in forms if form not in self._by_version]:
            raise NotFound(gone[0])
        base, *modules = (self._by_version[form] for form in forms)
        whole = assembled(base, modules)
        kept = set(names)
        questions = tuple(question for question in whole.questions if question.name in kept)
        return Instrument(forms=forms, title=whole.title, lane=whole.lane, questions=questions)


def instrument_json(instrument: Instrument) -> dict[str, Any]:
    """What an invitation keeps: the versions asked, and which of their questions."""
    return {
        "forms": [list(form) for form in instrument.forms],
        "questions": [question.name for question in instrument.questions],
    }
