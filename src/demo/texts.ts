/** The names and messages of a made-up course. */

export const firstNames =
  "Ada Amir Anna Ben Carla Chen Clara Daniel Elif Emil Emma Farid Felix Fatima Greta Hannah Hugo Ida Imran Ines Jana Jonas Julia Kai Karim Kofi Lea Lena Leon Lina Luca Maja Malik Marie Mateo Mei Mila Mohamed Nadia Nils Noah Nora Olga Oskar Paul Pia Priya Rania Ravi Rosa Samuel Sara Selin Sofia Tariq Theo Tom Yara Yusuf Zoé".split(
    " ",
  );

export const lastNames =
  "Adeyemi Bauer Becker Berger Bianchi Brandt Chowdhury Cohen Demir Dubois Eriksen Fernández Fischer Garcia Haddad Hansen Hoffmann Horvat Ivanova Jansen Kaya Keller Khan Klein Kowalski Krüger Kumar Lang Lehmann Li Lindgren Lopez Maier Mbeki Meyer Moreau Müller Nakamura Nguyen Novák Okafor Osei Park Patel Petrov Popescu Richter Rossi Roth Santos Schmidt Schneider Schulz Silva Singh Sørensen Tanaka Vogel Wagner Weber Wolf Yılmaz Zhang Ziegler".split(
    " ",
  );

export const subjects = [
  "recursion",
  "the graph exercise",
  "exercise sheet {n}",
  "question {n}b",
  "the lab report",
  "the hash table proof",
  "Dijkstra",
  "the project plan",
  "the slides of week {n}",
  "the quiz",
  "the second assignment",
  "the state machine",
  "dynamic programming",
  "the database schema",
  "normal forms",
  "the test data",
];

export const questions = [
  "Has anybody started with {topic}?",
  "Does somebody understand {topic}? I have read the chapter twice now.",
  "When do we have to hand in {topic}?",
  "Is {topic} relevant for the exam?",
  "I get a different result for {topic} than the solution says. Am I missing something?",
  "Who takes {topic} this week?",
  "Can somebody look over my part of {topic} before I upload it?",
  "Shall we meet in the library at {hour} to talk about {topic}?",
  "Where can I find {topic}? The link on the course page is broken.",
  "Two questions about {topic}:\n1. Do we need the full derivation?\n2. May we work in pairs?",
];

export const answers = [
  "Yes!",
  "No, not yet.",
  "Thanks, that helps a lot.",
  "Same here 😅",
  "I think the trick is in the first lemma.",
  "Friday, 12:00. It is on the first page of the sheet.",
  "I can do it.",
  "Works for me 👍",
  "Let me check and come back to you.",
  "The tutor said that the idea counts more than the exact number.",
  "Have a look at https://docs.example.edu/course/week-{n}: there is a worked example.",
  "I would draw it first. After that it is nearly obvious.",
  "Ich bin um {hour} da.",
  "Could you share a photo of your notes?",
  "Good point, I had not thought of the empty case.",
  "My program says:\n\n  expected 42, got 41\n\nso it is off by one somewhere.",
  "You need n + 1 steps, not n: the last one checks that nothing is left to do.",
  "Done. Please have a look 🙂",
  "I am on the train, will read it tonight.",
  "+1",
  "The short version: sort first, then merge. The long version is in the book, section {n}.2, and it is worth reading because the exercise changes one of its assumptions.",
];

export const announcements = [
  "The slides of week {n} are online.",
  "Please remember to hand in sheet {n} by Friday, 12:00.",
  "The lecture on Thursday starts at {hour}.",
  "Office hours this week: Wednesday, {hour}, room 2.14.",
  "Well done on sheet {n}: the average was higher than last year.",
];
