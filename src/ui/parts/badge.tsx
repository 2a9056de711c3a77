import type { ComponentChildren } from "preact";

export type BadgeLook = "neutral" | "primary" | "warning" | "danger";

const looks: Record<BadgeLook, string> = {
  neutral: "bg-sunken text-muted dark:bg-line",
  primary: "bg-primary-soft text-primary-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
};

export function Badge({
  look = "neutral",
  children,
}: {
  look?: BadgeLook;
  children: ComponentChildren;
}) {
  return (
    <span
      class={`inline-block rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap ${looks[look]}`}
    >
      {children}
    </span>
  );
}
