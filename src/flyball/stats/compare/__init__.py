"""Is the current window drawn from the reference? One test per file; each answers with `Evidence`."""
