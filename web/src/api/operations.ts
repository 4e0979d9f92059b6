// Written by `make ui-types` from the declarations of the operations; change those instead.

/** A column summed up over the window `[T - window, T)` of an entity's rows. */
export type Aggregate = { type: "aggregate"; name: string; kind: "count" | "last" | "max" | "mean" | "min" | "rate" | "since_last" | "std" | "sum" | "var"; column: string | null; window_s: number | null; where: string | null };

/** A column summed up over the window `[T - window, T)` of an entity's rows. */
export type AggregateInput = { type: "aggregate"; name: string; kind: "count" | "last" | "max" | "mean" | "min" | "rate" | "since_last" | "std" | "sum" | "var"; column?: string | null; window_s?: number | null; where?: string | null };

/** Which version a name meant, from one moment (included) to the next (not included). */
export type AliasInterval = { name: string; version: number | null; from_at: string; to_at: string | null; moved_by: string; approval: string | null; reason: string; is_rollback: boolean };

/** One definition as it is in force now. */
export type Applied = { ref: string; version: number; is_new: boolean };

/** A request with its votes and where it stands. */
export type Approval = { id: string; ref: string; target: string; subject_digest: string; evidence_digest: string; evidence: Evidence[]; authors: string[]; policy_version: number; note: string; requested_by: string; requested_at: string; expires_at: string; state: "approved" | "executed" | "expired" | "open" | "rejected" | "void" | "withdrawn"; reason: string; closed_at: string | null; executed_at: string | null; votes: Vote[] };

/** Rules in force for one kind of thing and one target, such as the alias `champion` of models. */
export type ApprovalPolicy = { kind: string; target: string; version: number; rules: ApprovalRules; created_by: string; created_at: string };

/** What an approval takes. */
export type ApprovalRules = { min_votes: number; roles: ("admin" | "approver" | "editor" | "viewer")[]; gates: string[]; auto_approve_by: "nobody" | "policy"; lifetime_days: number };

/** What an approval takes. */
export type ApprovalRulesInput = { min_votes?: number; roles?: readonly ("admin" | "approver" | "editor" | "viewer")[]; gates?: readonly string[]; auto_approve_by?: "nobody" | "policy"; lifetime_days?: number };

/** One arm as it is asked for. */
export type ArmSpecInput = { model: string; weight_ppm?: number; name?: string | null };

/** A file a run made: its path there, and the object with its bytes. */
export type Artifact = { path: string; digest: string; size_bytes: number; media_type: string };

/** A file a run made: its path there, and the object with its bytes. */
export type ArtifactInput = { path: string; digest: string; size_bytes?: number; media_type?: string };

/** What was found about a version: an evaluation, a gate, a scan. */
export type AttachedEvidence = { kind: string; ref: string; digest: string; passed: boolean | null; says: string; summary: Record<string, string | number | boolean | null>; at: string; attached_by: string };

/** One try at a step; never overwritten by the next. */
export type Attempt = { step: string; attempt: number; owner: string; state: "cancelled" | "done" | "failed" | "lost" | "released" | "running"; error: string; started_at: string; ended_at: string | null };

/** One entry of the record. */
export type AuditEntry = { seq: number; at: string; actor: string; kind: string; op: string; ref: string; project: string; request_id: string; outcome: string; hash: string; detail: Record<string, unknown> | null };

/** What the reference version showed on the reference rows: what windows are compared with. */
export type Baseline = { roc_auc: number | null; brier: number | null; threshold: number | null; phi: Record<string, number> };

/** What the reference version showed on the reference rows: what windows are compared with. */
export type BaselineInput = { roc_auc?: number | null; brier?: number | null; threshold?: number | null; phi?: Record<string, number> };

/** What an executor is to do with a step: run it, take its outcome, or wait. */
export type Begun = { act: "run" | "stop" | "take" | "wait"; step: StepInfo | null; wait_s: number; held_by: string };

/** Whether the caller holds a permission; `because` is empty when it does. */
export type Can = { permission: string; allowed: boolean; because: string };

/** What is known about a version, for a person who has to decide about it. */
export type Card = { ref: string; digest: string; made_at: string; sections: Section[]; missing: string[]; markdown: string };

/** One statement; without evidence its value is None. */
export type CardField = { name: string; value: string | null; source: string };

/** One cell that differs, or a row that is only on one side (then `column` is None). */
export type CellChange = { kind: "added" | "changed" | "deleted"; key: (number | string | boolean | null)[]; column: string | null; old: number | string | boolean | null; new: number | string | boolean | null };

/** Proof that a converted model predicts what the trained one does, on rows it was tried on. */
export type Certificate = { source: string; rows: number; rows_with_missing: number; max_abs_difference: number; label_flips: number; tolerance: number; versions: Record<string, string> };

/** Where a chain stands; costs nothing to ask. */
export type ChainStatus = { head: Head; newest_at: string | null; signed_to: number | null; signed_at: string | null; verified: Verified | null };

/** What the project is for, in the words of the people who want it. */
export type Charter = { problem: string; decision: string; users_affected: string; kpis: Kpi[]; guardrails: Guardrail[]; owners: Record<string, string>; review_every_days: number };

/** What the project is for, in the words of the people who want it. */
export type CharterInput = { problem: string; decision?: string; users_affected?: string; kpis?: readonly KpiInput[]; guardrails?: readonly GuardrailInput[]; owners?: Record<string, string>; review_every_days?: number };

/** A charter as it was at a time. */
export type CharterVersion = { project: string; version: number; digest: string; body: Charter; created_by: string; created_at: string };

/** What one check found; kept with the version and never edited. */
export type CheckResult = { name: string; check: string; columns: string[]; severity: "critical" | "error" | "info" | "warn"; status: "failed" | "not-evaluated" | "passed" | "skipped"; checked: number; failing: number; observed: Record<string, number | string | null>; sentence: string; at_rows: boolean };

/** A statement with its Ed25519 signature; anyone with the public key can check it, without this software. */
export type Checkpoint = { statement: Statement; public_key: string; signature: string };

/** One of some options without order. */
export type Choice = { type: "choice"; options: (string | number | boolean | null)[] };

/** One input: a name, a datatype, and whether a value may be missing (`null`). */
export type Column = { name: string; datatype: "BOOL" | "BYTES" | "FP32" | "FP64" | "INT16" | "INT32" | "INT64" | "INT8" | "UINT16" | "UINT32" | "UINT64" | "UINT8"; is_nullable: boolean };

/** A column as a picture: a histogram of numbers (`edges`), or the most frequent values (`levels`). */
export type ColumnDetail = { column: string; type: string; edges: number[]; levels: (number | string | boolean | null)[]; version: ColumnSide; against: ColumnSide | null };

/** One input: a name, a datatype, and whether a value may be missing (`null`). */
export type ColumnInput = { name: string; datatype?: "BOOL" | "BYTES" | "FP32" | "FP64" | "INT16" | "INT32" | "INT64" | "INT8" | "UINT16" | "UINT32" | "UINT64" | "UINT8"; is_nullable?: boolean };

/** A column of one version in numbers. Quantiles are of the finite numbers; `distinct` is within ±9 % above 128. */
export type ColumnProfile = { name: string; type: string; rows: number; nulls: number; null_share: number; distinct: number; low: number | string | boolean | null; high: number | string | boolean | null; mean: number | null; quantiles: Record<string, number>; edges: number[]; counts: number[] };

/** A column of one version, counted on the bins or levels of the whole answer. */
export type ColumnSide = { ref: string; rows: number; nulls: number; counts: number[] };

/** One param, metric or tag over several runs, in the order asked; None where a run lacks it. */
export type Compared = { kind: "input" | "metric" | "param" | "tag"; key: string; values: (string | number | boolean | null)[]; is_equal: boolean };

/** Two score vectors on the same rows. The difference is turned so that above 0 means the first is better. */
export type Comparison = { metric: string; estimate: number | null; lo: number | null; hi: number | null; n: number; margin: number; verdict: "better" | "can't tell" | "not worse" | "worse"; smallest_visible: number | null; p_worse: number | null; says: string; slice: string; level: string };

/** Two score vectors on the same rows. The difference is turned so that above 0 means the first is better. */
export type ComparisonInput = { metric: string; estimate: number | null; lo: number | null; hi: number | null; n: number; margin: number; verdict: "better" | "can't tell" | "not worse" | "worse"; smallest_visible: number | null; p_worse: number | null; says: string; slice?: string; level?: string };

/** One criterion: what was found against what is asked for. */
export type CriterionResult = { name: string; level: number; title: string; passed: boolean; value: number | null; threshold: number; says: string; evidence: string[]; next_step: string };

/** A metric of a run as a line: x ascending, y finite, extremes exact. */
export type Curve = { run: string; key: string; context: string; points: number; is_reduced: boolean; x: number[]; y: number[]; odd_count: number; odd: OddPoint[] };

/** One turn of the loop, from its cause to its outcome. */
export type Cycle = { id: string; loop: string; loop_version: number; number: number; stage: "awaiting_approval" | "canary" | "closed" | "evaluating" | "probation" | "shadow" | "training" | "triggered"; cause: string; champion: string | null; challenger: string | null; run: string | null; approval: string | null; step: number; opened_at: string; stage_at: string; ended_at: string | null; outcome: "aborted" | "failed" | "promoted" | "rejected" | "rolled_back" | "skipped" | null; reason: string; verdicts: GateResult[] };

/** What differs between two versions; `sample` is bounded, the counts are exact. */
export type DatasetDiff = { old: string; new: string; added: number; deleted: number; changed: number; changed_cells: Record<string, number>; columns_added: string[]; columns_dropped: string[]; types_changed: string[]; sample: CellChange[] };

