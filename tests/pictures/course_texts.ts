/** What people write on the pictures. */
import type { Locale } from "#ui/text/catalogue.ts";

interface Line {
  /** The first name; everyone else is the professor. */
  by: string;
  text: string;
  /** Minutes after the line before. */
  after: number;
}

interface CourseTexts {
  lecture: string;
  exercise: string;
  teamTalk: Line[];
  others: { lecture: string; lab: string[]; rude: string };
  /** The reason for a removal. */
  removed: string;
}

const code = [
  "```python",
  "queue = [(0, start)]",
  "while queue:",
  "    cost, node = heappop(queue)",
  "```",
].join("\n");

export const courseTexts: Record<Locale, CourseTexts> = {
  en: {
    lecture: "Lecture Algorithms",
    exercise: "Exercise group",
    teamTalk: [
      { by: "Yusuf", text: "Has anyone started with sheet 4?", after: 0 },
      {
        by: "Lena",
        text: `Yes. Dijkstra works, once the queue begins like this:\n${code}`,
        after: 6,
      },
      { by: "Mira", text: "That helps, thank you! I take part b.", after: 3 },
      { by: "Tom", text: "Then c is mine. Shall we meet in the library at 16:00?", after: 41 },
      { by: "Emma", text: "Fine, I will be there.", after: 2 },
      { by: "Prof", text: "Good plan. Please hand it in by Friday, 12:00.", after: 24 },
    ],
    others: {
      lecture: "Sheet 4 is online.",
      lab: ["The room for tomorrow is B 201.", "Please bring your laptops."],
      rude: "Who wrote this nonsense?",
    },
    removed: "Please stay friendly.",
  },
  de: {
    lecture: "Vorlesung Algorithmen",
    exercise: "Übungsgruppe",
    teamTalk: [
      { by: "Yusuf", text: "Hat schon jemand mit Blatt 4 angefangen?", after: 0 },
      {
        by: "Lena",
        text: `Ja. Dijkstra geht, wenn die Warteschlange so beginnt:\n${code}`,
        after: 6,
      },
      { by: "Mira", text: "Das hilft, danke! Ich nehme Teil b.", after: 3 },
      {
        by: "Tom",
        text: "Dann nehme ich c. Treffen wir uns um 16 Uhr in der Bibliothek?",
        after: 41,
      },
      { by: "Emma", text: "Passt, ich komme.", after: 2 },
      { by: "Prof", text: "Guter Plan. Abgabe bitte bis Freitag, 12 Uhr.", after: 24 },
    ],
    others: {
      lecture: "Blatt 4 ist online.",
      lab: ["Der Raum für morgen ist B 201.", "Bitte bringen Sie Ihre Laptops mit."],
      rude: "Wer hat diesen Unsinn geschrieben?",
    },
    removed: "Bitte bleiben Sie freundlich.",
  },
};
