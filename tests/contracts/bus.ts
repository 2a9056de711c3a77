/** What every bus does; each adapter's test registers this suite with its own way to make two ends. */
import { expect, test } from "bun:test";
import type { Bus } from "#bus/bus.ts";

export interface TwoEnds {
  here: Bus;
  there: Bus;
  close(): void;
}

/** Published again until it is heard: a bus may lose what it is given. */
async function heard(from: Bus, to: Bus, text: string): Promise<string> {
  return new Promise((resolve) => {
    const again = setInterval(() => from.publish("log", text), 20);
    const end = to.subscribe("log", (received) => {
      end();
      clearInterval(again);
      resolve(received);
    });
    from.publish("log", text);
  });
}

export function busContract(name: string, connect: () => Promise<TwoEnds>): void {
  test(`${name}: nobody hears what they publish themselves, nor another topic`, async () => {
    const { here, there, close } = await connect();
    const wrong: string[] = [];
    here.subscribe("log", (text) => wrong.push(text));
    there.subscribe("other", (text) => wrong.push(text));
    await heard(here, there, "1");
    // What came before has come to both ends once this has come back.
    await heard(there, here, "2");
    expect(new Set(wrong)).toEqual(new Set(["2"]));
    close();
  });

  test(`${name}: a text arrives as it was, with its line breaks and letters`, async () => {
    const { here, there, close } = await connect();
    const text = 'two\nlines "and" 😀 ünïcode \u2028';
    expect(await heard(here, there, text)).toBe(text);
    close();
  });

  test(`${name}: after a subscription has ended, its listener hears nothing`, async () => {
    const { here, there, close } = await connect();
    const late: string[] = [];
    there.subscribe("log", (text) => late.push(text))();
    await heard(here, there, "on");
    expect(late).toEqual([]);
    close();
  });
}
