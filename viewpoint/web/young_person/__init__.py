"""The young person's pages."""
