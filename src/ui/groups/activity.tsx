/** What happens in a group, as small pictures beside their numbers. */

const bar = { width: 5, step: 6 };
const height = 16;

/** A bar for each day, this week in another colour than the one before; for the eye alone. */
export function DayBars({ days }: { days: readonly number[] }) {
  const most = Math.max(1, ...days);
  const half = Math.floor(days.length / 2);
  const path = (from: number, to: number) =>
    days
      .slice(from, to)
      .map((count, index) => {
        const tall = count === 0 ? 1 : Math.max(2, Math.round((count / most) * height));
        return `M${(from + index) * bar.step} ${height}v-${tall}h${bar.width}v${tall}z`;
      })
      .join("");
  const width = days.length * bar.step;
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      class="shrink-0"
    >
      <path d={path(0, half)} class="fill-line-strong" />
      <path d={path(half, days.length)} class="fill-primary" />
    </svg>
  );
}

/** How many of all; for the eye alone. */
export function ShareBar({ part, all }: { part: number; all: number }) {
  const width = 40;
  return (
    <svg aria-hidden="true" width={width} height="4" class="shrink-0">
      <rect width={width} height="4" rx="2" class="fill-line" />
      {part > 0 && (
        <rect width={Math.max(4, (width * part) / all)} height="4" rx="2" class="fill-muted" />
      )}
    </svg>
  );
}
