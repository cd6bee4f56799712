"""The IRO's pages: the caseload, one response at a time, and the reply."""
