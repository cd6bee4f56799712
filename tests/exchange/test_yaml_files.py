"""YAML written by people: read without guessing, refused with the line and the mend."""

from pathlib import Path

import pytest

from viewpoint.exchange.yaml_files import (
    FilesRefused,
    YamlList,
    YamlTable,
    YamlText,
    parse_yaml,
    plain,
    read_yaml,
)


def test_nothing_is_guessed_and_every_node_knows_its_line() -> None:
    tree = parse_yaml(b"answer: no\nband: 8_11\nlist:\n  - {a: 1.0}\n  - |\n    two\n    lines\n", "a.yaml")
    assert plain(tree) == {"answer": "no", "band": "8_11", "list": [{"a": "1.0"}, "two\nlines"]}
    assert tree.lines == {"answer": 1, "band": 2, "list": 3}
    items = tree.entries["list"]
    assert isinstance(items, YamlList)
    assert [item.line for item in items.items] == [4, 5]
    assert isinstance(items.items[0], YamlTable)
    assert tree.entries["answer"] == YamlText(value="no", line=1)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("label: Cân\r\nhint: a\r\n".encode("utf-8-sig"))
    assert plain(read_yaml(path)) == {"label": "Cân", "hint": "a"}


@pytest.mark.parametrize(
    ("content", "line", "what", "mend"),
    [
        (b"", 1, "not a table", "key:"),
        (b"# only a comment\n", 1, "not a table", "key:"),
        (b"- a\n", 1, "not a table", "key:"),
        (b"a: 1\nb: 2\na: 3\n", 3, "a is here twice, first on line 1", "take one of them out"),
        (b"a: &x 1\n", 1, "& and * names", "write the text out"),
        (b"a: &x [1]\nb: *x\n", 1, "& and * names", "write the text out"),
        (b"a: !!python/object:os.system x\n", 1, "! tags", "quotation marks"),
        (b"a: 1\n---\nb: 2\n", 2, "a second document", "one document"),
        (b"a: 1\nlabel: Yes: really\n", 2, "not YAML", "colon in quotation marks"),
        (b"a:\n\t- b\n", 2, "not YAML", "spaces, not tabs"),
        (b"a: {b: 1\n", 2, "not YAML", "close"),
        (b"a: 'b\n", 2, "not YAML", "close the quotation mark"),
        (b"a: 1\n  b: 2\n", 2, "not YAML", "colon"),
        (b"a: 1\nb\nc: 1\n", 3, "not YAML", "indent"),
        (b"a:\n  - b\n c: 1\n", 3, "not YAML", "indent"),
        (b"a: \x00\n", 1, "not YAML", ""),
        (b"{a: 1}: b\n", 1, "a key is not a text", "quotation marks"),
        (b"a: 1\nb: caf\xe9\n", 2, "not in UTF-8", "save the file as UTF-8"),
        ("a: 1".encode("utf-16"), 1, "UTF-16", "save it as UTF-8"),
        (b"a: " + b"x" * 1_000_001, 1, "over 1,000,000 bytes", "split it"),
        (b"a: " + b"[" * 20 + b"]" * 20, 1, "over 12 deep", "flatter"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(
    content: bytes, line: int, what: str, mend: str
) -> None:
    with pytest.raises(FilesRefused) as refused:
        parse_yaml(content, "a.yaml")
    problem = refused.value.problems[0]
    assert (problem.file, problem.line) == ("a.yaml", line)
    assert what in problem.what
    assert mend in problem.mend
    assert str(problem) == f"a.yaml:{line}: {problem.what}; {problem.mend}"


def test_every_doubled_key_is_told_at_once() -> None:
    with pytest.raises(FilesRefused) as refused:
        parse_yaml(b"a: 1\na: 2\nb: {c: 1, c: 2}\n", "a.yaml")
    assert [problem.line for problem in refused.value.problems] == [2, 3]


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 30))
    with pytest.raises(FilesRefused):
        parse_yaml(bomb.encode(), "a.yaml")
