import { correction, generate } from "lean-qr";

/** Light cells around it, without which some cameras do not find it. */
const margin = 4;

export interface QrCodeProps {
  text: string;
  /** What it is, for people who do not see it. */
  label: string;
  class?: string;
}

/** A QR code, dark on light in both themes, because cameras expect it so. */
export function QrCode({ text, label, class: className = "" }: QrCodeProps) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const cells = Array.from({ length: code.size }, (_, index) => index);
  const path = cells
    .map((y) =>
      rowOf(
        cells.map((x) => code.get(x, y)),
        y,
      ),
    )
    .join("");
  const side = code.size + 2 * margin;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-margin} ${-margin} ${side} ${side}`}
      shape-rendering="crispEdges"
      class={`bg-plate ${className}`}
    >
      <path d={path} fill="black" />
    </svg>
  );
}

/** Neighbouring dark cells are one stroke. */
function rowOf(dark: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < dark.length; x += 1) {
    if (!dark[x]) continue;
    const start = x;
    while (dark[x + 1]) x += 1;
    path += `M${start} ${y}h${x + 1 - start}v1H${start}z`;
  }
  return path;
}
