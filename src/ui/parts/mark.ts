/** The product's mark: two bubbles. The build draws the icons of tabs and home screens from it. */
export const markBox = "0 0 32 32";

export const markParts = [
  {
    fill: "#2b7fff",
    d: "M4 8a5 5 0 0 1 5-5h9a5 5 0 0 1 5 5v4a5 5 0 0 1-5 5h-6l-5.2 4.3A1.1 1.1 0 0 1 5 20.5v-5A5 5 0 0 1 4 12z",
  },
  {
    fill: "#a684ff",
    d: "M25.5 11.5A5 5 0 0 1 29 16.3v4.2a5 5 0 0 1-1 3v4.6a1.1 1.1 0 0 1-1.8.9L21.3 25H15a5 5 0 0 1-4.7-3.3L13 19.5h5a7.5 7.5 0 0 0 7.5-7.5z",
  },
];
