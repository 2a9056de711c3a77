import { headOf } from "#core/audit/checkpoints.ts";
import { Icon } from "#ui/parts/icon.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";

/** What of a checkpoint is shown. */
export interface ShownCheckpoint {
  number: number;
  hash: string;
  at: string;
}

interface CheckpointProps {
  checkpoint: ShownCheckpoint;
  /** Whether the reader can download the whole log to verify it. */
  offersExport?: boolean;
  locale: Locale;
  texts: Texts;
}

/** The newest checkpoint of the staff log, to be kept by whoever reads it. */
export function Checkpoint({ checkpoint, offersExport, locale, texts }: CheckpointProps) {
  const { checkpoints } = texts;
  return (
    <section class="max-w-3xl space-y-2 rounded border border-line bg-raised p-4">
      <h2 class="flex items-center gap-2 font-semibold">
        <span class="text-success-text">
          <Icon of="ShieldCheck" />
        </span>
        {checkpoints.title}
      </h2>
      <p>
        <code class="text-sm break-all">{headOf(checkpoint)}</code>
      </p>
      <p class="text-xs text-muted">
        <Time iso={checkpoint.at} locale={locale} />
      </p>
      <p class="text-list text-muted">{checkpoints.text}</p>
      {offersExport && (
        <p class="text-list text-muted">
          <a
            href="/audit/chain.jsonl"
            class="text-primary-text underline hover:no-underline"
            download
          >
            {checkpoints.export}
          </a>{" "}
          {checkpoints.exportText}
        </p>
      )}
    </section>
  );
}
