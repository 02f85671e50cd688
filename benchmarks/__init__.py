"""Measurements of the package against others and against limits; each is one command."""
