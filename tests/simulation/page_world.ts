/** A page of Ann's, and Ben, who writes to its groups. */
import { expect } from "bun:test";
import { SimulatedClient } from "./simulated_client.ts";
import { type PageParts, SimulatedPage } from "./simulated_page.ts";
import { calm, world } from "./simulated_world.ts";

export function pageWorld(options: Parameters<typeof world>[0] & { pageSize?: number } = {}) {
  const { clock, random, server, weather } = world(options);
  const { pageSize } = options;
  const ben = new SimulatedClient({ userId: "ben", clock, random, server, weather: calm });
  ben.session.start();
  const page = (parts: Partial<PageParts> = {}) =>
    new SimulatedPage({
      clock,
      random,
      server,
      weather,
      userId: "ann",
      group: "g",
      pageSize,
      ...parts,
    });
  /** Ben writes, and the server has stored it. */
  const write = async (count: number, group = "g") => {
    const from = server.log(group).length;
    for (let next = 1; next <= count; next++) {
      ben.session.sender.post(group, `${group} ${from + next}`);
    }
    await clock.advance(count * 30 + 1_000);
    expect(server.log(group).length).toBeGreaterThanOrEqual(from + count);
  };
  return { clock, server, page, write };
}
