/** The server's version, which index.html carries: it changes with the interface itself. */
export function serverVersion(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="flyball-version"]')?.content || undefined;
}
