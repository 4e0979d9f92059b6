"""The story's end on the terminal: a table per month, the decisions with their reasons, one prediction explained."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flyball.demo.result import Month, Result, Told, verdict


def print_report(result: Result, console: Console) -> None:
    """Everything a reader needs to judge what happened, failures included."""
    console.print(_months(result.months))
    console.print(_decisions(result.decisions))
    console.print(Text("Why was this flight predicted so?", style="bold"))
    for number, sentence in enumerate(result.why):
        console.print(Text(f"{'  ' * min(number, 8)}↳ {sentence}" if number else sentence))
    console.print()
    console.print(_facts(result))
    console.print(Text(verdict(result), style="bold"))


def _months(months: list[Month]) -> Table:
    table = Table(title="Month by month, on all rows", title_justify="left", box=None, header_style="bold")
    for name in (
        "month",
        "rows",
        "late",
        "AUC control",
        "AUC loop",
        "Brier control",
        "Brier loop",
        "live",
        "incidents",
    ):
        table.add_column(name, justify="right")
    for m in months:
        style = "green" if m.auc_loop > m.auc_control else "red"
        table.add_row(
            f"{m.month:02d}", f"{m.rows:,}", f"{m.late_rate:.1%}", f"{m.auc_control:.3f}",
            Text(f"{m.auc_loop:.3f}", style=style), f"{m.brier_control:.3f}", f"{m.brier_loop:.3f}", m.live,
            str(m.incidents),
        )  # fmt: skip
    return table


def _decisions(decisions: list[Told]) -> Table:
    table = Table(title="What the loop decided, and why", title_justify="left", box=None, header_style="bold")
    table.add_column("when", no_wrap=True)
    table.add_column("decision", no_wrap=True)
    table.add_column("because")
    for told in decisions:
        table.add_row(told.at, told.kind, Text(told.reason))
    return table


def _facts(result: Result) -> Table:
    table = Table(box=None, show_header=False)
    table.add_column(style="bold")
    table.add_column()
    faults = "; ".join(f"{fault}: {how}" for fault, how in result.planted_faults.items())
    kpi = ", ".join(f"{name} {value:.3g}" for name, value in result.kpi.items())
    for name, value in (
        ("Flights", f"{result.flights:,} ({result.predictions:,} predictions, {result.labels:,} labels)"),
        ("Versions", f"{result.dataset_versions} of data, {result.model_versions} of models, {result.runs} runs"),
        ("Loop", f"{result.retrainings} retrainings, {result.promotions} promotions, {result.rejections} rejections, "
                 f"{result.rollbacks} rollbacks, {result.incidents} incidents"),
        ("Planted faults", f"{result.planted_faults_caught} of {len(result.planted_faults)} caught. {faults}"),
        ("Training = serving", f"{result.skew_rows:,} served rows compared, {result.skew_mismatches} differ"),
        ("KPI", kpi),
        ("Audit", f"{result.events:,} events, chain {'verified' if result.audit_verified else 'BROKEN'}"),
        ("Maturity", f"level {result.maturity_level} of 3"),
        ("Took", f"{result.seconds:.0f} s, {result.peak_rss_mb:.0f} MB at most"),
    ):  # fmt: skip
        table.add_row(name, Text(value))
    return table
