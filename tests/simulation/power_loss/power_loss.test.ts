import { expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { powerLoss } from "./power_loss.ts";
import { findCompiler } from "./recording.ts";

setDefaultTimeout(testMs);

const found = findCompiler();
const missing = "missing" in found ? ` (not tried: ${found.missing})` : "";

test.skipIf(missing !== "")(
  `[D1] a power failure while people write loses nothing acknowledged, except with synchronous=NORMAL${missing}`,
  async () => {
    const run = { cuts: 4, seed: 1, messagesMax: 5_500 };
    const full = await powerLoss({ ...run, synchronous: "FULL" });
    expect(full).toMatchObject({ tried: true, cuts: 4, lost: 0, damaged: [] });
    const control = await powerLoss({ ...run, synchronous: "NORMAL" });
    expect(control).toMatchObject({ tried: true, cuts: 4, damaged: [] });
    expect(control.tried && control.lost).toBeGreaterThan(0);
  },
);
