/** 规矩: the circle that the compass draws, the corner that the square makes. */
type MotifProps = { size?: number; className?: string };

export function Motif({ size = 24, className }: MotifProps) {
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16.5" cy="15.5" r="9" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M5 4v23h23" fill="none" stroke="var(--brass)" strokeWidth="2.2" />
    </svg>
  );
}

/** The drawing behind the sign-in page and the empty states: construction lines only. */
export function ConstructionDrawing({ className }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 480 480"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <circle cx="240" cy="240" r="150" strokeWidth="1.4" />
      <rect x="90" y="90" width="300" height="300" strokeWidth="1.4" />
      <g strokeWidth="0.7" strokeDasharray="3 5">
        <path d="M40 240h400M240 40v400M90 90l300 300M390 90L90 390" />
        <circle cx="240" cy="240" r="212.1" />
        <rect x="134" y="134" width="212" height="212" />
      </g>
      <path d="M240 240L134 134" strokeWidth="1.4" />
      <circle cx="240" cy="240" r="3" fill="currentColor" />
      <circle cx="134" cy="134" r="3" fill="currentColor" />
    </svg>
  );
}
