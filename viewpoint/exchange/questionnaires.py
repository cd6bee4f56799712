"""The library of questionnaires: every file read and checked at once, or refused with every problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewpoint.domain.questionnaire import Questionnaire
from viewpoint.domain.tailoring import TailoringRules
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.catalogues import Catalogues, read_catalogues
from viewpoint.exchange.published import earlier_problems, gone_problems, published_problems, read_published
from viewpoint.exchange.questionnaire_check import source_problems
from viewpoint.exchange.questionnaire_extractor import (
    Message,
    earlier_files,
    messages_in,
    questionnaire_files,
)
from viewpoint.exchange.questionnaire_source import QuestionnaireSource, read_questionnaire
from viewpoint.exchange.recall_check import recall_problems
from viewpoint.exchange.tailoring_files import TAILORING, budget_problems, read_tailoring
from viewpoint.exchange.yaml_files import FilesRefused, Problem, YamlTable, read_yaml


class QuestionnaireProblems(FilesRefused):
    """The questionnaires cannot be used as they are; carries every problem of every file."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """Every questionnaire by form_id, and the rules that choose among them.

    `earlier` are versions published before: nobody is invited to one any more, but a link that was sent with
    one still opens it. `untranslated` tells the new questionnaires that a language has nothing of: the app
    shows them in English, `viewpoint questionnaires check` refuses them.
    """

    questionnaires: Mapping[str, Questionnaire]
    rules: TailoringRules
    earlier: tuple[Questionnaire, ...] = ()
    languages: tuple[str, ...] = (ENGLISH,)
    untranslated: tuple[Problem, ...] = ()


def load_library(folder: Path, catalogue_folder: Path, languages: Sequence[str] = (ENGLISH,)) -> Library:
    """Read and check every questionnaire of a folder, its `tailoring.yaml`, `published.yaml` and `earlier/`.

    Args:
        folder: the questionnaires, with `pictures/` and `sounds/` beside them.
        catalogue_folder: holds `<language>/LC_MESSAGES/questionnaires.po` (or `.mo`).
        languages: each must be translated without a gap, but for a questionnaire it has nothing of yet.

    Raises:
        QuestionnaireProblems: with every problem of every file.
    """
    loader = _Loader(folder, _catalogues(catalogue_folder, languages))
    loader.read_files()
    rules = loader.read_rules()
    if loader.problems:
        raise QuestionnaireProblems(tuple(loader.problems))
    questionnaires = {source.questionnaire.form_id: source.questionnaire for source in loader.sources}
    earlier = tuple(source.questionnaire for source in loader.earlier)
    return Library(
        questionnaires=questionnaires,
        rules=rules,
        earlier=earlier,
        languages=tuple(languages),
        untranslated=loader.untranslated,
    )


def _catalogues(folder: Path, languages: Sequence[str]) -> Catalogues:
    try:
        return read_catalogues(folder, languages)
    except FilesRefused as refused:
        raise QuestionnaireProblems(refused.problems) from refused


class _Loader:
    """Reads file after file and keeps every problem."""

    def __init__(self, folder: Path, catalogues: Catalogues) -> None:
        self._folder = folder
        self._catalogues = catalogues
        self.sources: list[QuestionnaireSource] = []
        self.earlier: list[QuestionnaireSource] = []
        self.problems: list[Problem] = []
        self.untranslated: tuple[Problem, ...] = ()
        self._unread: list[str] = []

    def read_files(self) -> None:
        messages: list[Message] = []
        for path in questionnaire_files(self._folder):
            tree = self._tree(path)
            if tree is None:
                self._unread.append(path.name)
            else:
                source = self._source(tree, path.name)
                self.sources.append(source)
                self.problems += source_problems(source, self._folder)
                messages += messages_in(tree, path.name)
        for path in earlier_files(self._folder):
            if tree := self._tree(path):
                file = path.relative_to(self._folder).as_posix()
                # What is published is never changed, so that no rule made since is held against it.
                self.earlier.append(self._source(tree, file))
                messages += messages_in(tree, file)
        self._check_published()
        if not self._unread:
            self.problems += recall_problems(self.sources)
        self.problems += self._catalogues.gaps(messages)
        self.untranslated = self._catalogues.untranslated(messages)

    def read_rules(self) -> TailoringRules:
        """The rules; they are not checked while a questionnaire that they may name cannot be read."""
        path = self._folder / TAILORING
        tree = self._tree(path) if path.exists() else None
        if not path.exists():
            self._note(TAILORING, "there are no rules for who gets which questionnaire", "write the file")
        if tree is None or self._unread:
            return TailoringRules(bases=())
        known = {source.questionnaire.form_id: source.questionnaire for source in self.sources}
        rules, problems = read_tailoring(tree, known)
        self.problems += problems
        if not self.problems:
            self.problems += budget_problems(rules, known)
        return rules

    def _source(self, tree: YamlTable, file: str) -> QuestionnaireSource:
        source, problems = read_questionnaire(tree, file, self._catalogues)
        self.problems += problems
        return source

    def _check_published(self) -> None:
        try:
            published = read_published(self._folder)
        except FilesRefused as refused:
            self.problems += refused.problems
            return
        for source in self.sources:
            version = source.questionnaire.form_version
            self.problems += published_problems(version, source.file, source.lines["version"], published)
        for source in self.earlier:
            version = source.questionnaire.form_version
            self.problems += earlier_problems(version, source.file, source.lines["version"], published)
        if not self._unread:
            current, earlier = (
                [source.questionnaire.form_version for source in sources]
                for sources in (self.sources, self.earlier)
            )
            self.problems += gone_problems(current, earlier, published)

    def _tree(self, path: Path) -> YamlTable | None:
        try:
            return read_yaml(path)
        except FilesRefused as refused:
            self.problems += refused.problems
            return None

    def _note(self, file: str, what: str, mend: str) -> None:
        self.problems.append(Problem(file=file, line=1, what=what, mend=mend))
