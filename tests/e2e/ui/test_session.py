"""Signing in and out, and links that survive both."""

from __future__ import annotations

from tests.e2e.ui.conftest import Ui


def test_the_home_of_the_project_opens_after_signing_in(ui: Ui) -> None:
    page = ui.open("")

    assert "airline" in page.title().lower() or page.get_by_text("airline").count() > 0
