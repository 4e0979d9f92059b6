"""The commands at the top: where each lives, and the sentence that `flyball --help` shows without loading it."""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """A noun, or a verb without one."""

    target: str
    """A Typer app, or a function that becomes one command, as `module:name`."""
    summary: str
    """The first line of its own help; a test keeps them equal."""


NOUNS = {
    "up": Noun("flyball.cli.up:up", "Run the control server, the scheduler and the serving workers until Ctrl-C."),
    "demo": Noun(
        "flyball.cli.demo:demo",
        "Play a year of New York's flights: train, approve, deploy, watch it drift, retrain, canary, promote, ask why.",
    ),
    "status": Noun(
        "flyball.cli.status:status",
        "Show which workspace and project commands work on, as whom, and whether a server runs on this home.",
    ),
    "home": Noun("flyball.cli.home:home", "What waits for somebody, the most costly to wait for first."),
    "find": Noun("flyball.cli.home:find", "Things of any kind by a part of their name."),
    "projects": Noun("flyball.cli.home:projects", "The projects you may see."),
    "doctor": Noun(
        "flyball.cli.doctor:doctor", "Examine the workspace of this computer; exits with 1 if there is something to do."
    ),
    "config": Noun("flyball.cli.config:config", "Print the settings in force here; passwords are left out."),
    "why": Noun(
        "flyball.cli.why:why",
        "Model, approvals, run, code, environment, features and data behind it, one sentence each.",
    ),
    "lineage": Noun("flyball.cli.lineage:lineage", "Follow lineage, nearest first."),
    "reproduce": Noun(
        "flyball.cli.reproduce:reproduce",
        "Run it again from what was recorded; says bit-identical (exit 0) or what differs (exit 1).",
    ),
    "maturity": Noun(
        "flyball.cli.maturity:maturity",
        "The level from 0 (manual) to 3 (continuous), every criterion with its evidence, and the next step.",
    ),
    "data": Noun("flyball.cli.data:app", "Datasets: commit, log, show, diff, checkout, expect, validate, quarantine."),
    "features": Noun("flyball.cli.features:app", "Features: list, show, read, apply."),
    "run": Noun("flyball.cli.run:app", "Runs: list, show, history, compare, artifacts, experiments."),
    "study": Noun("flyball.cli.study:app", "Studies: list, show, trials."),
    "evaluation": Noun("flyball.cli.evaluation:app", "Evaluations: list, show."),
    "pipeline": Noun("flyball.cli.pipeline:app", "Run pipelines, look at their runs, go on with them."),
    "model": Noun(
        "flyball.cli.model:app",
        "Models: list, show, register, alias, request-approval, promote, rollback, history, card.",
    ),
    "approval": Noun("flyball.cli.approval:app", "Approvals: list, show, approve, reject, withdraw, policies."),
    "deployment": Noun(
        "flyball.cli.deployment:app",
        "Deployments: create, policy, rollback, stop, start, status, predict, and what was predicted.",
    ),
    "monitor": Noun("flyball.cli.monitor:app", "Monitors: apply, list, show, evaluate, windows."),
    "incident": Noun("flyball.cli.incident:app", "Incidents: list, show, ack, close."),
    "label": Noun("flyball.cli.label:app", "Labels: add, count, get."),
    "loop": Noun("flyball.cli.loop:app", "Loops: apply, list, show, cycles, decisions, why, pause, resume, breaker."),
    "audit": Noun("flyball.cli.audit:app", "The audit trail: log, status, verify, checkpoint, export, erase."),
    "access": Noun("flyball.cli.access:app", "Principals and their roles: whoami, can, list, create, disable, grants."),
    "login": Noun(
        "flyball.cli.login:login",
        "Print a link that signs in to the web interface of this home's server, once and within 15 minutes.",
    ),
    "token": Noun("flyball.cli.token:app", "Tokens: create, list, revoke, env."),
    "charter": Noun("flyball.cli.charter:app", "The project's charter: show, set, history."),
    "backup": Noun("flyball.cli.backup:app", "Backups: create, list, verify, restore."),
}
