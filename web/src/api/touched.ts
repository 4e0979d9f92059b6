/** Which nouns' answers an event may have changed, by the kind of its Ref; first the noun of the kind itself. */
const NOUNS: Record<string, readonly string[]> = {
  approval: ["approvals", "models", "loops", "home"],
  charter: ["charter"],
  cycle: ["loops"],
  dataset: ["datasets"],
  deployment: ["deployments", "monitors", "home"],
  evaluation: ["evaluations", "models"],
  features: ["features"],
  "feature-service": ["features"],
  incident: ["incidents", "monitors", "loops", "home"],
  label: ["labels", "monitors"],
  loop: ["loops", "home"],
  model: ["models", "deployments"],
  monitor: ["monitors", "incidents"],
  pipeline: ["pipelines"],
  principal: ["access"],
  project: ["charter", "maturity", "access"],
  run: ["runs", "experiments", "home"],
  study: ["studies"],
  trial: ["studies"],
  user: ["access"],
};
// What is made from everything: every event is an audit entry, most are edges, evidence, or wait for somebody.
const ALWAYS = ["audit", "home", "lineage", "maturity", "why"];

const KIND = /^(?:[a-z0-9_-]+\/)?([a-z-]+):/;

/** The nouns whose queries have to be asked again after these events. */
export function touched(events: readonly { ref: string; kind: string }[]): Set<string> {
  const nouns = new Set(events.length > 0 ? ALWAYS : []);
  for (const { ref, kind } of events) {
    const named = [KIND.exec(ref)?.[1] ?? "", kind.split(".", 1)[0] ?? ""];
    for (const noun of named.flatMap((name) => NOUNS[name] ?? [])) nouns.add(noun);
  }
  return nouns;
}
