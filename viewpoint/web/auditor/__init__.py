"""The auditor's pages: who read and did what and why, and whether the log holds."""
