"""The data plane: a process that routes, validates, batches, predicts and logs, and needs nothing else to run."""
