import { startServers } from "#tests/support/servers.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import type { Row } from "./drill.ts";
import { Hall } from "./hall.ts";

const size = 1_000;
const ratioMax = 1.2;

/** Runs `work` in a hall of a thousand clients, with servers of its own. */
export async function inHall(
  work: (scene: { services: TestServices; hall: Hall }) => Promise<Row[]>,
): Promise<Row[]> {
  const services = testServices();
  const servers = await startServers(services);
  try {
    const hall = await Hall.open(services, servers, size);
    try {
      return await work({ services, hall });
    } finally {
      hall.close();
    }
  } finally {
    await servers.stop();
    services.dispose();
  }
}

export interface Compared {
  /** The p99 of each turn in milliseconds, without and with the disturbance. */
  calm: number[];
  disturbed: number[];
  wrong: string[];
  note: string;
}

/** The ratio of the medians of alternating turns. */
export function comparedRow(what: string, { calm, disturbed, wrong, note }: Compared): Row {
  const ratio = median(disturbed) / median(calm);
  const slower = ratio > ratioMax ? [`p99 of the others rose to ${ratio.toFixed(2)} ×`] : [];
  return {
    what,
    result: `${ratio.toFixed(2)} × (≤ ${ratioMax})`,
    note: `${median(disturbed).toFixed(1)} against ${median(calm).toFixed(1)} ms; ${note}`,
    wrong: [...wrong, ...slower],
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
