/** Section 6 of the Autobahn test suite: valid and invalid UTF-8. */
import { frame, opcodes } from "./raw_socket.ts";
import {
  answered,
  bytewise,
  type Case,
  failed,
  fragments,
  hex,
  together,
} from "./raw_socket_case.ts";

const encoder = new TextEncoder();
const kosme = hex("cebae1bdb9cf83cebcceb5");
const edited = encoder.encode("edited");
const greeting = encoder.encode('{"messageType":"Hello-µ@ßöäüàá-UTF-8!!"}');
const greeted = "unknown_kind Hello-µ@ßöäüàá-UTF-8!!";

/**
 * The text as the kind of a frame: the refusal repeats it, unless it cannot be part of JSON
 * unescaped.
 */
function valid(id: string, bytes: Uint8Array): Case {
  const payload = together(encoder.encode('{"messageType":"'), bytes, encoder.encode('"}'));
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const control = bytes.some((byte) => byte < 0x20);
  return answered(
    id,
    [frame(opcodes.text, payload)],
    control ? "bad_json" : `unknown_kind ${text}`,
  );
}

const invalid = (id: string, bytes: Uint8Array): Case =>
  failed(id, 1007, [frame(opcodes.text, bytes)]);

const all = (section: string, make: (id: string, bytes: Uint8Array) => Case, list: string[]) =>
  list.map((bytes, index) => make(`${section}.${index + 1}`, hex(bytes)));

const words = (list: string) => list.split(" ");
const surrogate = together(kosme, hex("eda080"), edited);
const tooHigh = together(kosme, hex("f4908080"), edited);
const empty = (opcode: number, open: boolean) => frame(opcode, "", { open });

const special: Case[] = [
  answered("6.1.1", [frame(opcodes.text)], "bad_json"),
  answered(
    "6.1.2",
    [empty(opcodes.text, true), empty(opcodes.more, true), empty(opcodes.more, false)],
    "bad_json",
  ),
  answered(
    "6.1.3",
    [
      empty(opcodes.text, true),
      frame(opcodes.more, "middle frame payload", { open: true }),
      empty(opcodes.more, false),
    ],
    "bad_json",
  ),
  answered("6.2.1", [frame(opcodes.text, greeting)], greeted),
  answered("6.2.2", fragments(greeting, [22]), greeted),
  answered("6.2.3", fragments(greeting, 1), greeted),
  answered("6.2.4", fragments(named(kosme), 1), `unknown_kind ${new TextDecoder().decode(kosme)}`),
  invalid("6.3.1", surrogate),
  failed("6.3.2", 1007, fragments(surrogate, 1)),
  // An implementation may fail as soon as a text can no longer become valid; this one does at its
  // end.
  failed("6.4.1", 1007, fragments(tooHigh, [11, 15])),
  failed("6.4.2", 1007, fragments(tooHigh, [12, 13])),
  failed("6.4.3", 1007, [{ bytes: frame(opcodes.text, tooHigh), inPieces: 11 }]),
  failed("6.4.4", 1007, [bytewise(frame(opcodes.text, tooHigh))]),
];

function named(bytes: Uint8Array): Uint8Array {
  return together(encoder.encode('{"messageType":"'), bytes, encoder.encode('"}'));
}

/** A sequence cut anywhere but between two characters is invalid. */
const prefixes: Case[] = Array.from({ length: 11 }, (_, index) => {
  const bytes = kosme.subarray(0, index + 1);
  return ([2, 5, 7, 9, 11].includes(index + 1) ? valid : invalid)(`6.6.${index + 1}`, bytes);
});

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => (from + index).toString(16));
const lonely = (from: number, to: number) =>
  range(from, to)
    .map((byte) => `${byte}20`)
    .join("");
const incomplete = words("c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf");

/** The last two code points of each plane are noncharacters, but valid. */
const nonCharacters = Array.from({ length: 34 }, (_, index) =>
  Buffer.from(String.fromCodePoint((index >> 1) * 0x1_0000 + 0xfffe + (index & 1))).toString("hex"),
);

export const texts: Case[] = [
  ...special,
  ...all(
    "6.5",
    valid,
    words(
      "68656c6c6f24776f726c64 68656c6c6fc2a2776f726c64 68656c6c6fe282ac776f726c64 68656c6c6ff0a4ada2776f726c64 cebae1bdb9cf83cebcceb5",
    ),
  ),
  ...prefixes,
  ...all("6.7", valid, words("00 c280 e0a080 f0908080")),
  ...all("6.8", invalid, words("f888808080 fc8480808080")),
  ...all("6.9", valid, words("7f dfbf efbfbf f48fbfbf")),
  ...all("6.10", invalid, words("f7bfbfbf fbbfbfbfbf fdbfbfbfbfbf")),
  ...all("6.11", valid, words("ed9fbf ee8080 efbfbd f48fbfbf")),
  invalid("6.11.5", hex("f4908080")),
  ...all("6.12", invalid, [
    ...words("80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf"),
    range(0x80, 0xbf).join(""),
  ]),
  ...all("6.13", invalid, [
    lonely(0xc0, 0xdf),
    lonely(0xe0, 0xef),
    lonely(0xf0, 0xf7),
    lonely(0xf8, 0xfb),
    lonely(0xfc, 0xfd),
  ]),
  ...all("6.14", invalid, incomplete),
  invalid("6.15.1", hex(incomplete.join(""))),
  ...all("6.16", invalid, words("fe ff fefeffff")),
  ...all("6.17", invalid, words("c0af e080af f08080af f8808080af fc80808080af")),
  ...all("6.18", invalid, words("c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf")),
  ...all("6.19", invalid, words("c080 e08080 f0808080 f880808080 fc8080808080")),
  ...all("6.20", invalid, words("eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf")),
  ...all(
    "6.21",
    invalid,
    ["eda080", "edadbf", "edae80", "edafbf"].flatMap((high) => [`${high}edb080`, `${high}edbfbf`]),
  ),
  ...all("6.22", valid, nonCharacters),
  ...all(
    "6.23",
    valid,
    range(0xb9, 0xbf).map((last) => `efbf${last}`),
  ),
];
