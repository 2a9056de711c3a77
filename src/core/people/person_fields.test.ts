import { describe, expect, test } from "bun:test";
import { personLimits } from "#wire/limits.ts";
import {
  normalEmail,
  usernameOf,
  validEmail,
  validName,
  validPassword,
  validUsername,
} from "./person_fields.ts";

const ada = { email: "ada@uni.example.edu", name: "Ada Lind" };
const password = (text: string) => validPassword(text, ada);

const refused = (field: string, reason: string, params: object = {}) =>
  expect.objectContaining({ code: "invalid", field, reason, params });

/** An address with that many characters. */
const addressOf = (length: number) => `x@${"y".repeat(length - "x@.de".length)}.de`;

describe("text that cannot be stored is refused in", () => {
  const fields = { email: validEmail, name: validName, password };
  for (const [field, valid] of Object.entries(fields)) {
    test(field, () => {
      for (const text of ["ada\ud800lind@uni.de", "ada\0lind@uni.de"]) {
        expect(() => valid(text)).toThrow(refused(field, "text_unstorable"));
      }
    });
  }
});

describe("an address", () => {
  test("is required", () => {
    for (const blank of ["", "  ", "\u200b"]) {
      expect(() => validEmail(blank)).toThrow(refused("email", "email_missing"));
    }
  });

  test("has a greatest length, which the refusal names", () => {
    const { emailChars: max } = personLimits;
    const longest = addressOf(max);
    expect(longest).toHaveLength(max);
    expect(validEmail(longest)).toBe(longest);
    expect(() => validEmail(addressOf(max + 1))).toThrow(
      refused("email", "email_long", { max, excess: 1 }),
    );
  });

  test("has one @ with 1 to 64 characters before it, and a domain that can exist", () => {
    const start = "x".repeat(64);
    expect(validEmail(`${start}@uni.de`)).toBe(`${start}@uni.de`);
    const malformed = [
      `${start}x@uni.de`,
      "@uni.de",
      "a@uni",
      "a@uni.d",
      "a@b@uni.de",
      "a b@uni.de",
    ];
    for (const email of [...malformed, "deleted-1@deleted.invalid"]) {
      expect(() => validEmail(email)).toThrow(refused("email", "email_malformed"));
    }
  });

  test("does not mix letters of two alphabets that look alike", () => {
    expect(() => validEmail("\u0430da@uni.de")).toThrow(refused("email", "email_mixed"));
    expect(validEmail("\u043b\u0438\u0437\u0430@uni.de")).toBe("\u043b\u0438\u0437\u0430@uni.de");
  });

  test("is stored in lower case, without full-width or invisible characters", () => {
    expect(validEmail(" Ada\u200b@UNI.example.edu ")).toBe(ada.email);
    expect(normalEmail("\uff41da@uni.example.edu")).toBe(ada.email);
  });
});

describe("a username", () => {
  const { usernameCharsMin: min, usernameChars: max } = personLimits;

  test("has a shortest and a greatest length", () => {
    for (const length of [min, max]) {
      expect(validUsername("x".repeat(length))).toBe("x".repeat(length));
    }
    for (const length of [min - 1, max + 1]) {
      const params = { min, max };
      expect(() => validUsername("x".repeat(length))).toThrow(
        refused("username", "username_malformed", params),
      );
    }
  });

  test("has only letters, digits, dots, hyphens and underscores, in lower case", () => {
    expect(validUsername(" Ada.Lind_1-2 ")).toBe("ada.lind_1-2");
    for (const text of ["ada lind", "ada@lind", "ädäl", "ada\nlind"]) {
      expect(() => validUsername(text)).toThrow(
        refused("username", "username_malformed", { min, max }),
      );
    }
  });

  test("that is derived from an address is valid, and short enough for a number", () => {
    expect(usernameOf("Ada.Müller+chat@uni.de")).toBe("ada.mullerchat");
    const local = "abcdefghijklmnopqrstuvwxyz";
    expect(usernameOf(`${local}@uni.de`)).toBe(local.slice(0, 24));
    const shortest = "x".repeat(min);
    expect(usernameOf(`${shortest}@uni.de`)).toBe(shortest);
    expect(usernameOf("xy@uni.de")).toBe("userxy");
    expect(usernameOf("\u043b\u0438\u0437\u0430@uni.de")).toBe("user");
  });
});

describe("a name", () => {
  const { nameChars: max } = personLimits;

  test("is required, and is legible", () => {
    expect(() => validName(" \n")).toThrow(refused("name", "name_missing"));
    expect(() => validName("...")).toThrow(refused("name", "name_unseen"));
    expect(validName("  Ada \n Lind ")).toBe("Ada Lind");
  });

  test("has a greatest length, which the refusal names", () => {
    expect(validName("x".repeat(max))).toHaveLength(max);
    expect(() => validName("x".repeat(max + 1))).toThrow(
      refused("name", "name_long", { max, excess: 1 }),
    );
  });

  test("does not mix letters of two alphabets that look alike", () => {
    expect(() => validName("\u0410dmin")).toThrow(refused("name", "name_mixed"));
  });

  test("is not what pages show in its place, nor ends like the reader's own", () => {
    for (const taken of ["Deleted user", "GELÖSCHTES KONTO", "Ada (you)", "Ada (Sie)"]) {
      expect(() => validName(taken)).toThrow(refused("name", "name_reserved"));
    }
    expect(validName("Deleted users")).toBe("Deleted users");
  });
});

describe("a password", () => {
  test("has a shortest and a greatest length, which the refusals name", () => {
    const { passwordCharsMin: min, passwordChars: max } = personLimits;
    for (const length of [min, max]) {
      expect(password("x".repeat(length))).toBe("x".repeat(length));
    }
    expect(() => password("x".repeat(min - 1))).toThrow(
      refused("password", "password_short", { min }),
    );
    expect(() => password("x".repeat(max + 1))).toThrow(
      refused("password", "password_long", { max, excess: 1 }),
    );
  });

  test("is not the address, its first part, the name, or only spaces", () => {
    const person = { email: "ada.lind@uni.example.edu", name: "Ada B. Lind" };
    for (const known of [person.email, "Ada.Lind", " ada b. lind ", " ".repeat(9)]) {
      expect(() => validPassword(known, person)).toThrow(refused("password", "password_guessable"));
    }
    expect(validPassword("ada.lind 2", person)).toBe("ada.lind 2");
  });
});
