"""What Viewpoint is about, in plain Python: no library, no clock, no database."""
