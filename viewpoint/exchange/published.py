"""`published.yaml`: the digest of every published version, so that a published text never changes unseen."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from viewpoint.domain.questionnaire import FormVersion
from viewpoint.exchange.questionnaire_extractor import EARLIER
from viewpoint.exchange.yaml_fields import Fields, Notes
from viewpoint.exchange.yaml_files import Problem, read_yaml

PUBLISHED = "published.yaml"
_HEADER = (
    "# What each published version says, as SHA-256. Written by `viewpoint questionnaires publish`.\n"
    "# A line here never changes: to change a questionnaire, raise its version.\n"
)


def read_published(folder: Path) -> dict[tuple[str, int], str]:
    """The digests by (form_id, version); nothing where there is no file yet.

    Raises:
        FilesRefused: the file is not YAML.
    """
    path = folder / PUBLISHED
    entries = read_yaml(path) if path.exists() else None
    if entries is None:
        return {}
    fields = Fields(entries, Notes(PUBLISHED), entries.entries)
    return {_key(key): fields.text(key) for key in entries.entries}


def publish(folder: Path, versions: Iterable[FormVersion]) -> tuple[FormVersion, ...]:
    """Add the versions that are not published yet; gives those. Published ones stay as they are."""
    known = read_published(folder)
    new = tuple(each for each in versions if (each.form_id, each.version) not in known)
    known |= {(each.form_id, each.version): each.digest for each in new}
    lines = [f"{form_id}@{version}: {digest}\n" for (form_id, version), digest in sorted(known.items())]
    if new:
        (folder / PUBLISHED).write_text(_HEADER + "".join(lines), encoding="utf-8")
    return new


def published_problems(
    version: FormVersion, file: str, line: int, published: dict[tuple[str, int], str]
) -> Iterator[Problem]:
    """A version whose text is no longer what was published, or that is older than a published one."""
    last = max((number for form_id, number in published if form_id == version.form_id), default=0)
    known = published.get((version.form_id, version.version))
    if known is not None and known != version.digest:
        what = f"version {version.version} is published, and its text has changed since"
        yield Problem(file=file, line=line, what=what, mend=f"write `version: {last + 1}`")
    elif known is None and version.version <= last:
        what = f"version {last} is published already"
        yield Problem(file=file, line=line, what=what, mend=f"write `version: {last + 1}`")


def earlier_problems(
    version: FormVersion, file: str, line: int, published: dict[tuple[str, int], str]
) -> Iterator[Problem]:
    """An earlier version that is not word for word what was published."""
    if published.get((version.form_id, version.version)) != version.digest:
        what = f"this is not version {version.version} as it was published"
        yield Problem(file=file, line=line, what=what, mend="put the file back as it was then")


def gone_problems(
    current: Iterable[FormVersion], earlier: Iterable[FormVersion], published: dict[tuple[str, int], str]
) -> Iterator[Problem]:
    """Published versions that nobody could read any more, though links and answers name them."""
    newest = {each.form_id: each.version for each in current}
    kept = newest.items() | {(each.form_id, each.version) for each in earlier}
    for form_id, version in sorted(published.keys() - kept):
        if 0 < version < newest.get(form_id, version + 1):
            what = f"version {version} of {form_id} is published, and its file is gone"
            mend = f"put it back, as it was then, as {EARLIER}/{form_id}@{version}.yaml"
            yield Problem(file=PUBLISHED, line=1, what=what, mend=mend)


def _key(text: str) -> tuple[str, int]:
    form_id, _, version = text.partition("@")
    return form_id, int(version) if version.isascii() and version.isdigit() else 0
