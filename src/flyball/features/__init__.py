"""Features: declared once, computed the same over history, as events arrive, and at request time."""