/** A dataset: its declaration, and where its main branch stands. */
export type DatasetInfo = { name: string; content: "files" | "table"; key: string[]; label: string | null; time_column: string | null; description: string; created_at: string; head: number | null; versions: number; suite_version: number };

/** A branch, which moves with each commit, or a tag, which never moves. */
export type DatasetRef = { name: string; kind: "branch" | "tag"; n: number; at: string };

/** A dataset at a glance. */
export type DatasetState = { dataset: DatasetInfo; head: DatasetVersion | null; set_aside: number; refused: number; landings: Landing[] };

/** One immutable version. */
export type DatasetVersion = { ref: string; dataset: string; n: number; digest: string; manifest: string; commit: string; parent: number | null; message: string; actor: string; at: string; rows: number; size_bytes: number; new_bytes: number; added: number; deleted: number; changed: number; quarantined: number; suite_version: number; suite_status: string };

/** What the loop decided at one moment and why, "did nothing" included. */
export type Decision = { at: string; loop: string; cycle: string | null; kind: "advance" | "approve" | "ask" | "canary" | "confirm" | "fail" | "hold" | "nothing" | "promote" | "reject" | "roll_back" | "shadow" | "skip" | "start" | "train"; reason: string; evidence: Record<string, string | number | boolean | null> };

/** What `apply` takes: everything that belongs together, as one change. */
export type DefinitionsInput = { sources?: readonly FeaturesSourceInput[]; views?: readonly ViewInput[]; services?: readonly FeatureServiceInput[] };

/** A name that answers requests, with the policy in force. */
export type DeploymentInfo = { name: string; state: "serving" | "stopped"; policy: Policy; created_by: string; created_at: string };

/** Something that was one way in the recorded run and another way when it was repeated. */
export type Difference = { kind: "artifact" | "code" | "data" | "environment" | "error" | "metric"; name: string; before: string; after: string };

/** The numbers that land look like those of the version before; says so when they look like another unit. */
export type Distribution = { check: "distribution"; id: string; severity: "critical" | "error" | "info" | "warn"; column: string; max_shift: number; detect_unit_change: boolean; unit: string; last: number | null; min_rows: number };

/** The numbers that land look like those of the version before; says so when they look like another unit. */
export type DistributionInput = { check: "distribution"; id?: string; severity?: "critical" | "error" | "info" | "warn"; column: string; max_shift?: number; detect_unit_change?: boolean; unit?: string; last?: number | null; min_rows?: number };

/** Whether a promotion would go through now, and if not, everything that stands against it. */
export type DryRun = { would_pass: boolean; against: string[] };

/** `dst` was made from, or by means of, `src`. */
export type Edge = { src: string; dst: string; kind: string };

/** The function that was run, as it can be found again: `package.module:function` and its JSON parameters. */
export type Entry = { function: string; params: Record<string, unknown> };

/** The function that was run, as it can be found again: `package.module:function` and its JSON parameters. */
export type EntryInput = { function: string; params?: Record<string, unknown> };

/** A report on record: what was evaluated, on which data, by whom, and where the whole report is. */
export type Evaluation = { id: string; subject: string; dataset: string; passed: boolean; n: number; metrics: Measured[]; gates: GateResult[]; digest: string; at: string; by: string };

/** One thing the approver is shown; its digest fixes what it said. */
export type Evidence = { kind: string; ref: string; digest: string };

/** A question, and how many runs tried to answer it. */
export type Experiment = { name: string; created_at: string; run_count: number };

/** One link of a `why` chain. */
export type Facts = { ref: string; sentence: string; facts: Record<string, string | number | boolean | string[] | null>; parents: string[] };

/** A feature in one window beside the reference in force now. */
export type FeatureDetail = { column: string; start: string; end: string; reference: string; kind: "number" | "text"; edges: number[]; levels: string[]; before: FeatureView; after: FeatureView; quantile_shares: number[]; tests: FeatureTest[]; not_testable: string };

/** The features of one model: members, columns that the request itself brings, and expressions over both. */
export type FeatureService = { name: string; members: Member[]; request: string[]; expressions: string[]; outputs: string[]; description: string };

/** The features of one model: members, columns that the request itself brings, and expressions over both. */
export type FeatureServiceInput = { name: string; members: readonly MemberInput[]; request?: readonly string[]; expressions?: readonly string[]; outputs?: readonly string[]; description?: string };

/** One test of the feature by itself, the strongest first. */
export type FeatureTest = { test: string; p: number; effect: number; lo: number; hi: number; unit: string; alarm: boolean; says: string };

/** One side of a comparison; `counts` go with the common bins or levels. */
export type FeatureView = { rows: number; missing: number; counts: number[]; quantiles: (number | null)[]; mean: number | null; sd: number | null };

/** Rows that happen: a dataset whose rows have a moment, and perhaps a later one at which they were known. */
export type FeaturesSource = { name: string; dataset: string; event: string; known: string | null; id: string | null };

/** Rows that happen: a dataset whose rows have a moment, and perhaps a later one at which they were known. */
export type FeaturesSourceInput = { name: string; dataset: string; event: string; known?: string | null; id?: string | null };

/** One file of a version. */
export type File = { digest: string; size_bytes: number };

/** One thing that a window showed about one column, or about the whole. */
export type Finding = { kind: "drift" | "latency" | "performance" | "quality"; column: string | null; test: string; p: number | null; effect: number | null; alarm: boolean; says: string };

/** A number between two bounds, both included; `log` for spans of several powers of ten. */
export type Float = { type: "float"; low: number; high: number; log: boolean; step: number | null };

/** A number between two bounds, both included; `log` for spans of several powers of ten. */
export type FloatInput = { type: "float"; low: number; high: number; log?: boolean; step?: number | null };

/** The newest time in the column is at most so old when the rows land. */
export type Freshness = { check: "freshness"; id: string; severity: "critical" | "error" | "info" | "warn"; column: string; max_age_s: number };

/** The newest time in the column is at most so old when the rows land. */
export type FreshnessInput = { check: "freshness"; id?: string; severity?: "critical" | "error" | "info" | "warn"; column: string; max_age_s: number };

/** A condition that must hold before a version may go on. */
export type Gate = { metric: string; min: number | null; max: number | null; slice: string | null; vs: "baseline" | "champion" | null; margin: number };

/** A condition that must hold before a version may go on. */
export type GateInput = { metric: string; min?: number | null; max?: number | null; slice?: string | null; vs?: "baseline" | "champion" | null; margin?: number };

/** Whether a gate holds, and the numbers. */
export type GateResult = { check: string; metric: string; value: number | null; threshold: number; lo: number | null; hi: number | null; n: number; verdict: "better" | "can't tell" | "not worse" | "worse"; passed: boolean; says: string };

/** A role somebody has in a project, or in all of them. */
export type Grant = { principal: string; role: "admin" | "approver" | "editor" | "viewer"; project: string; granted_by: string; granted_at: string; expires_at: string | null };

/** What lies up or down of a thing, nearest first, and how it hangs together. */
export type Graph = { nodes: string[]; edges: Edge[]; is_complete: boolean };

/** One column over the runs of a group that have it; `sd` is that of a sample, so a single run has none. */
export type GroupFigure = { count: number; mean: number | null; sd: number | null; min: number | null; max: number | null };

/** A figure that may not get worse than its bound, whatever the KPI does. */
export type Guardrail = { metric: string; bound: number; slice: string; direction: "down" | "up" };

/** A figure that may not get worse than its bound, whatever the KPI does. */
export type GuardrailInput = { metric: string; bound: number; slice?: string; direction?: "down" | "up" };

/** How far a chain has come. */
export type Head = { chain: string; seq: number; hash: string };

/** Who the caller is and what it may do in the current project. */
export type Identity = { principal: string; project: string; is_local: boolean; roles: ("admin" | "approver" | "editor" | "viewer")[]; verbs: string[]; scopes: string[] | null };

/** Values are among those listed. */
export type InSet = { check: "in_set"; id: string; severity: "critical" | "error" | "info" | "warn"; column: string; tolerance: number; values: (string | number | boolean)[] };

/** Values are among those listed. */
export type InSetInput = { check: "in_set"; id?: string; severity?: "critical" | "error" | "info" | "warn"; column: string; tolerance?: number; values: readonly (string | number | boolean)[] };

/** One thing that is wrong, from its opening to its end; the same cause is one incident. */
export type Incident = { id: string; deployment: string; kind: "drift" | "latency" | "performance" | "quality"; cause: string; severity: "critical" | "error" | "warn"; state: "acknowledged" | "closed" | "open"; says: string; opened_at: string; seen_at: string; windows: number; acknowledged_by: string | null; closed_at: string | null };

/** What the workers answered, as the Open Inference Protocol has it. */
export type InferAnswer = { model_name: string; model_version: string; id: string; parameters: Record<string, string | number | boolean | null>; outputs: InferOutput[]; took_us: number };

/** One column of a request, in the words of the Open Inference Protocol v2. */
export type InferInput = { name: string; datatype: string; shape: number[]; data: (string | number | boolean | null)[] };

/** One tensor of an answer. */
export type InferOutput = { name: string; datatype: string; shape: number[]; data: (string | number | boolean | null)[] };

/** What a request says beside its rows. */
export type InferParametersInput = { unit?: string | null; business_key?: string | null; event_time?: string | null };

/** A whole number between two bounds, both included. */
export type Int = { type: "int"; low: number; high: number; log: boolean; step: number };

/** A whole number between two bounds, both included. */
export type IntInput = { type: "int"; low: number; high: number; log?: boolean; step?: number };

/** What a cache key was made from, kept so that a change can be told in words. */
export type KeyDocInput = { components?: Record<string, string>; said?: Record<string, string> };

/** The outcome that counts for a key, and when it became known. */
export type KnownLabel = { key: string; value: number; known_at: string };

/** A figure of the business that the models are there to move. */
export type Kpi = { name: string; unit: string; direction: "down" | "up"; formula: string; baseline: number | null; target: number | null; minimum_acceptable: number | null; owner: string };

