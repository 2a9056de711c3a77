import { Icon } from "../parts/icon.tsx";

/** With which the script `groups.js` lets a row be dragged. */
export function DragHandle({ title }: { title: string }) {
  return (
    <span
      data-drag-handle
      data-script-only
      hidden
      title={title}
      class="relative z-10 flex h-10 w-8 shrink-0 cursor-grab touch-none items-center justify-center text-muted group-data-filtered:invisible active:cursor-grabbing sm:h-8"
    >
      <Icon of="GripVertical" />
    </span>
  );
}
