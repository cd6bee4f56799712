"""The questions of an invitation: tailored once, found again, never guessed at."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import World, a_profile
from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import AgeBand, Area, DistanceBand, PlacementType, Profile
from viewpoint.domain.questionnaire import Lane
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.services.instruments import Instruments, instrument_json

FAR = a_profile(area=Area.OUTSIDE, distance=DistanceBand.OVER_20)
SHIPPED = [
    a_profile(),
    FAR,
    a_profile(placement_type=PlacementType.FOSTER),
    a_profile(age_band=AgeBand.EIGHT_TO_ELEVEN),
]


@pytest.mark.parametrize("profile", SHIPPED)
def test_what_an_invitation_was_issued_with_is_found_again_as_it_was(
    small_world: World, profile: Profile
) -> None:
    instruments = small_world.services.instruments
    instrument = instruments.for_profile(profile)
    stored = json.loads(json.dumps(instrument_json(instrument)))
    assert instruments.from_json(stored) == instrument


def test_an_invitation_brings_its_own(small_world: World) -> None:
    made = small_world.invited(profile=FAR)
    instruments = small_world.services.instruments
    assert instruments.of(made.invitation) == instruments.for_profile(FAR)
    assert [form.form_id for form in instruments.of(made.invitation).forms] == [
        "my_views_12_17_home",
        "out_of_area",
    ]


def test_the_base_is_known_without_tailoring(small_world: World) -> None:
    instruments = small_world.services.instruments
    assert instruments.base_for(FAR) == "my_views_12_17_home"
    assert instruments.base_for(a_profile(age_band=AgeBand.UNDER_4)) is None


def test_nothing_fits_the_youngest(small_world: World) -> None:
    with pytest.raises(NoQuestionnaireFits):
        small_world.services.instruments.for_profile(a_profile(age_band=AgeBand.UNDER_4))


@pytest.mark.parametrize("change", [{"form_id": "long_gone"}, {"version": 0}, {"digest": "0" * 64}])
def test_another_version_is_not_taken_for_the_one_it_was_issued_with(
    small_world: World, change: dict[str, Any]
) -> None:
    instruments = small_world.services.instruments
    instrument = instruments.for_profile(FAR)
    for place in range(len(instrument.forms)):
        forms = list(instrument.forms)
        forms[place] = forms[place]._replace(**change)
        stored = instrument_json(replace(instrument, forms=tuple(forms)))
        with pytest.raises(NotFound):
            instruments.from_json(stored)


def test_what_was_sent_with_an_earlier_version_opens_that_version(small_world: World) -> None:
    library = small_world.services.library
    stored = instrument_json(small_world.services.instruments.for_profile(a_profile()))
    before = library.questionnaires["my_views_12_17_home"]
    newer = replace(before, version=before.version + 1, digest="0" * 64, questions=before.questions[:3])
    questionnaires = {**library.questionnaires, newer.form_id: newer}
    with pytest.raises(NotFound):
        Instruments(questionnaires, library.rules).from_json(stored)
    both = Instruments(questionnaires, library.rules, earlier=[before])
    assert both.from_json(stored) == small_world.services.instruments.for_profile(a_profile())
    assert both.for_profile(a_profile()).forms == (newer.form_version,)


def test_it_is_tailored_once_for_everybody_alike(small_world: World) -> None:
    instruments = small_world.services.instruments
    assert instruments.for_profile(a_profile()) is instruments.for_profile(a_profile())
    library = small_world.services.library
    fresh = Instruments(library.questionnaires, library.rules)
    assert fresh.for_profile(a_profile()) == instruments.for_profile(a_profile())


def test_nobody_is_asked_anonymously_before_that_promise_can_be_kept(small_world: World) -> None:
    library = small_world.services.library
    anonymous = {
        form_id: replace(questionnaire, lane=Lane.ANONYMOUS)
        for form_id, questionnaire in library.questionnaires.items()
    }
    with pytest.raises(NoQuestionnaireFits):
        Instruments(anonymous, library.rules).for_profile(a_profile())
