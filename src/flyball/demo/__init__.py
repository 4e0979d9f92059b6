"""The demo: a year of real flights played through the whole loop."""
