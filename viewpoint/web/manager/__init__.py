"""The manager's pages: that something waits, never what."""
