"""The reviewed policy file: the shipped one loads, and none that shows more does."""

from pathlib import Path

import pytest

from viewpoint import paths
from viewpoint.domain.errors import BadInput
from viewpoint.domain.release_policy import WHOLE
from viewpoint.exchange.release_policy import MOST_GROUPS, read_release_policy
from viewpoint.exchange.yaml_files import plain, read_yaml

SHIPPED = paths.questionnaires() / "release_policy.yaml"


def test_the_shipped_policy_loads() -> None:
    policy = read_release_policy(SHIPPED)

    assert policy.breakdowns[0].code == WHOLE
    assert policy.theme_breakdowns == (WHOLE,)
    assert policy.rate_breakdowns == (WHOLE, "placement_type", "area")
    ladder = next(measure for measure in policy.measures if measure.code == "feel_overall")
    assert (ladder.recode["3"], ladder.recode["4"], ladder.recode["10"]) == ("0_3", "4_6", "7_10")


def test_every_shipped_measure_is_asked_of_everybody_with_the_codes_it_releases() -> None:
    for form in ("my_views_8_11", "my_views_12_17_home", "my_views_12_17_family"):
        file = plain(read_yaml(SHIPPED.parent / f"{form}.yaml"))
        questions = {row.get("measure"): row for row in file["survey"] if row.get("measure")}
        for measure in read_release_policy(SHIPPED).measures:
            question = questions[measure.code]
            assert "relevant" not in question, (form, measure.code)
            if not measure.recode:
                options = question["type"].split()[1]
                codes = {row["name"] for row in file["choices"] if row["list_name"] == options}
                assert codes == set(measure.answers), (form, measure.code)


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ('version: "1"', "", "version is missing"),
        (
            "code: gender",
            "code: home",
            "code cannot be home; use one of: age_band, area, gender, placement_type",
        ),
        ("code: gender", "code: age_band", "age_band is here twice"),
        ("holds: [kinship]", "holds: [foster]", "a value is in two groups"),
        ("join: [homes, other]", "join: [homes, others]", "name others, which is no group"),
        (
            "join: [homes, other]",
            "join: [foster, homes, other]",
            "fewer than two groups, at the latest after its merges; keep two at least",
        ),
        (
            "by: [placement_type, area, gender]}",
            "by: [placement_type, area, age_band, gender]}",
            "by gives 12 groups",
        ),
        ("by: [placement_type, area, gender]}", "by: [home]}", "names home, which is no breakdown"),
        ("code: settled", "code: safe_home", "safe_home is here twice"),
        ('["yes", "no", not_sure]', '["yes", did_not_say]', "did_not_say is counted for every measure"),
        ('answers: ["0_3", "4_6", "7_10"]', 'answers: ["0_3", "4_6"]', "the bands are not the answers"),
        ("from: 7, to: 10", "from: 8, to: 10", "a number is in no band; hold every number from 0 to 10"),
        ("from: 7, to: 10", "from: 6, to: 10", "7_10 holds 6, which another band holds"),
        ("rates_by", "rates", "there is no key rates here; did you mean rates_by"),
        ("rest: [unknown]", "rest: [nobody]", "name nobody, which is no group"),
    ],
)
def test_a_mistake_is_named_with_its_mend(tmp_path: Path, old: str, new: str, mend: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "policy.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(BadInput, match=mend):
        read_release_policy(file)


def test_a_file_that_is_missing_or_not_yaml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    with pytest.raises(BadInput, match="cannot be read"):
        read_release_policy(file)
    file.write_text("a: [", encoding="utf-8")
    with pytest.raises(BadInput, match=r"policy\.yaml:2: this is not YAML"):
        read_release_policy(file)


def test_a_measure_has_eleven_groups_at_most() -> None:
    assert MOST_GROUPS == 11
