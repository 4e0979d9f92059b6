import { Markdown } from "./Markdown";

const TEXT = "# Late flight\nPredicts **whether** a flight leaves > 15 min late. See [the paper](https://example.org/x).\n\n- [x] licence\n- [ ] fairness\n\n| slice | recall |\n|---|---:|\n| ORD | 0.81 |\n\n```python\nws.models.get('late-flight')\n```\n> Not for crew planning.";
const HOSTILE_TEXT = "<script>alert(1)</script><img src=x onerror=alert(1)> [click](javascript:alert(1)) <a href=\"//elsewhere.example\" onclick=\"x()\">there</a> <style>*{display:none}</style> ![pixel](https://example.org/p.png) \u202eنص";

export const examples = [{ title: "A model card", element: <Markdown text={TEXT} /> }, { title: "Hostile text loses its teeth", element: <Markdown text={HOSTILE_TEXT} /> }];
