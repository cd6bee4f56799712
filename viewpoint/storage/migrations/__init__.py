"""Numbered migrations, run by `viewpoint.storage.migrate`."""
