let region: HTMLElement | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Speaks politely through one live region of the page; of words that follow within 200 ms only the last are spoken. */
export function say(words: string): void {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    region.setAttribute("aria-label", "Chart values");
    Object.assign(region.style, {
      position: "fixed",
      width: "1px",
      height: "1px",
      overflow: "hidden",
      clipPath: "inset(50%)",
      whiteSpace: "nowrap",
    });
    document.body.append(region);
  }
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (region) region.textContent = words;
  }, 200);
}
