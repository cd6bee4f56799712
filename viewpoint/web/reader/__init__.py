"""The reader's pages: words without names."""
