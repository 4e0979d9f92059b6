"""Tests that may be looked at at any time, any number of times."""