/** A figure of the business that the models are there to move. */
export type KpiInput = { name: string; unit?: string; direction?: "down" | "up"; formula?: string; baseline?: number | null; target?: number | null; minimum_acceptable?: number | null; owner?: string };

/** An outcome that became known: of one prediction, named by its id or by the business key it carried. */
export type LabelInput = { key: string; value: number | null; at: string; revision?: number };

/** What became of a batch of labels. */
export type LabelReceipt = { accepted: number; duplicate: number; corrected: number };

/** Rows that came, and what became of them. */
export type Landing = { at: string; verdict: "blocked" | "passed" | "quarantined" | "warned"; landed: number; quarantined: number; failed: string[] };

/** The value of a column in the entity's newest row. */
export type Latest = { type: "latest"; name: string; column: string };

/** What the loop may not exceed, whatever the triggers say. */
export type Limits = { cooldown_days: number; max_cycles_per_30_days: number; min_new_labels: number; rejections_until_breaker: number };

/** What the loop may not exceed, whatever the triggers say. */
export type LimitsInput = { cooldown_days?: number; max_cycles_per_30_days?: number; min_new_labels?: number; rejections_until_breaker?: number };

/** Something a run used or made; outside data has a `source:` Ref and a digest. */
export type Link = { ref: string; name: string; digest: string };

/** Something a run used or made; outside data has a `source:` Ref and a digest. */
export type LinkInput = { ref: string; name?: string; digest?: string };

/** One deployment that answers, in figures over time; tuples of one group have equal lengths. */
export type LiveModel = { deployment: string; model: string; variant: string; since: string; monitor: string | null; open_incidents: number; at: string[]; requests: number[]; p95_ms: (number | null)[]; window_end: string[]; alarms: (number | null)[]; metric: (number | null)[]; metric_lo: (number | null)[]; metric_hi: (number | null)[]; false_warning_rate: (number | null)[]; deployed_at: string[] };

/** A loop with its current policy version. */
export type Loop = { name: string; version: number; policy: LoopPolicy; state: "on" | "paused"; breaker: string | null; updated_at: string };

/** Continuous training for one deployment. */
export type LoopPolicy = { deployment: string; model: string; data: string; train: string; params: Record<string, string | number | boolean | null>; window_days: number | null; holdout_days: number; triggers: Triggers; gates: Gate[]; shadows: Record<string, string>; monitor: string | null; rollout: Rollout; limits: Limits; approval: "people" | "policy" };

/** Continuous training for one deployment. */
export type LoopPolicyInput = { deployment: string; model: string; data: string; train: string; params?: Record<string, string | number | boolean | null>; window_days?: number | null; holdout_days?: number; triggers?: TriggersInput; gates?: readonly GateInput[]; shadows?: Record<string, string>; monitor?: string | null; rollout?: RolloutInput; limits?: LimitsInput; approval?: "people" | "policy" };

/** Everything a version is; its digest is the version's. */
export type Manifest = { flavour: string; runner: string; entry: string; files: Record<string, File>; signature: Signature; certificate: Certificate | null; run: string | null; metrics: Record<string, number>; code: string | null; environment: string | null };

/** Everything a version is; its digest is the version's. */
export type ManifestInput = { flavour: string; runner: string; entry: string; files: Record<string, File>; signature: SignatureInput; certificate?: Certificate | null; run?: string | null; metrics?: Record<string, number>; code?: string | null; environment?: string | null };

/** Text matches the whole pattern, in the RE2 dialect. */
export type Matches = { check: "matches"; id: string; severity: "critical" | "error" | "info" | "warn"; column: string; tolerance: number; pattern: string };

/** Text matches the whole pattern, in the RE2 dialect. */
export type MatchesInput = { check: "matches"; id?: string; severity?: "critical" | "error" | "info" | "warn"; column: string; tolerance?: number; pattern: string };

/** A metric over rows, with its 95 % interval; None where it cannot be said, as for an AUC of one class. */
export type Measured = { metric: string; value: number | null; lo: number | null; hi: number | null; n: number; slice: string; level: string };

/** A metric over rows, with its 95 % interval; None where it cannot be said, as for an AUC of one class. */
export type MeasuredInput = { metric: string; value: number | null; lo: number | null; hi: number | null; n: number; slice?: string; level?: string };

/** A view within a service; `keys` says which request column holds each of its keys, in their order. */
export type Member = { view: string; keys: string[]; prefix: string };

/** A view within a service; `keys` says which request column holds each of its keys, in their order. */
export type MemberInput = { view: string; keys?: readonly string[]; prefix?: string };

/** A model: the name under which versions follow each other. */
export type ModelEntry = { name: string; description: string; created_by: string; created_at: string; latest: number; aliases: Record<string, number>; tags: Record<string, string> };

/** One version: what it is never changes, what is said about it may. */
export type ModelVersion = { ref: string; model: string; version: number; digest: string; same_as: number | null; manifest: Manifest; description: string; stage: string | null; tags: Record<string, string>; aliases: string[]; authors: string[]; created_by: string; created_at: string };

/** A monitor with its current specification. */
export type Monitor = { name: string; version: number; spec: MonitorSpec; reference: string | null; baseline: Baseline | null; updated_at: string };

/** What to watch on a deployment, and what counts as bad. */
export type MonitorSpec = { deployment: string; false_alarms: number; min_rows: number; metric: "roc_auc"; max_drop: number; min_coverage: number; threshold: number | null; fire_after: number; clear_after: number; max_p99_ms: number | null; window_hours: number | null };

/** What to watch on a deployment, and what counts as bad. */
export type MonitorSpecInput = { deployment: string; false_alarms?: number; min_rows?: number; metric?: "roc_auc"; max_drop?: number; min_coverage?: number; threshold?: number | null; fire_after?: number; clear_after?: number; max_p99_ms?: number | null; window_hours?: number | null };

/** One thing that waits for somebody. */
export type Need = { kind: "approval" | "incident" | "loop" | "run" | "token"; ref: string; sentence: string; cause: string; since: string; severity: "critical" | "error" | "warn"; action: string; operation: string; because: string };

/** A token with its secret, which is shown this once. */
export type NewToken = { token: Token; secret: string };

/** Values are present. With `max_share` above 0 it is a statement about the table and does not quarantine rows. */
export type Nulls = { check: "nulls"; id: string; severity: "critical" | "error" | "info" | "warn"; column: string; tolerance: number; max_share: number };

/** Values are present. With `max_share` above 0 it is a statement about the table and does not quarantine rows. */
export type NullsInput = { check: "nulls"; id?: string; severity?: "critical" | "error" | "info" | "warn"; column: string; tolerance?: number; max_share?: number };

/** A point that has no place on the y axis: `nan`, `inf` or `-inf`. */
export type OddPoint = { x: number; y: number | "-inf" | "inf" | "nan" };

/** How an attempt ended; `released` means that its executor gave it back unfinished. */
export type OutcomeInput = { state: "done" | "failed" | "released"; output?: Output | null; note?: string; error?: string; retry_in_s?: number | null };

/** A value in the object store: its root document, and every object it consists of. */
export type Output = { digest: string; objects: string[] };

/** How right a variant was in a period, as far as labels have arrived. */
export type Performance = { variant: string; model: string; rows: number; labelled: number; positive_rate: number | null; roc_auc: number | null; roc_auc_lo: number | null; roc_auc_hi: number | null; brier: number | null; recall_at_threshold: number | null; false_warning_rate: number | null };

/** How right a variant was, one figure per window; `live` is whichever version was live then. */
export type PerformanceSeries = { variant: string; model: (string | null)[]; rows: number[]; labelled: number[]; positive_rate: (number | null)[]; roc_auc: (number | null)[]; roc_auc_lo: (number | null)[]; roc_auc_hi: (number | null)[]; brier: (number | null)[]; recall_at_threshold: (number | null)[]; false_warning_rate: (number | null)[] };

/** One run of a pipeline. */
export type PipelineRunInfo = { id: string; pipeline: string; entry: string; code: string; params: Record<string, unknown>; state: "cancelled" | "failed" | "finished" | "running"; owner: string; parent: string | null; output: Output | null; error: string; step_counts: Record<string, number>; started_at: string; ended_at: string | null };

/** One measurement. */
export type Point = { step: number; at: string; value: number | "-inf" | "inf" | "nan" };

/** Who answers whom, in one generation; it never changes. */
export type Policy = { gen: number; kind: "canary" | "single"; arms: Variant[]; shadow: Variant[]; unit_key: string | null; restores: number | null; reason: string; created_by: string; created_at: string };

/** One logged answer. */
export type Prediction = { id: string; deployment: string; at: string; logged_at: string; model: string; model_digest: string; variant: string; policy_gen: number; assigned_by: string; unit: string | null; business_key: string | null; request_id: string; latency_us: number; shadow_of: string | null; score: number | null; features: Record<string, string | number | boolean | null> };

/** A person or a program that may act here. */
export type PrincipalEntry = { id: string; kind: string; name: string; owner: string; created_at: string; disabled_at: string | null };

/** All columns of one version in numbers. */
export type Profile = { ref: string; rows: number; columns: ColumnProfile[] };

/** A project that the caller may see. */
export type Project = { name: string; roles: string[]; newest_at: string | null; events: number };

/** Rows set aside from a dataset, with the reasons, and how many there are by reason. */
export type QuarantineSummary = { dataset: string; total: number; by_reason: Record<string, number>; rows: RowsPage | null };

/** Numbers lie between the bounds, both included. */
export type Range = { check: "range"; id: string; severity: "critical" | "error" | "info" | "warn"; column: string; tolerance: number; low: number | null; high: number | null };

