"""Viewpoint: young people in care say what life is like, and hear back from those who can act on it."""
