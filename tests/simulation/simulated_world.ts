/** A simulated server, network and clients: time moves only when a test says so. */
import { FakeClock } from "./fake_clock.ts";
import { ModelServer, type Mischief } from "./model_server.ts";
import { seededRandom } from "./random.ts";
import { type MemoryStore, SimulatedClient } from "./simulated_client.ts";
import type { Weather } from "./socket_pair.ts";

const never = () => false;

export const calm: Weather = {
  latencyMs: () => 10,
  refusesConnection: never,
  breaks: never,
  stalls: never,
};

export const honest: Mischief = {
  losesAck: never,
  doubles: never,
  forgets: never,
  floods: never,
  busy: never,
  withholds: never,
};

export function world({ weather = calm, mischief = honest, seed = 1 } = {}) {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const server = new ModelServer(clock, mischief);
  const client = (userId: string, store?: MemoryStore) =>
    new SimulatedClient({ userId, clock, random, server, weather, store });
  return { clock, random, server, weather, client };
}