/** Numbers lie between the bounds, both included. */
export type RangeInput = { check: "range"; id?: string; severity?: "critical" | "error" | "info" | "warn"; column: string; tolerance?: number; low?: number | null; high?: number | null };

/** A thing that a search found. */
export type RefHit = { ref: string; kind: string; title: string; detail: string };

/** A comment on a version. */
export type Remark = { id: string; author: string; text: string; at: string };

/** One subject's figures on one set of rows. */
export type Report = { n: number; metrics: Measured[]; slices: Measured[]; gates: GateResult[]; comparisons: Comparison[] };

/** One subject's figures on one set of rows. */
export type ReportInput = { n: number; metrics?: readonly MeasuredInput[]; slices?: readonly MeasuredInput[]; gates?: readonly GateResult[]; comparisons?: readonly ComparisonInput[] };

/** The outcome of running a run again from what was recorded. */
export type Reproduction = { run: string; verdict: "bit-identical" | "differs" | "failed"; differences: Difference[]; metric_count: number; artifact_count: number; at: string | null; by: string };

/** The outcome of running a run again from what was recorded. */
export type ReproductionInput = { run: string; verdict: "bit-identical" | "differs" | "failed"; differences?: readonly Difference[]; metric_count?: number; artifact_count?: number; at?: string | null; by?: string };

/** How a challenger that passed the gates gets traffic. */
export type Rollout = { shadow_days: number; steps: number[]; min_rows: number; alpha: number; max_odds: number; max_hold_days: number; probation_days: number };

/** How a challenger that passed the gates gets traffic. */
export type RolloutInput = { shadow_days?: number; steps?: readonly number[]; min_rows?: number; alpha?: number; max_odds?: number; max_hold_days?: number; probation_days?: number };

/** Some rows of a version; times are ISO text, bytes hexadecimal, NaN and infinities text. */
export type RowsPage = { ref: string; columns: string[]; types: string[]; rows: ((number | string | boolean | null)[])[]; offset: number; total: number };

/** Something runs can be filtered, sorted and shown by. */
export type RunColumn = { field: string; kind: "attribute" | "metric" | "param" | "tag"; key: string; type: "number" | "text" | "time" };

/** Runs that have the same values of what they are grouped by. */
export type RunGroup = { by: Record<string, string | number | boolean | null>; runs: number; filter: string; figures: Record<string, GroupFigure> };

/** Groups of a search, the largest first, and how many there are. */
export type RunGroups = { groups: RunGroup[]; total: number };

/** One run with everything but its histories; `run.metrics` holds the last value of each series without context. */
export type RunInfo = { id: string; experiment: string; name: string; state: "failed" | "finished" | "killed" | "running"; owner: string; parent: string | null; started_at: string; ended_at: string | null; notes: string; error: string; entry: Entry | null; session: Session | null; params: Record<string, string | number | boolean | null>; tags: Record<string, string>; metrics: Record<string, number | "-inf" | "inf" | "nan">; inputs: Link[]; outputs: Link[] };

/** A page of a search. */
export type RunPage = { rows: RunRow[]; next: string | null; total: number | null; is_exact: boolean };

/** One run in a table: its attributes, and under `values` the columns asked for; a key it lacks is left out. */
export type RunRow = { id: string; name: string; experiment: string; state: "failed" | "finished" | "killed" | "running"; owner: string; parent: string | null; started_at: string; ended_at: string | null; values: Record<string, string | number | boolean | null> };

/** A value that a field has in so many of the newest runs. */
export type RunValue = { value: string | number | boolean | null; runs: number };

/** These columns exist with these types (`int64`, `double`, `string`, `timestamp[us, tz=UTC]`, …). */
export type Schema = { check: "schema"; id: string; severity: "critical" | "error" | "info" | "warn"; columns: Record<string, string>; allow_more: boolean };

/** These columns exist with these types (`int64`, `double`, `string`, `timestamp[us, tz=UTC]`, …). */
export type SchemaInput = { check: "schema"; id?: string; severity?: "critical" | "error" | "info" | "warn"; columns: Record<string, string>; allow_more?: boolean };

/** Where a project stands. */
export type Score = { project: string; at: string; window_days: number; level: number; level_name: string; criteria: CriterionResult[]; next_step: string };

/** Statements under one heading. */
export type Section = { title: string; fields: CardField[] };

/** The exact figures of one metric: NaN is left out of all but `last`; infinities count. */
export type Series = { key: string; context: string; count: number; nan_count: number; first: number | "-inf" | "inf" | "nan" | null; last: number | "-inf" | "inf" | "nan" | null; last_step: number; min: number | "-inf" | "inf" | "nan" | null; min_step: number | null; max: number | "-inf" | "inf" | "nan" | null; max_step: number | null; mean: number | "-inf" | "inf" | "nan" | null };

/** A version of a service: it pins the versions of its views. */
export type ServiceVersion = { ref: string; version: number; digest: string; service: FeatureService; views: ViewVersion[]; created_at: string };

/** How far the workers of this machine have followed. */
export type ServingStatus = { deployment: string; policy_gen: number; served_gen: number | null; refused: string; workers: WorkerInfo[]; url: string | null };

/** What was captured about the process that ran: enough to run it again. */
export type Session = { environment: string | null; code: string | null; fingerprint: string | null; source: TrackingSource | null; arguments: string[]; host: string };

/** What was captured about the process that ran: enough to run it again. */
export type SessionInput = { environment?: string | null; code?: string | null; fingerprint?: string | null; source?: TrackingSourceInput | null; arguments?: readonly string[]; host?: string };

/** The columns of one row in the model's order, and the score it gives: a probability where there are classes. */
export type Signature = { inputs: Column[]; output: string; output_datatype: "FP32" | "FP64"; classes: string[] };

/** The columns of one row in the model's order, and the score it gives: a probability where there are classes. */
export type SignatureInput = { inputs: readonly ColumnInput[]; output?: string; output_datatype?: "FP32" | "FP64"; classes?: readonly string[] };

/** What is signed, in its canonical JSON. */
export type Statement = { chain: string; size: number; head: string; at: string };

/** One step of a run as it stands. */
export type StepInfo = { run: string; path: string; function: string; inputs: string[]; state: "cached" | "cancelled" | "done" | "failed" | "ready" | "running" | "skipped" | "sleeping"; attempt: number; key: string | null; output: Output | null; error: string; note: string; source: string | null; owner: string; lease_until: string | null; not_before: string | null; started_at: string | null; ended_at: string | null };

/** One call of a step, as its executor announces it. */
export type StepSpecInput = { path: string; function: string; inputs?: readonly string[]; after?: readonly string[]; key?: string | null; doc?: KeyDocInput; unhashable?: readonly string[]; cache?: "off" | "refresh" | "use"; retries?: number };

/** Why a step ran, or why it did not. */
export type StepWhy = { ref: string; state: "cached" | "cancelled" | "done" | "failed" | "ready" | "running" | "skipped" | "sleeping"; sentence: string; changes: string[]; compared_with: string | null };

/** Features × windows, oldest window first, worst feature on top. */
export type Strip = { windows: StripWindow[]; features: StripRow[]; performance: PerformanceSeries[]; baseline: number | null };

/** What a window showed about a feature: its alarm, or else its strongest evidence. */
export type StripCell = { kind: "drift" | "latency" | "performance" | "quality"; test: string; effect: number | null; p: number | null; alarm: boolean; says: string };

/** One feature over the windows; None where it was not tested. */
export type StripRow = { column: string; cells: (StripCell | null)[] };

/** One window without its findings. */
export type StripWindow = { start: string; end: string; state: "bad" | "good" | "no_data"; rows: number; labelled: number; has_enough_rows: boolean; live: string | null; reference: string | null; alarms: number; latency_p50_ms: number | null; latency_p95_ms: number | null; latency_p99_ms: number | null };

/** A search for the best setting, which may be interrupted and goes on where it stopped. */
export type Study = { name: string; direction: "maximize" | "minimize"; space: Record<string, Float | Int | Choice>; seed: number; owner: string; created_at: string; trial_count: number; complete_count: number; best: Trial | null };

/** All expectations of a dataset; `version` 0 is the empty suite that every dataset begins with. */
export type Suite = { version: number; checks: (Schema | Nulls | Range | InSet | Matches | Unique | Freshness | Volume | Distribution)[] };

/** What the first page of a project shows. */
export type Summary = { needs: Need[]; live: LiveModel[]; newest_at: string | null };

/** A credential, without its secret. */
export type Token = { id: string; principal: string; name: string; prefix: string; scopes: string[] | null; project: string | null; created_at: string; expires_at: string; last_used_at: string | null; revoked_at: string | null };

/** The state of the git working tree a run started in. */
export type TrackingSource = { commit: string; branch: string; is_dirty: boolean; untracked: string[]; diff: string | null; is_diff_cut: boolean };

/** The state of the git working tree a run started in. */
export type TrackingSourceInput = { commit: string; branch: string; is_dirty: boolean; untracked?: readonly string[]; diff?: string | null; is_diff_cut?: boolean };

/** Answers of a deployment in [start, end) of event time, in buckets of equal length. */
export type Traffic = { start: string; end: string; bucket_s: number; at: string[]; series: TrafficSeries[] };

/** What one model version answered under one variant's name; every tuple has one figure per bucket. */
export type TrafficSeries = { variant: string; model: string; is_shadow: boolean; requests: number[]; without_score: number[]; p50_ms: (number | null)[]; p95_ms: (number | null)[]; p99_ms: (number | null)[]; mean_score: (number | null)[] };

/** One setting that was tried; numbers are consecutive from 0. */
export type Trial = { study: string; number: number; state: "complete" | "failed" | "pruned" | "running"; params: Record<string, string | number | boolean | null>; value: number | null; values: ([number, number])[]; run: string | null; error: string; started_at: string; ended_at: string | null };

