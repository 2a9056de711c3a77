/** Finds accounts by their passwords, to detect passwords that are public. */
import { valueList, type Queries } from "./database.ts";

export interface AccountWithPassword {
  id: string;
  email: string;
  /** The hash. */
  password: string;
}

/** Includes disabled accounts, because staff can enable them again. */
export function accountsWithPassword(db: Queries): Promise<AccountWithPassword[]> {
  return db.all<AccountWithPassword>`
    select id, email, password from users
    where password is not null and deleted_at is null order by created_at, id`;
}

/** @param names addresses and usernames, in lower case */
export function accountsCalled(
  db: Queries,
  names: { emails: string[]; usernames: string[] },
): Promise<AccountWithPassword[]> {
  return db.all<AccountWithPassword>`
    select id, email, password from users
    where password is not null and deleted_at is null
      and (lower(email) in ${valueList(names.emails)} or lower(username) in ${valueList(names.usernames)})
    order by created_at, id`;
}
