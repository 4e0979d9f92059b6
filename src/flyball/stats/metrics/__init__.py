"""Quality of predictions against outcomes."""