/** What starts a cycle; any one is enough. */
export type Triggers = { incidents: string[]; max_age_days: number | null; min_new_labels: number | null };

/** What starts a cycle; any one is enough. */
export type TriggersInput = { incidents?: readonly string[]; max_age_days?: number | null; min_new_labels?: number | null };

/** No two of the rows that landed agree in these columns; the second and later ones fail. */
export type Unique = { check: "unique"; id: string; severity: "critical" | "error" | "info" | "warn"; columns: string[]; tolerance: number };

/** No two of the rows that landed agree in these columns; the second and later ones fail. */
export type UniqueInput = { check: "unique"; id?: string; severity?: "critical" | "error" | "info" | "warn"; columns: readonly string[]; tolerance?: number };

/** What a suite found in what landed: accepted + quarantined = landed, and no row is published when blocked. */
export type ValidationReport = { dataset: string; digest: string; suite_version: number; against: number; scope: "landed" | "whole"; verdict: "blocked" | "passed" | "quarantined" | "warned"; landed: number; accepted: number; quarantined: number; results: CheckResult[]; at: string };

/** A model version under a name within one deployment. */
export type Variant = { name: string; model: string; digest: string; weight_ppm: number; approval: string };

/** Features of one request row, by name; null is missing. */
export type Vector = { values: Record<string, number | null> };

/** What a verification found, and when. */
export type Verified = { at: string; result: VerifyResult };

/** What verification found; `first_bad` is None when everything holds. */
export type VerifyResult = { chain: string; entries: number; first_bad: number | null; reason: string; head: string; erased_details: number; anchored_to: number; unanchored: number };

/** What the rows of a version came from, as Refs. */
export type VersionSources = { n: number; sources: string[] };

/** Features of one kind of thing, named by its key columns, computed from one source. */
export type View = { name: string; source: string; keys: string[]; features: (Latest | Aggregate)[]; ttl_s: number | null; description: string };

/** Features of one kind of thing, named by its key columns, computed from one source. */
export type ViewInput = { name: string; source: string; keys: readonly string[]; features: readonly (Latest | AggregateInput)[]; ttl_s?: number | null; description?: string };

/** A version of a view, with the source it reads. */
export type ViewVersion = { ref: string; version: number; digest: string; view: View; source: FeaturesSource; created_at: string };

/** How many rows land: absolute, or as a ratio to what the version before brought. */
export type Volume = { check: "volume"; id: string; severity: "critical" | "error" | "info" | "warn"; min_rows: number | null; max_rows: number | null; min_ratio: number | null; max_ratio: number | null };

/** How many rows land: absolute, or as a ratio to what the version before brought. */
export type VolumeInput = { check: "volume"; id?: string; severity?: "critical" | "error" | "info" | "warn"; min_rows?: number | null; max_rows?: number | null; min_ratio?: number | null; max_ratio?: number | null };

/** What one principal said; their last word while the request is open counts. */
export type Vote = { voter: string; approve: boolean; is_by_policy: boolean; comment: string; at: string };

/** The answer: sentences for a person, links with their numbers for a page, edges for a graph. */
export type Why = { ref: string; sentences: string[]; links: Facts[]; edges: Edge[]; is_complete: boolean };

/** The evaluation of one half-open period of event time. */
export type Window = { monitor: string; monitor_version: number; start: string; end: string; state: "bad" | "good" | "no_data"; rows: number; labelled: number; live: string | null; judged: ("drift" | "latency" | "performance" | "quality")[]; reference: string | null; latency_p50_ms: number | null; latency_p95_ms: number | null; latency_p99_ms: number | null; performance: Performance[]; findings: Finding[]; evaluated_at: string };

/** What one worker last said. */
export type WorkerInfo = { index: number; pid: number; is_serving: boolean; generation: number; requests: number };

