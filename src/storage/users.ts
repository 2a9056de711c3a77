import { list, type Queries } from "./database.ts";

export interface UserRow {
  id: string;
  email: string;
  username: string;
  name: string;
  role: "admin" | "user" | "guest";
  created_at: string;
  updated_at: string;
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
  expires_at: string | null;
  disabled_at: string | null;
}

export function activeUserById(db: Queries, id: string): Promise<UserRow | undefined> {
  return db.get<UserRow>`
    select id, email, username, name, role, created_at, updated_at, locale, theme, expires_at, disabled_at
    from users where id = ${id} and disabled_at is null and deleted_at is null`;
}

export function usersByIds(db: Queries, ids: string[]): Promise<UserRow[]> {
  return db.all<UserRow>`
    select id, email, username, name, role, created_at, updated_at, locale, theme, expires_at, disabled_at
    from users where id in ${list(ids)} and deleted_at is null`;
}
