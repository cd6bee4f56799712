"""How well danger is found in phrases that nothing was written from or learnt from."""

from collections.abc import Mapping

import pytest

from tests.benchmarks.danger import HELD_OUT, counted, everyday, hard, phrases, shipped_finder, told
from tests.benchmarks.learn_danger import EXAMPLES, read_examples
from viewpoint.analysis.danger import DangerFinder
from viewpoint.analysis.ngrams import words_in
from viewpoint.domain.languages import EASY_READ, LANGUAGES
from viewpoint.domain.words import ENGLISH

FOUND, HARD, EVERYDAY = 0.98, 0.1, 0.11
FOUND_IN_OTHERS, FOUND_IN_EACH, HARD_IN_OTHERS = 0.97, 0.89, 0.15
"""What was measured when the lists and weights were last held against these phrases: it must not get worse.

The aim is to find 0.98 and to raise 0.10 at most; in other languages than English little was there to learn
from, and more is raised rather than less found. Nobody who mends the lists is to see a phrase, not even
where a test fails: so each share stands in a line of its own.
"""


def test_no_phrase_that_is_measured_by_is_also_learnt_from() -> None:
    learnt_from = {
        tuple(words_in(each.text)) for folder in EXAMPLES.iterdir() for each in read_examples(folder.name)
    }
    assert not learnt_from & {tuple(words_in(row["text"])) for row in phrases(HELD_OUT)}


@pytest.fixture(scope="module")
def finder() -> DangerFinder:
    return shipped_finder()


def test_danger_told_in_english_is_found(finder: DangerFinder) -> None:
    found = counted(finder, told(phrases(HELD_OUT), english=True)).share
    assert found >= FOUND


def test_hard_ordinary_phrases_in_english_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, hard(phrases(HELD_OUT), english=True)).share
    assert raised <= HARD


def test_danger_told_in_other_languages_is_found(finder: DangerFinder) -> None:
    found = counted(finder, told(phrases(HELD_OUT), english=False), "language")
    assert found.there.keys() == LANGUAGES.keys() - {ENGLISH, EASY_READ}
    assert found.share >= FOUND_IN_OTHERS
    assert min(found.found[each] / count for each, count in found.there.items()) >= FOUND_IN_EACH


def test_hard_ordinary_phrases_in_other_languages_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, hard(phrases(HELD_OUT), english=False)).share
    assert raised <= HARD_IN_OTHERS


def test_everyday_answers_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, everyday(phrases(HELD_OUT))).share
    assert raised <= EVERYDAY


VERY_SHORT: Mapping[str, tuple[str, ...]] = {
    "en": ("my mum", "nothing", "yes", "good", "the food is nice", "dunno", "my dog", "my brother"),
    "cy": ("mam", "da", "dim byd", "ydw", "mae'r bwyd yn dda"),
    "ar": ("أمي", "تمام", "لا شيء", "نعم", "الاكل زين"),
    "ckb": ("دایکم", "باشە", "هیچ", "بەڵێ", "خواردن خۆشە"),
    "fa": ("مادرم", "خوب", "هیچی", "بله", "غذا خوبه"),
    "ps": ("مور", "ښه", "هیڅ نه", "هو", "خواړه ښه دي"),
    "ur": ("امی", "اچھا", "کچھ نہیں", "جی ہاں", "کھانا اچھا ہے"),
    "ti": ("ኣደይ", "ጽቡቕ", "ዋላ ሓንቲ", "እወ", "መግቢ ጽቡቕ እዩ"),
    "am": ("እናቴ", "ጥሩ", "ምንም", "አዎ", "ምግቡ ጥሩ ነው"),
    "so": ("hooyaday", "fiican", "waxba", "haa", "cuntadu way fiican tahay"),
    "sq": ("mami", "mirë", "asgjë", "po", "ushqimi është i mirë"),
    "vi": ("mẹ", "tốt", "không có gì", "có", "đồ ăn ngon"),
    "pl": ("mama", "dobrze", "nic", "tak", "jedzenie jest dobre"),
    "ro": ("mama", "bine", "nimic", "da", "mâncarea e bună"),
    "uk": ("мама", "добре", "нічого", "так", "їжа смачна"),
}
"""What is answered most of all: a parent's name beside "whom do you trust?" is no disclosure."""


@pytest.mark.parametrize("language", VERY_SHORT)
def test_the_shortest_answers_raise_nothing(finder: DangerFinder, language: str) -> None:
    assert [words for words in VERY_SHORT[language] if finder.find(words, language)] == []


BLUNT: Mapping[str, tuple[str, ...]] = {
    "en": ("i want to die", "i want to kill myself", "i cut myself", "he hits me", "he touches me"),
    "cy": ("dwi isio marw", "dwi eisiau lladd fy hun", "dwi'n torri fy hun", "mae o'n fy nharo i"),
    "ar": ("اريد اموت", "بدي موت", "عايز اموت نفسي", "بجرح نفسي", "هو يضربني"),
    "ckb": ("دەمەوێت بمرم", "ئەمەوێ خۆم بکوژم", "لێم دەدات"),
    "fa": ("می‌خوام بمیرم", "می‌خوام خودمو بکشم", "منو میزنه"),
    "ps": ("زه غواړم مړ شم", "غواړم ځان ووژنم", "هغه ما وهي"),
    "ur": ("میں خودکشی کرنا چاہتا ہوں", "میں مرنا چاہتی ہوں", "main marna chahta hoon", "وہ مجھے مارتا ہے"),
    "ti": ("ክመውት ደልየ", "ነብሰይ ክቐትል ደልየ", "ይወቕዓኒ"),
    "am": ("መሞት እፈልጋለሁ", "ራሴን ማጥፋት እፈልጋለሁ", "ይመታኛል"),
    "so": ("waxaan rabaa inaan dhinto", "waxaan rabaa inaan is dilo", "wuu i garaacaa"),
    "sq": ("dua të vdes", "dua te vras veten", "më rreh"),
    "vi": ("con muốn chết", "con muốn tự tử", "tôi muốn chết", "em muon chet", "nó đánh con"),
    "pl": ("chcę się zabić", "chce sie zabic", "chcę umrzeć", "tnę się", "on mnie bije"),
    "ro": ("vreau să mor", "vreau sa ma omor", "mă tai", "mă bate"),
    "uk": ("я хочу померти", "хочу вбити себе", "я ріжу себе", "він мене б'є"),
}
"""The plainest words of all, which no measure of many phrases may let go by; these may be looked at."""


def test_english_after_much_of_another_language_is_still_found(finder: DangerFinder) -> None:
    polish = (
        "Mój pokój jest ładny i lubię szkołę, jedzenie jest dobre. W sobotę gramy w piłkę nożną w parku. " * 6
    )
    comment = (
        polish + "My foster dad hits me with his belt when he is drunk and I am scared to go home to him."
    )
    assert not finder.find(polish, "pl")
    assert finder.find(comment, "pl")


@pytest.mark.parametrize("language", BLUNT)
def test_the_bluntest_words_are_found_without_exception(finder: DangerFinder, language: str) -> None:
    assert [words for words in BLUNT[language] if not finder.find(words, language)] == []
