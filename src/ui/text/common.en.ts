import { names } from "./names.en.ts";

export const common = {
  ...names,
  skipToContent: "Skip to content",
  navigation: "Main navigation",
  offices: { teacher: "Teacher", tutor: "Tutor" },
  groups: "Manage groups",
  users: "People",
  record: "Log",
  account: "Account",
  signOut: "Sign out",
  signIn: "Sign in",
  signUp: "Create an account",
  cancel: "Cancel",
  save: "Save",
  close: "Close",
  undo: "Undo",
  checkFields: "Please check:",
  delete: "Delete",
  edit: "Edit",
  search: "Search",
  open: "Open",
  back: "Back",
  menu: "Menu",
  previousPage: "Previous page",
  nextPage: "Next page",
  pageOf: "Page {page} of {pages}",
  required: "required",
  optional: "optional",
  deletedUser: "Deleted user",
  errorTitle: "That did not work",
  notFoundTitle: "Page not found",
  reference:
    "If it happens again, give this reference to the people who run the server: {reference}",
  home: "Go to your chats",
};

export type CommonTexts = typeof common;
