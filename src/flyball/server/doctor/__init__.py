"""`flyball doctor`: what is wrong with a workspace, and what to do about each thing."""

from flyball.server.doctor.examine import examine
from flyball.server.doctor.finding import Finding

__all__ = ["Finding", "examine"]
