"""The demonstration: a fictional council, made by the same services that a real one uses."""
