import { useSyncExternalStore } from "react";
import { currentProject } from "../../api/place";
import type { Goal } from "../../format/number";

export type Wish = Goal | "none";

const LESS = /loss|error|brier|(^|[^a-z])(rms|rmse|mae|mse|mape|rmsle|nll|bce|ece|kl|fpr|fnr|wer|cer|fid)($|[^a-z])|entropy|perplexity|latency|deviance|regret|drift|(^|[._-])(time|seconds|cost)$/i;
const MORE = /auc|(^|[^a-z])(acc|accuracy|precision|recall|f1|r2|map|ndcg|mrr|bleu|rouge|iou|dice|kappa|mcc|tpr|tnr|gini|lift|elbo)($|[^a-z])|accuracy|score|reward|return|throughput|average_precision/i;

let chosen: Record<string, Wish> = {};
let owner = "";
const watchers = new Set<() => void>();
const storeKey = (project: string) => `flyball.goals.${project}`;

/** What is better of a metric, from its name, unless somebody said otherwise in this browser. */
export function goalOf(key: string): Goal | undefined {
  const said = goals()[key];
  if (said) return said === "none" ? undefined : said;
  if (LESS.test(key)) return "down";
  return MORE.test(key) ? "up" : undefined;
}

/** Metrics that can be better or worse come first, then by name. */
export function byInterest(a: string, b: string): number {
  return Number(!goalOf(a)) - Number(!goalOf(b)) || a.split(/[./]/).length - b.split(/[./]/).length || a.localeCompare(b);
}

export function setGoal(key: string, wish: Wish): void {
  chosen = { ...goals(), [key]: wish };
  try {
    localStorage.setItem(storeKey(owner), JSON.stringify(chosen));
  } catch {
    // full or forbidden: it holds for this page
  }
  for (const watcher of watchers) watcher();
}

/** Draws again when a goal is changed. */
export function useGoals(): Record<string, Wish> {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, goals);
}

function goals(): Record<string, Wish> {
  const project = currentProject();
  if (project !== owner) {
    owner = project;
    chosen = read(project);
  }
  return chosen;
}

function read(project: string): Record<string, Wish> {
  try {
    return (JSON.parse(localStorage.getItem(storeKey(project)) ?? "null") as Record<string, Wish> | null) ?? {};
  } catch {
    return {};
  }
}
