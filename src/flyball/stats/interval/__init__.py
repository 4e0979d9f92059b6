"""Confidence intervals for one number."""
