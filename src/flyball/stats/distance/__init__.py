"""Distances to show beside a test; none of them decides an alarm."""
