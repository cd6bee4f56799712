"""Viewpoint: young people in care say what life is like; their IRO answers; commissioners see what they say together."""
