import type { ComponentChildren } from "preact";
import { Icon, type IconProps } from "./icon.tsx";

export type CalloutKind = "success" | "error" | "info" | "warning";

const looks: Record<CalloutKind, { box: string; mark: string; icon: IconProps["of"] }> = {
  success: {
    box: "border-success bg-success-soft",
    mark: "text-success-text",
    icon: "CircleCheck",
  },
  error: { box: "border-danger bg-danger-soft", mark: "text-danger-text", icon: "CircleAlert" },
  info: { box: "border-info bg-info-soft", mark: "text-info-text", icon: "Info" },
  warning: {
    box: "border-warning bg-warning-soft",
    mark: "text-warning-text",
    icon: "TriangleAlert",
  },
};

export interface CalloutProps {
  kind: CalloutKind;
  children: ComponentChildren;
}

/** Says what has happened or what is wrong: a mark, the words, and what can be done. */
export function Callout({ kind, children }: CalloutProps) {
  const { box, mark, icon } = looks[kind];
  return (
    <div class={`flex items-start gap-3 rounded border px-4 py-3 text-sm text-body ${box}`}>
      <span class={`flex h-7 items-center ${mark}`}>
        <Icon of={icon} />
      </span>
      <div class="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
        {children}
      </div>
    </div>
  );
}

/** A link within a callout: the next step. */
export function CalloutLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} class="py-1 font-medium text-primary-text underline underline-offset-2">
      {children}
    </a>
  );
}
