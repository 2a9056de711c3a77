interface SkeletonsProps {
  label: string;
  count: number;
  /** Whether it is inside the column of messages. */
  inColumn?: boolean;
}

/** Grey placeholders for messages that are being loaded. */
export function Skeletons({ label, count, inColumn = false }: SkeletonsProps) {
  const place = inColumn ? "" : "mx-auto w-full max-w-220 px-4 sm:px-6";
  return (
    <div role="status" class={`space-y-5 py-5 print:hidden ${place}`}>
      <span class="sr-only">{label}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} aria-hidden="true" class="flex gap-3">
          <div class="size-9 rounded-full bg-sunken" />
          <div class="flex-1 space-y-2 pt-1">
            <div class="h-3 w-32 rounded bg-sunken" />
            <div class="h-3 w-3/4 max-w-md rounded bg-sunken" />
          </div>
        </div>
      ))}
    </div>
  );
}
