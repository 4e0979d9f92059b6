/** Says something to a screen reader, politely and at most once in a quarter of a second. */

const PAUSE_MS = 250;
let region: HTMLElement | undefined;
let waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  waiting.push(text);
  timer ??= setTimeout(say, PAUSE_MS);
}

function say() {
  timer = undefined;
  region ??= make();
  region.textContent = [...new Set(waiting)].join(". ");
  waiting = [];
}

function make(): HTMLElement {
  const element = document.createElement("div");
  element.className = "unseen";
  element.setAttribute("role", "status");
  element.setAttribute("aria-live", "polite");
  document.body.append(element);
  return element;
}
