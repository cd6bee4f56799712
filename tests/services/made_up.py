"""Questionnaires made up for tests, in the place of the shipped ones."""

from dataclasses import replace

from tests.builders import World
from tests.domain.questions import base, ladder, one, text
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import Lane, Question, Questionnaire, Urgency
from viewpoint.domain.tailoring import TailoringRule, TailoringRules
from viewpoint.services.instruments import Instruments

SETTLED = "always mostly sometimes never not_sure"


def measured(question: Question) -> Question:
    """The question as a measure of its own name."""
    return replace(question, measure=question.name)


def just_for_them(question: Question) -> Question:
    """The question put off while somebody is with them."""
    return replace(question, sensitive=True)


VIEWS = base(
    measured(one("settled", codes=SETTLED)),
    text("good_things"),
    just_for_them(measured(one("safe_home", codes=SETTLED, concern={". = 'never'": Urgency.TODAY}))),
    just_for_them(text("why_not_safe", "${safe_home} = 'never'")),
    just_for_them(one("why_not_settled", "${settled} = 'never'")),
    just_for_them(measured(ladder("feel_overall"))),
    form_id="views",
)
ANY_TIME = base(
    one("what", codes="good worry idea"),
    text("message"),
    one("call_me", codes="yes no", concern={". = 'yes'": Urgency.WORKING_DAY}),
    form_id="any_time",
)
LEAVING = base(measured(one("settled", codes=SETTLED)), text("good_things"), form_id="leaving_here")
OBSERVER = base(
    measured(one("settled", codes=SETTLED)),
    text("what_you_saw"),
    one("worried", codes="yes no", concern={". = 'yes'": Urgency.TODAY}),
    form_id="what_i_saw",
)
PULSE = replace(
    base(
        measured(one("settled", codes=SETTLED)),
        measured(one("safe_home", codes=SETTLED)),
        measured(ladder("feel_overall")),
        form_id="pulse",
    ),
    lane=Lane.ANONYMOUS,
)
RULES = TailoringRules(bases=(TailoringRule(form_id="views"),), budget=dict.fromkeys(AgeBand, 40))


def with_made_up(world: World, *, without: str = "") -> World:
    """The world with these questionnaires; to be called before anything else is done in it."""
    every: tuple[Questionnaire, ...] = (VIEWS, ANY_TIME, LEAVING, OBSERVER, PULSE)
    ships = {each.form_id: each for each in every if each.form_id != without}
    world.services.__dict__["instruments"] = Instruments(ships, RULES)
    return world
