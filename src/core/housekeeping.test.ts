import { expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson } from "#tests/support/people.ts";
import { testServices } from "#tests/support/services.ts";
import { keepHouse } from "./housekeeping.ts";
import { sessionLifeMs } from "./tokens.ts";

test("a session that has expired is forgotten within the hour, one that lives is kept", async () => {
  const clock = new FakeClock();
  const services = testServices({ clock });
  await makePerson(services, { device: "old" });
  await clock.advance(sessionLifeMs - 1_000);
  await makePerson(services, { device: "young" });
  const devices = async () => {
    await services.db.transaction(() => Promise.resolve());
    const rows = await services.db.all<{
      device: string;
    }>`select device from sessions order by device`;
    return rows.map(({ device }) => device);
  };
  const stop = keepHouse(services);
  expect(await devices()).toEqual(["old", "young"]);
  await clock.advance(3_600_000);
  expect(await devices()).toEqual(["young"]);
  stop();
  services.dispose();
});
