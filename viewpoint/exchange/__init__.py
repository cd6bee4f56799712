"""Files that others write and read: rosters, contacts and questionnaires in; CSV out."""
