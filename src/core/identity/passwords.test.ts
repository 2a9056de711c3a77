import { describe, expect, test } from "bun:test";
import { pbkdf2Sync, scryptSync } from "node:crypto";
import { systemRandom } from "#kit/ids.ts";
import { FairSemaphore } from "./fair_semaphore.ts";
import {
  hashPassword,
  isKnownHash,
  needsUpgrade,
  unknownHash,
  verifyHash,
} from "./password_hashes.ts";
import { generatedPassword, newHash, passwordMatches } from "./passwords.ts";

// Created with Werkzeug 3's own generate_password_hash.
const werkzeug = {
  "scrypt:32768:8:1": {
    password: "correct horse",
    hash: "scrypt:32768:8:1$0GwzJtk5G0dEbMGo$d09ac81b863b1e15379142e92d64962701747520ebd0d781dae8cd887b67e34b698c2ef91fd825c89f038026b84a4272e1e2fdc3b14614a2daa79ddddbc34e22",
  },
  "scrypt:16384:8:1": {
    password: "pässwörd ☃",
    hash: "scrypt:16384:8:1$SS9afb7gWbp6UfFY$a0403a731e2c5afc8a08ead4dc38cda57fac51e9b7afa55517c5e2bcf11dd7f602257b966c36bc83320bd05d54da4b2e8954bf79b0f1643a2361dedbf1b02571",
  },
  "pbkdf2:sha256:600000": {
    password: "correct horse",
    hash: "pbkdf2:sha256:600000$psLR00tgpcnVfaWh$c91552bc935dc0253b478a99f278356df947618d3a6fda503ab2327052158bd7",
  },
  "pbkdf2:sha512:1000": {
    password: "pässwörd ☃",
    hash: "pbkdf2:sha512:1000$6fvypJK1PHIgljD0$8e1b9dac5e0ff3ef13e4619ff38cf1ec1b8dccf6b2322ced29eeb9139116996d4d2cdced2639f336cf6ac6ab98255a4b28a4d54c13ac6f364017969cbd9db389",
  },
};

describe("hashes of Werkzeug", () => {
  for (const [method, { password, hash }] of Object.entries(werkzeug)) {
    test(`${method} refuses another password and accepts the right one`, async () => {
      expect(await verifyHash(`${password} `, hash)).toBe(false);
      expect(await verifyHash("", hash)).toBe(false);
      expect(await verifyHash(password, hash)).toBe(true);
      expect(needsUpgrade(hash)).toBe(true);
    });
  }

  test("without a number of rounds, the default is used", async () => {
    const { password, hash } = werkzeug["pbkdf2:sha256:600000"];
    expect(await verifyHash(password, hash.replace(":600000", ""))).toBe(true);
  });

  test("a broken or unknown hash lets nobody in", async () => {
    const broken = [
      "",
      "plain text",
      "$argon2id$v=19$m=19456,t=2,p=1$cut",
      "scrypt",
      "scrypt:0:0:0$salt$00",
      "scrypt:32768:8:1$salt$",
      "scrypt:3:8:1$salt$abcd",
      "pbkdf2:md5:1000$salt$abcd",
      "pbkdf2:sha256:0$salt$abcd",
      "pbkdf2:sha256:99999999999$salt$abcd",
      // The right key, but one round more than is allowed.
      "pbkdf2:sha1:10000001$salt$60b890cd",
      "pbkdf2:sha256:1.5$salt$abcd",
      "pbkdf2:sha256:many$salt$abcd",
      "sha256$salt$abcd",
    ];
    for (const hash of broken) expect(await verifyHash("plain text", hash)).toBe(false);
  });

  test("a parameter of zero is not replaced by a default, and none may be missing", async () => {
    const key = scryptSync("plain text", "salt", 16, { N: 16_384, r: 8, p: 1 }).toString("hex");
    const verify = (method: string) => verifyHash("plain text", `${method}$salt$${key}`);
    expect(await verify("scrypt:16384:8:1")).toBe(true);
    const wrong = ["16384:8:0", "16384:0:1", "0:8:1", "16384:8", "16384", "16384:8:", ":8:1"];
    for (const settings of wrong) expect(await verify(`scrypt:${settings}`)).toBe(false);
  });

  test("a single round is checked like any other number", async () => {
    const key = pbkdf2Sync("plain text", "salt", 1, 16, "sha1").toString("hex");
    expect(await verifyHash("plain text", `pbkdf2:sha1:1$salt$${key}`)).toBe(true);
    expect(await verifyHash("plain text", `pbkdf2:sha1:2$salt$${key}`)).toBe(false);
    expect(await verifyHash("plain text", `pbkdf2:sha1:0$salt$${key}`)).toBe(false);
  });

  test("an import tells a hash from any other text by its form", () => {
    const known = [unknownHash, ...Object.values(werkzeug).map(({ hash }) => hash)];
    for (const hash of known) expect([hash, isKnownHash(hash)]).toEqual([hash, true]);
    const unknown = [
      "",
      "plain text",
      "scrypt:32768:8$salt$abcd",
      "scrypt:0:8:1$salt$abcd",
      "pbkdf2:md5:1000$salt$abcd",
      "pbkdf2:sha256:0$salt$abcd",
      "pbkdf2:sha256:1000$salt$plain",
      "x scrypt:32768:8:1$salt$abcd",
    ];
    for (const text of unknown) expect([text, isKnownHash(text)]).toEqual([text, false]);
  });
});