/** What each operation takes: path, query and body in one flat object. */
export interface ParamsOf {
  "access.can": { permissions: readonly string[]; ref?: string | null };
  "access.create_principal": { principal: string; name?: string };
  "access.create_token": { name: string; principal?: string | null; scopes?: readonly string[] | null; project?: string | null; expires_days?: number };
  "access.disable_principal": { principal: string; reason?: string };
  "access.give": { principal: string; role: "admin" | "approver" | "editor" | "viewer"; project: string; expires_at?: string | null; reason?: string };
  "access.list_grants": { principal?: string | null; project?: string | null };
  "access.list_principals": { limit?: number; after?: string | null };
  "access.list_tokens": { limit?: number; after?: string | null };
  "access.revoke": { principal: string; role: "admin" | "approver" | "editor" | "viewer"; project: string; reason?: string };
  "access.revoke_token": { token: string };
  "access.whoami": Record<never, never>;
  "approvals.get": { approval_id: string };
  "approvals.list_approvals": { state?: "approved" | "executed" | "expired" | "open" | "rejected" | "void" | "withdrawn" | null; ref?: string | null; limit?: number; after?: string | null };
  "approvals.list_policies": Record<never, never>;
  "approvals.request": { subject: string; subject_digest: string; target?: string; evidence?: readonly Evidence[]; authors?: readonly string[]; note?: string };
  "approvals.set_policy": { kind: string; target: string; rules: ApprovalRulesInput };
  "approvals.vote": { approval_id: string; approve: boolean; comment?: string };
  "approvals.withdraw": { approval_id: string; reason?: string };
  "audit.checkpoint": Record<never, never>;
  "audit.erase_detail": { seq: number; reason: string };
  "audit.export": Record<never, never>;
  "audit.head": Record<never, never>;
  "audit.list_checkpoints": Record<never, never>;
  "audit.list_events": { ref?: string | null; actor?: string | null; kind?: string | null; since?: string | null; until?: string | null; text?: string | null; after?: number | null; newest_first?: boolean; limit?: number };
  "audit.status": Record<never, never>;
  "audit.verify": { kept?: readonly Checkpoint[] };
  "blobs.get": { digest: string };
  "blobs.missing": { digests: readonly string[] };
  "blobs.put": { digest: string; body: BodyInit };
  "charter.get": { version?: number | null };
  "charter.history": { limit?: number };
  "charter.set": { body: CharterInput };
  "datasets.branch": { name: string; branch: string; version?: string };
  "datasets.check": { name: string; manifest: string; branch?: string };
  "datasets.column": { name: string; version: string; column: string; against?: string | null; bins?: number };
  "datasets.commit": { name: string; manifest: string; message?: string; branch?: string; expected?: number | null; sources?: readonly string[] };
  "datasets.create": { name: string; content?: "files" | "table"; key?: readonly string[]; label?: string | null; time_column?: string | null; description?: string };
  "datasets.diff": { name: string; old: string; new?: string; limit?: number };
  "datasets.get": { name: string };
  "datasets.get_expectations": { name: string; version?: number | null };
  "datasets.get_version": { name: string; version: string };
  "datasets.list_datasets": { limit?: number; after?: string | null };
  "datasets.list_refs": { name: string };
  "datasets.list_sources": { name: string; limit?: number; after?: number | null };
  "datasets.list_states": { limit?: number; after?: string | null };
  "datasets.list_validations": { name: string; limit?: number; after_us?: number | null };
  "datasets.list_versions": { name: string; limit?: number; after?: number | null };
  "datasets.profile": { name: string; version?: string };
  "datasets.quarantine": { name: string; limit?: number; offset?: number };
  "datasets.rows": { name: string; version: string; limit?: number; offset?: number; columns?: readonly string[] };
  "datasets.set_expectations": { name: string; checks: readonly (SchemaInput | NullsInput | RangeInput | InSetInput | MatchesInput | UniqueInput | FreshnessInput | VolumeInput | DistributionInput)[] };
  "datasets.tag": { name: string; tag: string; version?: string };
  "datasets.validate": { name: string; version?: string; against?: string | null };
  "deployments.create": { name: string; model: string; unit_key?: string | null; reason?: string };
  "deployments.get": { name: string };
  "deployments.list_deployments": { limit?: number; after?: string | null };
  "deployments.list_policies": { name: string; limit?: number; after?: number | null };
  "deployments.list_predictions": { name: string; start?: string | null; end?: string | null; business_key?: string | null; key_contains?: string | null; variant?: string | null; model?: string | null; min_score?: number | null; max_score?: number | null; shadows?: boolean; limit?: number; after?: string | null };
  "deployments.predict": { name: string; inputs: readonly InferInput[]; parameters?: InferParametersInput | null; version?: number | null };
  "deployments.prediction": { prediction_id: string };
  "deployments.rollback": { name: string; reason?: string; expected_gen?: number | null };
  "deployments.set_policy": { name: string; expected_gen: number; arms: readonly ArmSpecInput[]; shadow?: readonly ArmSpecInput[]; unit_key?: string | null; reason?: string };
  "deployments.start": { name: string; reason?: string };
  "deployments.status": { name: string };
  "deployments.stop": { name: string; reason?: string };
  "deployments.traffic": { name: string; start?: string | null; end?: string | null; bucket_s?: number | null };
  "evaluations.get": { id: string };
  "evaluations.list_evaluations": { subject?: string | null; limit?: number; after?: string | null };
  "evaluations.record": { subject: string; dataset: string; report: ReportInput };
  "evaluations.report": { id: string };
  "features.apply": { definitions: DefinitionsInput };
  "features.get_service": { name: string; version?: number | null };
  "features.get_view": { name: string; version?: number | null };
  "features.list_services": Record<never, never>;
  "features.list_views": Record<never, never>;
  "features.push": { name: string; rows: readonly (Record<string, unknown>)[] };
  "features.read_online": { name: string; rows: readonly (Record<string, unknown>)[]; version?: number | null; at?: string | null };
  "features.record_training_set": { name: string; version: number; training_set: string; rows: number; sources: readonly string[] };
  "home.summary": Record<never, never>;
  "incidents.acknowledge": { incident_id: string };
  "incidents.clear": { deployment: string; kind: "drift" | "latency" | "performance" | "quality"; cause: string; reason: string };
  "incidents.close": { incident_id: string; reason: string };
  "incidents.get": { incident_id: string };
  "incidents.list_incidents": { deployment?: string | null; state?: "acknowledged" | "closed" | "open" | null; kind?: "drift" | "latency" | "performance" | "quality" | null; severity?: "critical" | "error" | "warn" | null; limit?: number; after?: string | null };
  "incidents.report": { deployment: string; kind: "drift" | "latency" | "performance" | "quality"; cause: string; says: string; at: string; severity?: "critical" | "error" | "warn" };
  "labels.add": { deployment: string; labels: readonly LabelInput[] };
  "labels.count": { deployment: string; since?: string | null };
  "labels.find": { deployment: string; keys: readonly string[] };
  "labels.get": { deployment: string; key: string };
  "lineage.down": { ref: string; depth?: number | null; kind?: string | null; limit?: number };
  "lineage.up": { ref: string; depth?: number | null; kind?: string | null; limit?: number };
  "loops.add_verdicts": { cycle_id: string; data_digest: string; verdicts: readonly GateResult[] };
  "loops.apply": { name: string; policy: LoopPolicyInput };
  "loops.close_cycle": { cycle_id: string; outcome: "aborted" | "failed" | "promoted" | "rejected" | "rolled_back" | "skipped"; reason: string; expected: "awaiting_approval" | "canary" | "closed" | "evaluating" | "probation" | "shadow" | "training" | "triggered" };
  "loops.get": { name: string };
  "loops.get_cycle": { cycle_id: string };
  "loops.list_cycles": { name: string; limit?: number };
  "loops.list_decisions": { name: string; limit?: number; cycle?: string | null };
  "loops.list_loops": Record<never, never>;
  "loops.move_cycle": { cycle_id: string; stage: "awaiting_approval" | "canary" | "closed" | "evaluating" | "probation" | "shadow" | "training" | "triggered"; reason: string; expected: "awaiting_approval" | "canary" | "closed" | "evaluating" | "probation" | "shadow" | "training" | "triggered"; challenger?: string | null; run?: string | null; approval?: string | null; step?: number | null };
  "loops.open_cycle": { name: string; cause: string; champion?: string | null; by_hand?: boolean };
  "loops.record": { name: string; kind: "advance" | "approve" | "ask" | "canary" | "confirm" | "fail" | "hold" | "nothing" | "promote" | "reject" | "roll_back" | "shadow" | "skip" | "start" | "train"; reason: string; cycle?: string | null; evidence?: Record<string, string | number | boolean | null> | null };
  "loops.set_breaker": { name: string; reason: string | null; note?: string };
  "loops.set_state": { name: string; is_paused: boolean; reason?: string };
  "maturity.assess": { window_days?: number; until?: string | null };
  "maturity.history": { limit?: number };
  "maturity.record": Record<never, never>;
  "models.alias_at": { name: string; alias: string; at: string };
  "models.alias_history": { name: string; alias: string; limit?: number };
  "models.attach_evidence": { name: string; version: number; kind: string; ref: string; digest: string; passed?: boolean | null; says?: string; summary?: Record<string, string | number | boolean | null> | null };
  "models.card": { name: string; selector: string };
  "models.create": { name: string; description?: string; tags?: Record<string, string> | null };
  "models.describe": { name: string; version?: number | null; description?: string | null; tags?: Record<string, string | null> | null };
  "models.drop_alias": { name: string; alias: string; reason?: string };
  "models.get": { name: string };
  "models.get_version": { name: string; selector: string };
  "models.list_evidence": { name: string; version: number };
  "models.list_models": { limit?: number; after?: string | null };
  "models.list_remarks": { name: string; version: number; limit?: number };
  "models.list_versions": { name: string; limit?: number; after?: number | null };
  "models.move_alias": { name: string; alias: string; version: number; expected?: number | null; reason?: string };
  "models.promote": { name: string; version: number; to: string; approval?: string | null; expected?: number | null; reason?: string };
  "models.register": { name: string; manifest: ManifestInput; description?: string; tags?: Record<string, string> | null };
  "models.remark": { name: string; version: number; text: string };
  "models.request_approval": { name: string; version: number; to: string; note?: string };
  "models.rollback": { name: string; alias: string; reason: string; expected?: number | null };
  "models.search": { text?: string; tags?: Record<string, string> | null; run?: string | null; stage?: string | null; limit?: number };
  "models.set_stage": { name: string; version: number; stage: string | null; reason?: string };
  "models.version": { ref: string };
  "models.would_promote": { name: string; version: number; to: string };
  "monitors.apply": { name: string; spec: MonitorSpecInput };
  "monitors.evaluate": { name: string; start: string; end: string; known_until?: string | null };
  "monitors.feature": { name: string; column: string; start: string; end: string; bins?: number };
  "monitors.get": { name: string };
  "monitors.heat_strip": { name: string; limit?: number; before?: string | null };
  "monitors.list_monitors": { limit?: number; after?: string | null };
  "monitors.performance": { deployment: string; start: string; end: string; known_until?: string | null; threshold?: number | null };
  "monitors.set_reference": { name: string; model: string; sketch: string; baseline: BaselineInput };
  "monitors.windows": { name: string; limit?: number; before?: string | null };
  "pipelines.begin": { id: string; step: StepSpecInput; owner: string; lease_s?: number; take_over?: string };
  "pipelines.cancel": { id: string };
  "pipelines.end": { id: string; state: "cancelled" | "failed" | "finished" | "running"; error?: string; output?: Output | null };
  "pipelines.finish": { id: string; step: string; attempt: number; outcome: OutcomeInput; is_cached?: boolean };
  "pipelines.get": { id: string };
  "pipelines.get_step": { id: string; path: string };
  "pipelines.list_attempts": { id: string; path?: string | null; limit?: number };
  "pipelines.list_runs": { pipeline?: string | null; limit?: number; after?: string | null };
  "pipelines.list_steps": { id: string; limit?: number; after?: string | null };
  "pipelines.renew": { id: string; owner: string; lease_s?: number };
  "pipelines.start": { name: string; entry: string; code: string; params?: Record<string, unknown>; id?: string | null; parent?: string | null };
  "pipelines.why": { id: string; path: string };
  "projects.list_projects": Record<never, never>;
  "runs.artifact": { id: string; path: string };
  "runs.artifacts": { id: string };
  "runs.capture": { id: string; session: SessionInput };
  "runs.columns": { prefix?: string };
  "runs.compare": { ids: readonly string[] };
  "runs.curves": { ids: readonly string[]; keys: readonly string[]; context?: string; x?: "relative" | "step" | "time"; buckets?: number; start?: number | null; end?: number | null };
  "runs.experiments": Record<never, never>;
  "runs.finish": { id: string; state?: "failed" | "finished" | "killed"; error?: string; ended_at?: string | null };
  "runs.get": { id: string };
  "runs.groups": { by: readonly string[]; filter?: string; columns?: readonly string[]; limit?: number; skip?: number };
  "runs.history": { id: string; key: string; context?: string; limit?: number; offset?: number };
  "runs.list_runs": { experiment?: string | null; state?: "failed" | "finished" | "killed" | "running" | null; parent?: string | null; limit?: number; after?: string | null };
  "runs.log_artifacts": { id: string; artifacts: readonly ArtifactInput[] };
  "runs.log_batch": { id: string; client: string; sequence: number; body: BodyInit };
  "runs.log_inputs": { id: string; inputs: readonly LinkInput[] };
  "runs.log_outputs": { id: string; outputs: readonly LinkInput[] };
  "runs.record_reproduction": { id: string; reproduction: ReproductionInput };
  "runs.reproductions": { id: string };
  "runs.search": { filter?: string; order_by?: readonly string[]; columns?: readonly string[]; limit?: number; after?: string | null; skip?: number; count?: boolean };
  "runs.series": { id: string };
  "runs.set_params": { id: string; params: Record<string, string | number | boolean | null> };
  "runs.set_tags": { id: string; tags: Record<string, string>; notes?: string | null };
  "runs.start": { experiment: string; id?: string | null; name?: string; parent?: string | null; params?: Record<string, string | number | boolean | null>; tags?: Record<string, string>; notes?: string; started_at?: string | null; entry?: EntryInput | null };
  "runs.values": { field: string; prefix?: string; limit?: number };
  "search.refs": { text?: string; kinds?: readonly string[]; limit?: number };
  "studies.create": { name: string; space: Record<string, FloatInput | IntInput | Choice>; direction?: "maximize" | "minimize"; seed?: number };
  "studies.end_trial": { name: string; number: number; state: "complete" | "failed" | "pruned"; value?: number | null; values?: readonly ([number, number])[]; error?: string };
  "studies.get": { name: string };
  "studies.list_studies": { limit?: number; after?: string | null };
  "studies.list_trials": { name: string; limit?: number; after?: number };
  "studies.start_trial": { name: string; params: Record<string, string | number | boolean | null>; run?: string | null };
  "why.explain": { ref: string };
}

