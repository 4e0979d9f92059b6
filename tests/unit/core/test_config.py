from pathlib import Path

import pytest

from flyball.core.config import explain_settings, load_settings
from flyball.core.errors import BadConfig


def test_flags_win_over_variables_and_variables_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "flyball.toml").write_text('port = 1000\nhost = "::1"\nproject = "from-file"\n')

    settings = load_settings(
        {"port": 3000}, environ={"FLYBALL_PORT": "2000", "FLYBALL_HOST": "localhost"}, folder=tmp_path
    )

    assert (settings.port, settings.host, settings.project) == (3000, "localhost", "from-file")


def test_every_setting_says_where_it_came_from(tmp_path: Path) -> None:
    origins = {o.name: o.origin for o in explain_settings({"port": 1}, environ={"FLYBALL_HOME": "x"}, folder=tmp_path)}

    assert origins["port"] == "--port"
    assert origins["home"] == "FLYBALL_HOME"
    assert origins["host"] == "default"


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"FLYBALL_PORT": "many"}, "FLYBALL_PORT: port has a wrong value"),
        ({"FLYBALL_PORT": "70000"}, "port has a wrong value"),
        ({"FLYBALL_POTR": "1"}, "no setting 'potr'"),
        ({"FLYBALL_LOG_LEVEL": "loud"}, "log_level has a wrong value"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(environ: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=says):
        load_settings(environ=environ, folder=tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "flyball.toml").write_text("port = ")

    with pytest.raises(BadConfig, match=r"flyball\.toml is not valid TOML"):
        load_settings(environ={}, folder=tmp_path)


def test_secrets_in_the_environment_are_no_settings(tmp_path: Path) -> None:
    secrets = {"FLYBALL_ADMIN_TOKEN": "s3cret", "FLYBALL_TOKEN": "s3cret"}

    assert "s3cret" not in repr(explain_settings(environ=secrets, folder=tmp_path))
