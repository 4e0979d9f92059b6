/** The governor: two balls on arms that rise with speed. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <path d="M16 4v25M10 29h12M16 6 7 16M16 6l9 10M11 21l5-7 5 7" />
      </g>
      <g fill="currentColor">
        <circle cx="6" cy="18" r="4" />
        <circle cx="26" cy="18" r="4" />
        <circle cx="16" cy="4.5" r="2.5" />
      </g>
    </svg>
  );
}