/** What each operation answers. */
export interface AnswerOf {
  "access.can": Can[];
  "access.create_principal": PrincipalEntry;
  "access.create_token": NewToken;
  "access.disable_principal": PrincipalEntry;
  "access.give": Grant;
  "access.list_grants": Grant[];
  "access.list_principals": PrincipalEntry[];
  "access.list_tokens": Token[];
  "access.revoke": null;
  "access.revoke_token": null;
  "access.whoami": Identity;
  "approvals.get": Approval;
  "approvals.list_approvals": Approval[];
  "approvals.list_policies": ApprovalPolicy[];
  "approvals.request": Approval;
  "approvals.set_policy": ApprovalPolicy;
  "approvals.vote": Approval;
  "approvals.withdraw": Approval;
  "audit.checkpoint": Checkpoint;
  "audit.erase_detail": AuditEntry;
  "audit.export": Blob;
  "audit.head": Head;
  "audit.list_checkpoints": Checkpoint[];
  "audit.list_events": AuditEntry[];
  "audit.status": ChainStatus;
  "audit.verify": VerifyResult;
  "blobs.get": Blob;
  "blobs.missing": string[];
  "blobs.put": null;
  "charter.get": CharterVersion;
  "charter.history": CharterVersion[];
  "charter.set": CharterVersion;
  "datasets.branch": DatasetRef;
  "datasets.check": ValidationReport;
  "datasets.column": ColumnDetail;
  "datasets.commit": DatasetVersion;
  "datasets.create": DatasetInfo;
  "datasets.diff": DatasetDiff;
  "datasets.get": DatasetInfo;
  "datasets.get_expectations": Suite;
  "datasets.get_version": DatasetVersion;
  "datasets.list_datasets": DatasetInfo[];
  "datasets.list_refs": DatasetRef[];
  "datasets.list_sources": VersionSources[];
  "datasets.list_states": DatasetState[];
  "datasets.list_validations": ValidationReport[];
  "datasets.list_versions": DatasetVersion[];
  "datasets.profile": Profile;
  "datasets.quarantine": QuarantineSummary;
  "datasets.rows": RowsPage;
  "datasets.set_expectations": Suite;
  "datasets.tag": DatasetRef;
  "datasets.validate": ValidationReport;
  "deployments.create": DeploymentInfo;
  "deployments.get": DeploymentInfo;
  "deployments.list_deployments": DeploymentInfo[];
  "deployments.list_policies": Policy[];
  "deployments.list_predictions": Prediction[];
  "deployments.predict": InferAnswer;
  "deployments.prediction": Prediction;
  "deployments.rollback": DeploymentInfo;
  "deployments.set_policy": DeploymentInfo;
  "deployments.start": DeploymentInfo;
  "deployments.status": ServingStatus;
  "deployments.stop": DeploymentInfo;
  "deployments.traffic": Traffic;
  "evaluations.get": Evaluation;
  "evaluations.list_evaluations": Evaluation[];
  "evaluations.record": Evaluation;
  "evaluations.report": Report;
  "features.apply": Applied[];
  "features.get_service": ServiceVersion;
  "features.get_view": ViewVersion;
  "features.list_services": ServiceVersion[];
  "features.list_views": ViewVersion[];
  "features.push": number;
  "features.read_online": Vector[];
  "features.record_training_set": null;
  "home.summary": Summary;
  "incidents.acknowledge": Incident;
  "incidents.clear": string[];
  "incidents.close": Incident;
  "incidents.get": Incident;
  "incidents.list_incidents": Incident[];
  "incidents.report": Incident;
  "labels.add": LabelReceipt;
  "labels.count": number;
  "labels.find": KnownLabel[];
  "labels.get": number | null;
  "lineage.down": Graph;
  "lineage.up": Graph;
  "loops.add_verdicts": Cycle;
  "loops.apply": Loop;
  "loops.close_cycle": Cycle;
  "loops.get": Loop;
  "loops.get_cycle": Cycle;
  "loops.list_cycles": Cycle[];
  "loops.list_decisions": Decision[];
  "loops.list_loops": Loop[];
  "loops.move_cycle": Cycle;
  "loops.open_cycle": Cycle;
  "loops.record": Decision;
  "loops.set_breaker": Loop;
  "loops.set_state": Loop;
  "maturity.assess": Score;
  "maturity.history": Score[];
  "maturity.record": Score;
  "models.alias_at": AliasInterval;
  "models.alias_history": AliasInterval[];
  "models.attach_evidence": AttachedEvidence[];
  "models.card": Card;
  "models.create": ModelEntry;
  "models.describe": ModelEntry;
  "models.drop_alias": null;
  "models.get": ModelEntry;
  "models.get_version": ModelVersion;
  "models.list_evidence": AttachedEvidence[];
  "models.list_models": ModelEntry[];
  "models.list_remarks": Remark[];
  "models.list_versions": ModelVersion[];
  "models.move_alias": AliasInterval;
  "models.promote": AliasInterval;
  "models.register": ModelVersion;
  "models.remark": Remark;
  "models.request_approval": Approval;
  "models.rollback": AliasInterval;
  "models.search": ModelVersion[];
  "models.set_stage": ModelVersion;
  "models.version": ModelVersion;
  "models.would_promote": DryRun;
  "monitors.apply": Monitor;
  "monitors.evaluate": Window;
  "monitors.feature": FeatureDetail;
  "monitors.get": Monitor;
  "monitors.heat_strip": Strip;
  "monitors.list_monitors": Monitor[];
  "monitors.performance": Performance[];
  "monitors.set_reference": Monitor;
  "monitors.windows": Window[];
  "pipelines.begin": Begun;
  "pipelines.cancel": PipelineRunInfo;
  "pipelines.end": PipelineRunInfo;
  "pipelines.finish": StepInfo;
  "pipelines.get": PipelineRunInfo;
  "pipelines.get_step": StepInfo;
  "pipelines.list_attempts": Attempt[];
  "pipelines.list_runs": PipelineRunInfo[];
  "pipelines.list_steps": StepInfo[];
  "pipelines.renew": number;
  "pipelines.start": PipelineRunInfo;
  "pipelines.why": StepWhy;
  "projects.list_projects": Project[];
  "runs.artifact": Blob;
  "runs.artifacts": Artifact[];
  "runs.capture": null;
  "runs.columns": RunColumn[];
  "runs.compare": Compared[];
  "runs.curves": Curve[];
  "runs.experiments": Experiment[];
  "runs.finish": null;
  "runs.get": RunInfo;
  "runs.groups": RunGroups;
  "runs.history": Point[];
  "runs.list_runs": RunInfo[];
  "runs.log_artifacts": null;
  "runs.log_batch": number;
  "runs.log_inputs": Link[];
  "runs.log_outputs": null;
  "runs.record_reproduction": Reproduction;
  "runs.reproductions": Reproduction[];
  "runs.search": RunPage;
  "runs.series": Series[];
  "runs.set_params": null;
  "runs.set_tags": null;
  "runs.start": RunInfo;
  "runs.values": RunValue[];
  "search.refs": RefHit[];
  "studies.create": Study;
  "studies.end_trial": Trial;
  "studies.get": Study;
  "studies.list_studies": Study[];
  "studies.list_trials": Trial[];
  "studies.start_trial": Trial;
  "why.explain": Why;
}

