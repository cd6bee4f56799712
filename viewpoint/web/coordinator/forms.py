"""The coordinator's forms; the app checks the CSRF token of every post before."""

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField


class _Form(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    class Meta:
        """No second token."""

        csrf = False


class TickForm(_Form):
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


class RoundForm(_Form):
    """The first day of the quarter to be opened."""

    opens_on = StringField()
