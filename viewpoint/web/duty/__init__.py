"""The duty worker's pages: concerns, and nothing else of what was said."""