/** METHOD path permission; `!` after the method: the body is bytes, `*`: the answer is. */
export const ROUTES = {
  "access.can": "GET /access/can access.read",
  "access.create_principal": "POST /principals access.admin",
  "access.create_token": "POST /tokens access.read",
  "access.disable_principal": "POST /principals/{principal}/disable access.admin",
  "access.give": "PUT /grants access.admin",
  "access.list_grants": "GET /grants access.read",
  "access.list_principals": "GET /principals access.read",
  "access.list_tokens": "GET /tokens access.read",
  "access.revoke": "DELETE /grants access.admin",
  "access.revoke_token": "DELETE /tokens/{token} access.read",
  "access.whoami": "GET /whoami access.read",
  "approvals.get": "GET /approvals/{approval_id} approvals.read",
  "approvals.list_approvals": "GET /approvals approvals.read",
  "approvals.list_policies": "GET /approval-policies approvals.read",
  "approvals.request": "POST /approvals approvals.write",
  "approvals.set_policy": "PUT /approval-policies/{kind}/{target} approvals.admin",
  "approvals.vote": "POST /approvals/{approval_id}/votes approvals.approve",
  "approvals.withdraw": "POST /approvals/{approval_id}/withdrawal approvals.write",
  "audit.checkpoint": "POST /audit/checkpoints audit.admin",
  "audit.erase_detail": "POST /audit/{seq}/erasure audit.admin",
  "audit.export": "GET* /audit/export audit.read",
  "audit.head": "GET /audit/head audit.read",
  "audit.list_checkpoints": "GET /audit/checkpoints audit.read",
  "audit.list_events": "GET /audit audit.read",
  "audit.status": "GET /audit/status audit.read",
  "audit.verify": "POST /audit/verifications audit.read",
  "blobs.get": "GET* /blobs/{digest} data.read",
  "blobs.missing": "POST /blobs/missing data.write",
  "blobs.put": "PUT! /blobs/{digest} data.write",
  "charter.get": "GET /charter charter.read",
  "charter.history": "GET /charter/history charter.read",
  "charter.set": "PUT /charter charter.write",
  "datasets.branch": "POST /datasets/{name}/branches data.write",
  "datasets.check": "POST /datasets/{name}/checks data.write",
  "datasets.column": "GET /datasets/{name}/versions/{version}/column data.read",
  "datasets.commit": "POST /datasets/{name}/commits data.write",
  "datasets.create": "POST /datasets data.write",
  "datasets.diff": "GET /datasets/{name}/diff data.read",
  "datasets.get": "GET /datasets/{name} data.read",
  "datasets.get_expectations": "GET /datasets/{name}/expectations data.read",
  "datasets.get_version": "GET /datasets/{name}/versions/{version} data.read",
  "datasets.list_datasets": "GET /datasets data.read",
  "datasets.list_refs": "GET /datasets/{name}/refs data.read",
  "datasets.list_sources": "GET /datasets/{name}/sources data.read",
  "datasets.list_states": "GET /dataset-states data.read",
  "datasets.list_validations": "GET /datasets/{name}/validations data.read",
  "datasets.list_versions": "GET /datasets/{name}/versions data.read",
  "datasets.profile": "GET /datasets/{name}/versions/{version}/profile data.read",
  "datasets.quarantine": "GET /datasets/{name}/quarantine data.read",
  "datasets.rows": "GET /datasets/{name}/versions/{version}/rows data.read",
  "datasets.set_expectations": "PUT /datasets/{name}/expectations data.write",
  "datasets.tag": "POST /datasets/{name}/tags data.write",
  "datasets.validate": "POST /datasets/{name}/validations data.write",
  "deployments.create": "POST /deployments/{name} serving.deploy",
  "deployments.get": "GET /deployments/{name} serving.read",
  "deployments.list_deployments": "GET /deployments serving.read",
  "deployments.list_policies": "GET /deployments/{name}/policies serving.read",
  "deployments.list_predictions": "GET /deployments/{name}/predictions serving.read",
  "deployments.predict": "POST /deployments/{name}/predict serving.predict",
  "deployments.prediction": "GET /predictions/{prediction_id} serving.read",
  "deployments.rollback": "POST /deployments/{name}/rollback serving.deploy",
  "deployments.set_policy": "PUT /deployments/{name}/policy serving.deploy",
  "deployments.start": "POST /deployments/{name}/start serving.deploy",
  "deployments.status": "GET /deployments/{name}/status serving.read",
  "deployments.stop": "POST /deployments/{name}/stop serving.deploy",
  "deployments.traffic": "GET /deployments/{name}/traffic serving.read",
  "evaluations.get": "GET /evaluations/{id} evaluation.read",
  "evaluations.list_evaluations": "GET /evaluations evaluation.read",
  "evaluations.record": "POST /evaluations evaluation.write",
  "evaluations.report": "GET /evaluations/{id}/report evaluation.read",
  "features.apply": "POST /features/apply features.write",
  "features.get_service": "GET /features/services/{name} features.read",
  "features.get_view": "GET /features/views/{name} features.read",
  "features.list_services": "GET /features/services features.read",
  "features.list_views": "GET /features/views features.read",
  "features.push": "POST /features/views/{name}/rows features.write",
  "features.read_online": "POST /features/services/{name}/read features.read",
  "features.record_training_set": "POST /features/services/{name}/training-sets features.write",
  "home.summary": "GET /home home.read",
  "incidents.acknowledge": "POST /incidents/{incident_id}/ack monitoring.write",
  "incidents.clear": "POST /deployments/{deployment}/incidents/clear monitoring.write",
  "incidents.close": "POST /incidents/{incident_id}/close monitoring.write",
  "incidents.get": "GET /incidents/{incident_id} monitoring.read",
  "incidents.list_incidents": "GET /incidents monitoring.read",
  "incidents.report": "POST /deployments/{deployment}/incidents monitoring.write",
  "labels.add": "POST /deployments/{deployment}/labels labels.write",
  "labels.count": "GET /deployments/{deployment}/label-count labels.read",
  "labels.find": "POST /deployments/{deployment}/labels/find labels.read",
  "labels.get": "GET /deployments/{deployment}/labels/{key} labels.read",
  "lineage.down": "GET /lineage/down lineage.read",
  "lineage.up": "GET /lineage/up lineage.read",
  "loops.add_verdicts": "POST /cycles/{cycle_id}/verdicts loop.write",
  "loops.apply": "PUT /loops/{name} loop.write",
  "loops.close_cycle": "POST /cycles/{cycle_id}/end loop.write",
  "loops.get": "GET /loops/{name} loop.read",
  "loops.get_cycle": "GET /cycles/{cycle_id} loop.read",
  "loops.list_cycles": "GET /loops/{name}/cycles loop.read",
  "loops.list_decisions": "GET /loops/{name}/decisions loop.read",
  "loops.list_loops": "GET /loops loop.read",
  "loops.move_cycle": "POST /cycles/{cycle_id}/moves loop.write",
  "loops.open_cycle": "POST /loops/{name}/cycles loop.write",
  "loops.record": "POST /loops/{name}/decisions loop.write",
  "loops.set_breaker": "POST /loops/{name}/breaker loop.write",
  "loops.set_state": "POST /loops/{name}/state loop.write",
  "maturity.assess": "GET /maturity maturity.read",
  "maturity.history": "GET /maturity/history maturity.read",
  "maturity.record": "POST /maturity maturity.write",
  "models.alias_at": "GET /models/{name}/aliases/{alias}/at registry.read",
  "models.alias_history": "GET /models/{name}/aliases/{alias}/history registry.read",
  "models.attach_evidence": "POST /models/{name}/versions/{version}/evidence registry.write",
  "models.card": "GET /models/{name}/versions/{selector}/card registry.read",
  "models.create": "POST /models registry.write",
  "models.describe": "PATCH /models/{name} registry.write",
  "models.drop_alias": "DELETE /models/{name}/aliases/{alias} registry.write",
  "models.get": "GET /models/{name} registry.read",
  "models.get_version": "GET /models/{name}/versions/{selector} registry.read",
  "models.list_evidence": "GET /models/{name}/versions/{version}/evidence registry.read",
  "models.list_models": "GET /models registry.read",
  "models.list_remarks": "GET /models/{name}/versions/{version}/remarks registry.read",
  "models.list_versions": "GET /models/{name}/versions registry.read",
  "models.move_alias": "PUT /models/{name}/aliases/{alias} registry.write",
  "models.promote": "POST /models/{name}/promotions registry.deploy",
  "models.register": "POST /models/{name}/versions registry.write",
  "models.remark": "POST /models/{name}/versions/{version}/remarks registry.write",
  "models.request_approval": "POST /models/{name}/versions/{version}/approvals registry.write",
  "models.rollback": "POST /models/{name}/aliases/{alias}/rollback registry.deploy",
  "models.search": "POST /models/search registry.read",
  "models.set_stage": "PUT /models/{name}/versions/{version}/stage registry.write",
  "models.version": "GET /model-version registry.read",
  "models.would_promote": "GET /models/{name}/versions/{version}/promotable registry.read",
  "monitors.apply": "PUT /monitors/{name} monitoring.write",
  "monitors.evaluate": "POST /monitors/{name}/windows monitoring.write",
  "monitors.feature": "GET /monitors/{name}/features/{column} monitoring.read",
  "monitors.get": "GET /monitors/{name} monitoring.read",
  "monitors.heat_strip": "GET /monitors/{name}/heat-strip monitoring.read",
  "monitors.list_monitors": "GET /monitors monitoring.read",
  "monitors.performance": "GET /deployments/{deployment}/performance monitoring.read",
  "monitors.set_reference": "PUT /monitors/{name}/reference monitoring.write",
  "monitors.windows": "GET /monitors/{name}/windows monitoring.read",
  "pipelines.begin": "POST /pipeline-runs/{id}/begin pipelines.write",
  "pipelines.cancel": "POST /pipeline-runs/{id}/cancel pipelines.write",
  "pipelines.end": "POST /pipeline-runs/{id}/end pipelines.write",
  "pipelines.finish": "POST /pipeline-runs/{id}/finish pipelines.write",
  "pipelines.get": "GET /pipeline-runs/{id} pipelines.read",
  "pipelines.get_step": "GET /pipeline-runs/{id}/step pipelines.read",
  "pipelines.list_attempts": "GET /pipeline-runs/{id}/attempts pipelines.read",
  "pipelines.list_runs": "GET /pipeline-runs pipelines.read",
  "pipelines.list_steps": "GET /pipeline-runs/{id}/steps pipelines.read",
  "pipelines.renew": "POST /pipeline-runs/{id}/renew pipelines.write",
  "pipelines.start": "POST /pipelines/{name}/runs pipelines.write",
  "pipelines.why": "GET /pipeline-runs/{id}/why pipelines.read",
  "projects.list_projects": "GET /projects projects.read",
  "runs.artifact": "GET* /runs/{id}/artifacts/{path:path} tracking.read",
  "runs.artifacts": "GET /runs/{id}/artifacts tracking.read",
  "runs.capture": "POST /runs/{id}/capture tracking.write",
  "runs.columns": "GET /run-columns tracking.read",
  "runs.compare": "POST /runs/compare tracking.read",
  "runs.curves": "POST /runs/curves tracking.read",
  "runs.experiments": "GET /experiments tracking.read",
  "runs.finish": "POST /runs/{id}/finish tracking.write",
  "runs.get": "GET /runs/{id} tracking.read",
  "runs.groups": "POST /runs/groups tracking.read",
  "runs.history": "GET /runs/{id}/history tracking.read",
  "runs.list_runs": "GET /runs tracking.read",
  "runs.log_artifacts": "POST /runs/{id}/artifacts tracking.write",
  "runs.log_batch": "POST! /runs/{id}/points tracking.write",
  "runs.log_inputs": "POST /runs/{id}/inputs tracking.write",
  "runs.log_outputs": "POST /runs/{id}/outputs tracking.write",
  "runs.record_reproduction": "POST /runs/{id}/reproductions tracking.write",
  "runs.reproductions": "GET /runs/{id}/reproductions tracking.read",
  "runs.search": "POST /runs/search tracking.read",
  "runs.series": "GET /runs/{id}/series tracking.read",
  "runs.set_params": "POST /runs/{id}/params tracking.write",
  "runs.set_tags": "POST /runs/{id}/tags tracking.write",
  "runs.start": "POST /runs tracking.write",
  "runs.values": "GET /run-values tracking.read",
  "search.refs": "GET /search/refs search.read",
  "studies.create": "POST /studies tuning.write",
  "studies.end_trial": "POST /studies/{name}/trials/{number}/end tuning.write",
  "studies.get": "GET /studies/{name} tuning.read",
  "studies.list_studies": "GET /studies tuning.read",
  "studies.list_trials": "GET /studies/{name}/trials tuning.read",
  "studies.start_trial": "POST /studies/{name}/trials tuning.write",
  "why.explain": "GET /why lineage.read",
} as const satisfies Record<keyof ParamsOf, string>;
