"""The auditor's pages: who did what, and why."""
