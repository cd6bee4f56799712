"""How far words speak of danger: n-grams, weights, stretches of long comments; and what examples teach."""

import pytest

from tests.benchmarks.learn_danger import EXAMPLES, Example, learn, read_examples
from viewpoint import paths
from viewpoint.analysis.danger import DangerFinder
from viewpoint.analysis.ngrams import ngrams, words_in
from viewpoint.analysis.weighing import MOST_WORDS, Weigher, stretches
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.danger import DangerKind, Learnt, LearntKind, Trait
from viewpoint.domain.questionnaire import Urgency
from viewpoint.exchange.danger_weights import read_danger_weights
from viewpoint.exchange.danger_words import parse_danger_words

LEARNT = Learnt(
    language="en",
    version=1,
    examples=10,
    at_least=0.0,
    least_known=1 / 3,
    ordinary=1.0,
    kinds=(
        LearntKind(kind=DangerKind.PHYSICAL, bias=0.0, urgency=Urgency.TODAY),
        LearntKind(kind=DangerKind.STAFF_HERE, bias=0.0, urgency=Urgency.WORKING_DAY),
    ),
    words={
        "hits": Trait(examples=2, weights=((1, 4.0), (2, 2.0))),
        "hits me": Trait(examples=1, weights=((0, -2.0),)),
        "staff": Trait(examples=4, weights=((2, 9.0),)),
        "game": Trait(examples=4, weights=((0, 9.0),)),
        **{word: Trait(examples=9, weights=((0, 0.1),)) for word in ("he", "me", "the", "in", "a", "!")},
    },
    spelling={"hitz": Trait(examples=1, weights=((1, 9.0),))},
)
LEXICON = """\
language: en
version: 1
about: {iro: {reach: 3, phrases: [iro]}}
entries: [{kind: neglect, severity: working_day, phrases: [starved]}]
known_words: []
"""


def test_words_are_small_and_keep_the_marks_that_change_them() -> None:
    assert words_in("He DOESN’T hit me!! 'ok'?") == ["he", "doesn't", "hit", "me", "!", "!", "ok", "?"]


def test_words_are_the_same_from_whatever_keyboard() -> None:
    assert words_in("أَنا في كُردي؟") == words_in("انا فی کردي?")
    for one, other in (("ሥራ", "ስራ"), ("ዓመት", "አመት"), ("ኃይል", "ሀይል"), ("ፅሑፍ", "ጽሁፍ")):
        assert words_in(one) == words_in(other)
    assert words_in("şi ţipă") == words_in("și țipă")
    assert words_in("e\u0301") == words_in("\u00e9")


def test_pieces_do_not_ask_for_the_marks_that_are_left_out_in_haste() -> None:
    assert ngrams(["boję"]).spelling == ngrams(["boje"]).spelling
    assert ngrams(["źle", "łódź"]).spelling == ngrams(["zle", "lodz"]).spelling
    assert ngrams(["đánh"]).spelling == ngrams(["danh"]).spelling
    assert ngrams(["boję"]).words != ngrams(["boje"]).words


def test_words_pairs_and_pieces_each_stand_once() -> None:
    found = ngrams(["he", "hit", "he", "hit"])
    assert found.words == ("he", "hit", "he hit", "hit he", "he _ he", "hit _ hit")
    assert set(found.spelling) == {"_he", "he_", "_he_", "_hi", "hit", "it_", "_hit", "hit_", "_hit_"}
    assert ngrams([]) == ((), ())


def test_what_speaks_for_a_kind_tells_of_it_and_what_speaks_for_the_ordinary_does_not() -> None:
    weigher = Weigher(LEARNT)
    hits, game = weigher.weigh(words_in("he hits me")), weigher.weigh(words_in("he hits me in the game"))
    assert hits.odds > 0 > game.odds
    assert hits.kind.kind is DangerKind.PHYSICAL
    assert weigher.weigh(words_in("staff hits me")).kind.kind is DangerKind.STAFF_HERE
    assert weigher.weigh(["hitz"]).odds > 0, "a word that nobody has spelt so before"
    assert weigher.weigh([]).odds == pytest.approx(-0.307, abs=0.001), "what there is before anything is read"


def test_what_is_mostly_of_another_language_is_not_weighed() -> None:
    weigher = Weigher(LEARNT)
    assert [kind.kind for _span, kind in weigher.told("he hits me")] == [DangerKind.PHYSICAL]
    assert list(weigher.told("hits zawsze bardzo nie")) == []
    assert list(weigher.told("... !")) == []
    assert list(weigher.told("bardzo nie hitz!!!")) == [], "marks are of every language"


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", []),
        ("  ", []),
        ("One. Two! Three?", ["One. Two! Three?"]),
        (" one \n two ", ["one \n two"]),
    ],
)
def test_what_is_short_is_one_stretch(comment: str, expected: list[str]) -> None:
    assert [comment[start:end] for start, end in stretches(comment)] == expected


def test_what_is_long_is_whole_sentences_each_with_half_of_those_before() -> None:
    sentences = [f"{letter} " * 14 + "end. " for letter in "abcdef"]
    comment = "".join(sentences)
    found = [comment[start:end] for start, end in stretches(comment)]
    assert found == ["".join(sentences[at : at + 3]).strip() for at in range(4)]


def test_a_sentence_that_never_ends_is_cut_and_nothing_of_it_is_left_out() -> None:
    comment = " ".join(str(number) for number in range(MOST_WORDS * 2 + 5))
    found = [comment[start:end] for start, end in stretches(comment)]
    assert " ".join(found) == comment
    assert [len(each.split()) for each in found] == [MOST_WORDS, MOST_WORDS, 5]


def test_a_finding_by_weight_says_where_how_soon_and_about_whom() -> None:
    finder = DangerFinder([parse_danger_words(LEXICON.encode(), "en.yaml")], [LEARNT])
    comment = "he hits me"
    (found,) = finder.find(comment, "pl")
    assert (found.kind, found.urgency, found.about) == (
        DangerKind.PHYSICAL,
        Urgency.TODAY,
        ConcernAbout.NOBODY,
    )
    assert found.span == (0, len(comment))
    (staff,) = finder.find("the staff hits me", "en")
    assert (staff.about, staff.urgency) == (ConcernAbout.STAFF_HERE, Urgency.WORKING_DAY)
    (iro,) = finder.find("he hits me. the iro", "en")
    assert iro.about is ConcernAbout.IRO
    assert [each.kind for each in finder.find("starved", "en")] == [DangerKind.NEGLECT], "the lists are kept"


def test_examples_teach() -> None:
    told = ["he hits me", "she hit me again", "he hits my sister", "they hit us"]
    calm = ["we hit the road", "the food is fine", "i like the dog", "the song is a hit"]
    examples = [Example("a", "plain", DangerKind.PHYSICAL, text) for text in told * 3]
    examples += [Example("b", "plain", None, text) for text in calm * 3]
    weigher = Weigher(learn(examples, "en"))
    assert weigher.weigh(words_in("she hits me")).odds > 0
    assert weigher.weigh(words_in("she hits me")).kind.kind is DangerKind.PHYSICAL
    assert weigher.weigh(words_in("the dog is fine")).odds < 0


def test_the_weights_that_ship_were_learnt_from_the_examples_there_are() -> None:
    shipped = {each.language: each for each in read_danger_weights(paths.questionnaires())}
    assert shipped.keys() == {each.name for each in EXAMPLES.iterdir()}
    for language, learnt in shipped.items():
        examples = read_examples(language)
        assert learnt.examples == len(examples)
        assert {each.kind for each in learnt.kinds} == {each.kind for each in examples if each.kind}
