"""The symbols that pages show beside words."""

from viewpoint.exchange.questionnaire_pictures import symbol_names
from viewpoint.web.symbols import read_symbols

LINES = {"path", "circle", "rect", "ellipse", "line"}


def test_every_symbol_that_a_questionnaire_may_name_can_be_drawn() -> None:
    symbols = read_symbols()
    assert set(symbol_names()) <= symbols.keys()
    for name, symbol in symbols.items():
        assert symbol.lines, name
        assert {tag for tag, _attributes in symbol.lines} <= LINES, name
        assert len(symbol.box.split()) == 4, name


def test_a_symbol_carries_no_looks_and_leads_nowhere() -> None:
    for name, symbol in read_symbols().items():
        attributes = {attribute for _tag, given in symbol.lines for attribute, _value in given}
        assert not attributes & {"href", "style", "id", "class"}, name
        assert not any(attribute.startswith("on") for attribute in attributes), name
