"""The way in for staff: signing in and out, and acting in one role at a time."""
