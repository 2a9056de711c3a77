import { expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { Vigil } from "./vigil.ts";

function world() {
  const clock = new FakeClock();
  const server = { isAtWork: async () => false, asked: 0, replaced: 0 };
  const vigil = new Vigil({
    clock,
    isAtWork() {
      server.asked += 1;
      return server.isAtWork();
    },
    replace: () => void (server.replaced += 1),
  });
  return { clock, server, vigil };
}

test("what is answered within ten seconds is not asked about", async () => {
  const { clock, server, vigil } = world();
  for (let count = 0; count < 10; count++) {
    const answer = Promise.withResolvers<string>();
    const waiting = vigil.during(answer.promise);
    await clock.advance(4_000);
    answer.resolve("answer");
    expect(await waiting).toBe("answer");
  }
  await clock.advance(60_000);
  expect(server).toMatchObject({ asked: 0, replaced: 0 });
});

test("without an answer for ten seconds, connections are replaced unless the server is at work on it", async () => {
  const { clock, server, vigil } = world();
  const silent = Promise.withResolvers<string>();
  const waiting = vigil.during(silent.promise);
  server.isAtWork = () => Promise.resolve(true);
  await clock.advance(15_000);
  expect(server.asked).toBeGreaterThan(0);
  expect(server.replaced).toBe(0);
  server.isAtWork = () => Promise.reject(new Error("unreachable"));
  await clock.advance(5_000);
  expect(server.replaced).toBe(1);
  silent.reject(new Error("closed"));
  await expect(waiting).rejects.toThrow("closed");
  await clock.advance(60_000);
  expect(server.replaced).toBe(1);
});

test("an answer that comes while the server is asked changes nothing", async () => {
  const { clock, server, vigil } = world();
  const late = Promise.withResolvers<string>();
  const waiting = vigil.during(late.promise);
  server.isAtWork = async () => {
    late.resolve("late");
    await waiting;
    return false;
  };
  await clock.advance(10_000);
  expect(server).toMatchObject({ asked: 1, replaced: 0 });
});

test("when it is closed while the server is asked, nothing is replaced or asked again", async () => {
  const { clock, server, vigil } = world();
  void vigil.during(new Promise(() => {}));
  server.isAtWork = () => {
    vigil.close();
    return Promise.resolve(false);
  };
  await clock.advance(60_000);
  expect(server).toMatchObject({ asked: 1, replaced: 0 });
});
