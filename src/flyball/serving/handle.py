"""A deployment in Python: predict with a frame, change who answers, take a change back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flyball.core.errors import BadInput, Unavailable

if TYPE_CHECKING:
    from flyball.serving.client import InferenceClient, InferResult
    from flyball.serving.model import ArmSpec, DeploymentInfo, Prediction, ServingStatus
    from flyball.serving.service import Deployments


class Deployment:
    """One deployment by name; `url` and `token` are for predictions, and found where the workspace knows them.

    ```python
    late = ws.deployment("late-flight")
    late.predict({"distance": [719.0], "hour": [17]}, units="booking-1").scores
    late.rollback(reason="recall fell")
    ```
    """

    def __init__(
        self,
        name: str,
        *,
        deployments: Deployments,
        url: str | None = None,
        token: str | None = None,
        project: str | None = None,
        server: str | None = None,
    ) -> None:
        self.name = name
        self._deployments = deployments
        self._url = url
        self._token = token
        self._project = project
        self._server = server
        self._client: InferenceClient | None = None

    def __repr__(self) -> str:
        return f"Deployment({self.name!r})"

    def predict(
        self,
        rows: Any,
        *,
        units: Sequence[str] | str | None = None,
        event_times: Sequence[datetime | str] | datetime | str | None = None,
        business_keys: Sequence[str] | str | None = None,
    ) -> InferResult:
        """Scores of a table (Arrow, pandas, Polars) or of a mapping of columns, from the serving workers."""
        return self._connected().infer(
            self.name, _columns(rows), units=units, event_times=event_times, business_keys=business_keys
        )

    def info(self) -> DeploymentInfo:
        """The deployment with the policy in force."""
        return self._deployments.get(self.name)

    def set_policy(
        self,
        *arms: ArmSpec,
        shadow: Sequence[ArmSpec] = (),
        expected_gen: int | None = None,
        unit_key: str | None = None,
        reason: str = "",
    ) -> DeploymentInfo:
        """Put arms into force; without `expected_gen`, over whatever policy there is now."""
        gen = self.info().policy.gen if expected_gen is None else expected_gen
        return self._deployments.set_policy(
            self.name, expected_gen=gen, arms=tuple(arms), shadow=tuple(shadow), unit_key=unit_key, reason=reason
        )

    def rollback(self, *, reason: str = "") -> DeploymentInfo:
        """Bring the previous policy back."""
        return self._deployments.rollback(self.name, reason=reason)

    def status(self) -> ServingStatus:
        """How far the workers have followed."""
        return self._deployments.status(self.name)

    def prediction(self, prediction_id: str) -> Prediction:
        """One logged answer."""
        return self._deployments.prediction(prediction_id)

    def close(self) -> None:
        """Close the connection to the workers."""
        if self._client is not None:
            self._client.close()

    def _connected(self) -> InferenceClient:
        from flyball.serving.client import InferenceClient

        if self._client is None:
            url = self._url or self._found()
            self._client = InferenceClient(url, self._token, project=self._project)
        return self._client

    def _found(self) -> str:
        url = self.status().url
        if url is None:
            raise Unavailable(
                "no serving workers run where the workspace is", hint="flyball up --roles serving, or pass url="
            )
        return reached_from(url, self._server)


def reached_from(url: str, server: str | None) -> str:
    """Workers that listen on every address of their machine are asked at the one where its server was found.

    >>> reached_from("http://0.0.0.0:7701", "https://flyball.example:443"), reached_from("http://[::]:7701", None)
    ('http://flyball.example:7701', 'http://127.0.0.1:7701')
    """
    where = urlsplit(url)
    if where.hostname not in {"0.0.0.0", "::"}:  # noqa: S104 - read, not listened on
        return url
    host = (urlsplit(server).hostname if server else None) or "127.0.0.1"
    return f"http://[{host}]:{where.port}" if ":" in host else f"http://{host}:{where.port}"


def _columns(rows: Any) -> dict[str, Any]:
    if isinstance(rows, Mapping):
        return {str(name): values for name, values in rows.items()}
    if hasattr(rows, "column_names"):  # Arrow
        return {name: rows[name].to_numpy(zero_copy_only=False) for name in rows.column_names}
    if hasattr(rows, "columns"):  # pandas, Polars
        return {str(name): rows[name].to_numpy() for name in rows.columns}
    raise BadInput(
        f"{type(rows).__name__} is no table", hint="pass an Arrow, pandas or Polars table, or a mapping of columns"
    )
