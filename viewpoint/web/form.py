"""What every form here is made from: it reads what was posted, and is never shown itself."""

from flask_wtf import FlaskForm


class Form(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A form without a token of its own: the app checks the CSRF token of every post before a view runs."""

    class Meta:
        """Neither token nor words."""

        csrf = False

        def get_translations(self, _form: object) -> None:
            """None are needed, and looking for them costs more than the rest of the form."""
