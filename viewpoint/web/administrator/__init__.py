"""The administrator's pages: staff accounts, and never an answer."""