test("a new hash is argon2id with 19 MiB and two passes, and needs no upgrade", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
  expect(needsUpgrade(hash)).toBe(false);
  expect(needsUpgrade(hash.replace("m=19456", "m=4096"))).toBe(true);
  expect(await verifyHash("correct horse", hash)).toBe(true);
  expect(await verifyHash("correct  horse", hash)).toBe(false);
});

test("without a hash every password is refused, and the same work is done", async () => {
  expect(unknownHash.slice(0, 31)).toBe((await newHash("anything")).slice(0, 31));
  expect(await verifyHash("anything", unknownHash)).toBe(false);
  expect(await passwordMatches({ password: "anything", hash: null, queue: "" })).toBe(false);
});

test("a generated password has four groups of four letters and digits, each equally likely", () => {
  for (let round = 0; round < 100; round += 1) {
    expect(generatedPassword(systemRandom)).toMatch(/^[a-km-z2-9]{4}(-[a-km-z2-9]{4}){3}$/);
  }
  const signs = Array.from({ length: 256 }, (_, byte) => {
    const password = generatedPassword((count) => new Uint8Array(count).fill(byte));
    expect(new Set(password.replaceAll("-", "")).size).toBe(1);
    return password[0];
  });
  const counts = new Map(signs.map((sign) => [sign, signs.filter((one) => one === sign).length]));
  expect([...counts.values()]).toEqual(Array(32).fill(8));
});

describe("the semaphore", () => {
  test("refuses tasks beyond its queue, and runs no more than its size", async () => {
    const semaphore = new FairSemaphore({ running: 2, waiting: 1 });
    const work = Promise.withResolvers<string>();
    let running = 0;
    const enter = () =>
      semaphore.run("campus", () => {
        running += 1;
        return work.promise;
      });
    const inside = [enter(), enter(), enter()];
    expect(running).toBe(2);
    await expect(enter()).rejects.toMatchObject({ code: "busy", reason: "sign_in_crowded" });
    work.resolve("done");
    expect(await Promise.all(inside)).toEqual(["done", "done", "done"]);
    expect(running).toBe(3);
  });

  test("a crowd in one queue delays nobody in another, however many wait", async () => {
    const semaphore = new FairSemaphore({ running: 1, waiting: 5 });
    const order: string[] = [];
    const enter = (queue: string) =>
      semaphore.run(queue, async () => {
        order.push(queue);
        await Promise.resolve();
      });
    const crowd = Array.from({ length: 6 }, () => enter("crowd"));
    await expect(enter("crowd")).rejects.toMatchObject({ code: "busy" });
    await Promise.all([...crowd, enter("one"), enter("two"), enter("two")]);
    expect(order).toEqual([
      "crowd",
      "crowd",
      "one",
      "two",
      "crowd",
      "two",
      "crowd",
      "crowd",
      "crowd",
    ]);
  });

  test("a failure frees its place", async () => {
    const semaphore = new FairSemaphore({ running: 1, waiting: 1 });
    await expect(semaphore.run("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await semaphore.run("a", () => Promise.resolve("next"))).toBe("next");
  });
});
