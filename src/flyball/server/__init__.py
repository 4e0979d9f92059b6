"""The control server: operations over HTTP, security, live updates, process supervision."""
