"""The remote transport: the same services over HTTP."""

from flyball.client.objects import RemoteObjects
from flyball.client.remote import RemoteService
from flyball.client.transport import Transport

__all__ = ["RemoteObjects", "RemoteService", "Transport"]
