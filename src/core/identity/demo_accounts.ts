/** The accounts of the demo. The manual prints their passwords, so production refuses them. */
import type { Role } from "#wire/views.ts";

interface DemoPerson {
  email: string;
  password: string;
  name: string;
  role: Role;
}

export const demoPeople = [
  { email: "admin@admin.com", password: "admin", name: "Admin", role: "admin" },
  { email: "test@test.com", password: "test", name: "Test User", role: "user" },
  { email: "ada@test.com", password: "test", name: "Ada Okafor", role: "user" },
  { email: "jonas@test.com", password: "test", name: "Jonas Weber", role: "user" },
  { email: "mei@test.com", password: "test", name: "Mei Lin", role: "user" },
  { email: "sofia@test.com", password: "test", name: "Sofia Rossi", role: "user" },
] as const satisfies DemoPerson[];

/** The password of every student of a demo course. */
export const studentPassword = "student-demo";
