"""The coordinator's forms."""

from wtforms import SelectMultipleField, StringField

from viewpoint.web.form import Form


class TickForm(Form):
    """Those that were ticked, and the button that was pressed; services know nobody else's ids."""

    who = SelectMultipleField(validate_choice=False)
    go = StringField()

    @property
    def ticked(self) -> list[str]:
        """Each of them once, in the order of the page."""
        return list(dict.fromkeys(self.who.data or []))

    @property
    def pressed(self) -> str:
        """The button's code."""
        return self.go.data or ""


class RoundForm(Form):
    """The first day of the quarter to be opened."""

    opens_on = StringField()
