/**
 * The scripts of a page ask each other who is online: `page.js`, which every page has, does not know,
 * and the chat does. Where nobody answers, nobody is known to be online.
 */
const name = "team-chat-is-online";

interface Question {
  userId: string;
  online: boolean;
}

export function isKnownOnline(root: Document, userId: string): boolean {
  const detail: Question = { userId, online: false };
  root.dispatchEvent(new CustomEvent(name, { detail }));
  return detail.online;
}

export function answerOnline(root: Document, isOnline: (userId: string) => boolean): void {
  root.addEventListener(name, (event) => {
    const { detail } = event as CustomEvent<Question>;
    if (isOnline(detail.userId)) detail.online = true;
  });
}
