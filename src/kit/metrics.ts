/**
 * Counters and gauges of one process as OpenMetrics 1.0 text, for monitoring systems. Label values
 * come from small fixed sets, never from clients.
 */
export interface Metric {
  type: "counter" | "gauge";
  help: string;
  /** The name of the only label, if there is one. */
  label?: string;
}

export const openMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

export class Metrics<Name extends string> {
  readonly #values = new Map<Name, Map<string, number>>();

  constructor(private readonly metrics: Record<Name, Metric>) {}

  /** Adds to a counter or a gauge. */
  add(name: Name, value = 1, label = ""): void {
    const values = this.#values.get(name) ?? new Map<string, number>();
    this.#values.set(name, values);
    values.set(label, (values.get(label) ?? 0) + value);
  }

  /** Sets a gauge; NaN where its value cannot be had. */
  set(name: Name, value: number): void {
    this.#values.set(name, new Map([["", value]]));
  }

  text(): string {
    const lines: string[] = [];
    for (const name of Object.keys(this.metrics) as Name[]) {
      const { type, help, label } = this.metrics[name];
      lines.push(`# TYPE team_chat_${name} ${type}`, `# HELP team_chat_${name} ${help}`);
      const sample = `team_chat_${name}${type === "counter" ? "_total" : ""}`;
      const values = this.#values.get(name) ?? (label ? [] : [["", 0] as const]);
      for (const [value, count] of values) {
        lines.push(`${sample}${label ? `{${label}="${value}"}` : ""} ${count}`);
      }
    }
    return `${[...lines, "# EOF"].join("\n")}\n`;
  }
}
