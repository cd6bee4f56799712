"""Questions under the titles of their sections, as every page and paper lays them out."""

from collections.abc import Iterable

from viewpoint.domain.questionnaire import Question


def by_section(questions: Iterable[Question], language: str) -> dict[str, list[Question]]:
    """Questions by their section's title in a language ("" for none), both in the order they came."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        title = question.group.label.in_language(language) if question.group else ""
        found.setdefault(title, []).append(question)
    return found
