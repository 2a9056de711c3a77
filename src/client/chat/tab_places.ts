import type { Place, Places } from "#ui/chat/keep_scroll.ts";

const key = "team-chat-places";
/** The places of more groups are forgotten, the oldest first. */
const groupsMax = 50;

/** Where this person is in each group, as long as the tab exists, also on other pages meanwhile. */
export function tabPlaces(userId: string): Places {
  const places = read(userId);
  const store = () => {
    const newest = [...places].slice(-groupsMax);
    try {
      sessionStorage.setItem(key, JSON.stringify({ userId, places: newest }));
    } catch {
      // Then a place is kept as long as the page.
    }
  };
  return {
    get: (id) => places.get(id),
    set(id, place) {
      places.delete(id);
      places.set(id, place);
      store();
      return places;
    },
    delete(id) {
      const had = places.delete(id);
      if (had) store();
      return had;
    },
  };
}

/** What the page before has written; another person's is left out. */
function read(userId: string): Map<string, Place> {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as {
      userId: string;
      places: [string, Place][];
    } | null;
    return new Map(kept?.userId === userId ? kept.places : []);
  } catch {
    return new Map();
  }
}
