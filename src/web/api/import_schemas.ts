/** What the API says about imports of people. */
import { z } from "zod";
import { columnUses } from "#core/roster/headings.ts";
import { rosterLimits } from "#wire/limits.ts";
import { id, text, time, wholeNumber } from "./schemas.ts";

const state = z.enum(["previewed", "applying", "applied", "undoing", "undone"]);
const use = z.enum(columnUses);

const importFields = {
  id: z.string(),
  title: z.string().meta({ description: "The name of the file; empty for a pasted list" }),
  state,
  created_at: time,
  ended_at: time.nullable().meta({ description: "When it was applied or taken back as a whole" }),
};

export const listedImport = z.object(importFields).meta({ id: "ListedImport" });

const change = z.object({
  like_staff: z.string().nullable().meta({
    description: "The name of a member of staff that the name of a new account looks like",
  }),
  change: z.enum(["new", "account", "change", "same", "leave"]).meta({
    description:
      "new: gets an account; account: joins the course with the account they have; change: another group or role; same: already in; leave: leaves the course",
  }),
  line: wholeNumber.nullable().meta({ description: "null for someone who is not on the list" }),
  user_id: z.string().nullable().meta({ description: "null for people not yet in the course" }),
  name: z.string(),
  email: z.string(),
  role: z.enum(["student", "tutor"]),
  joins: z.array(z.string()).meta({ description: "Names of groups" }),
  leaves: z.array(z.string()).meta({ description: "Names of groups" }),
  outcome: z.enum(["planned", "waits", "done", "skipped", "undone", "kept"]).meta({
    description: "kept: has changed since the import, and was not taken back",
  }),
});

export const wholeImport = z
  .object({
    ...importFields,
    undo_until: time.nullable().meta({ description: "null if it cannot be taken back" }),
    columns: z.array(z.object({ heading: z.string(), is: use, keep: z.boolean() })),
    changes: z.array(change),
    unusable: z.array(
      z.object({
        line: wholeNumber,
        text: z.string(),
        reason: z.string().meta({ description: "Stable, for programs to act on" }),
        message: z.string(),
      }),
    ),
    typos: z
      .array(
        z.object({
          line: wholeNumber,
          email: z.string(),
          user_id: z.string(),
          email_here: z.string(),
          same: z.boolean(),
        }),
      )
      .meta({ description: "Rows that probably are someone in the course with another address" }),
    not_on_list: z
      .array(z.object({ user_id: z.string(), name: z.string(), leaves: z.boolean() }))
      .meta({ description: "In the course, but not on the list" }),
    new_groups: z.array(z.string()).meta({ description: "Groups that will be created" }),
    unknown_groups: z.array(z.string()).meta({ description: "Groups that do not exist" }),
  })
  .meta({ id: "Import" });

export const newImport = z
  .strictObject({
    list: z.string().max(rosterLimits.bytes).meta({
      description: "CSV or TSV, with or without headings, or one address per line",
    }),
    title: text(rosterLimits.titleChars).optional(),
  })
  .meta({ examples: [{ list: "Name;E-Mail\nMira Sol;mira@uni.example.edu" }] });

const byNumber = z.string().regex(/^\d{1,6}$/);

export const importChange = z
  .strictObject({
    columns: z.record(byNumber, use).optional().meta({
      description: "What a column is, by its number from 0",
    }),
    keep: z.record(byNumber, z.boolean()).optional().meta({
      description: "Whether a column is kept with the course, by its number from 0",
    }),
    same: z.record(byNumber, z.boolean()).optional().meta({
      description: "Whether a row is the person of its entry in `typos`, by its line",
    }),
    leave: z.array(id).max(rosterLimits.rows).optional().meta({
      description: "The people who are to leave the course",
    }),
    make_groups: z.boolean().optional(),
  })
  .meta({ examples: [{ columns: { "0": "address" }, make_groups: true }] });
