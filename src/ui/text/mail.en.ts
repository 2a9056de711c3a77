export const mail = {
  hello: "Hello {name},",
  linkSubject: "Your way into {chat}",
  linkLead: "{actor} has sent you this link. Use it to choose a password and sign in:",
  resetSubject: "A new password for {chat}",
  resetLead:
    "Someone, probably you, asked for a new password for your account. Use this link to choose one and sign in:",
  codeEnter: "If the link does not work, open {page} and enter this code: {code}",
  codeUntil: "It works once, until {time} UTC. You sign in as {handle}.",
  linkUnexpected: "If you do not know what this is about, ignore this email.",
  resetUnexpected:
    "If it was not you, ignore this email: your password stays as it is. This email went only to the address of your account.",
  codeSubject: "A code for your account in {chat}",
  codeLead:
    "{actor} has created a one-time code for your account. Anyone who enters it can choose a new password, which signs out all your devices. Your account shows when the code was used, and from which network.",
  codeUnexpected: "If you did not ask for it, contact",
  codeAsk: "If you did not ask for it, tell the people who run this chat.",
  headSubject: "Checkpoint of the staff log of {chat}",
  headLead: "The staff log of {chat} was signed up to entry {entry}, {time} UTC. Its code is:",
  headKeep:
    "Please keep this email. With the code, an export of the log can be verified later by “cli verify-log”: whether an entry was changed, removed or swapped since then.",
  someone: "A member of staff",
  noAnswer: "Replies to this email are not read.",

  title: "Emails",
  lead: "Emails that wait to be sent, and those that could not be sent. What was sent is not kept.",
  waiting: { one: "{count} is waiting.", other: "{count} are waiting." },
  failed: { one: "{count} could not be sent.", other: "{count} could not be sent." },
  nothingWaits: "All emails have been sent.",
  show: "Show emails",
  more: "The list shows the first {max}.",
  emptyTitle: "No emails are waiting",
  emptyText: "Emails appear here until they are sent, and stay if they cannot be sent.",
  to: "To",
  what: "Email",
  kinds: {
    link: "Sign-in link",
    reset: "Link for a new password",
    code: "Message about a one-time code",
  },
  state: "State",
  waits: "Waiting",
  failedState: "Not sent",
  nextTry: "next attempt",
  tries: { one: "{count} attempt", other: "{count} attempts" },
  serverSaid: "The mail server said:",
  since: "Since",
  acts: "Actions",
  actsOf: "Actions for the email to {name}",
  retry: "Send again",
  delete: "Delete",
  retried: "The email will be sent again.",
  deleted: "The email was deleted.",

  forgotTitle: "Forgot your password?",
  forgotLead: "Enter your address. You will receive a link for choosing a new password.",
  forgotSubmit: "Send a link",
  forgotSentTitle: "Check your email",
  forgotSent:
    "If what you entered belongs to an account with an address, a link is on its way there. It works for an hour.",
  forgotNothing:
    "Nothing there after a few minutes? Check your spam folder. Guest accounts have no password, and some accounts have no address: in that case, ask your teacher for a one-time code.",
  forgotWay: "Get a link by email.",

  sendAll: "Send links by email",
  sendLink: "Send a link by email",
  linksHint:
    "Instead of a sheet, everyone with an address can get a link by email. People without an address still need a code.",
  linkHint: "Instead of a code to pass on, a link can be sent to {address}; nobody else sees it.",
  linksMailed: {
    one: "{count} link is on its way.",
    other: "{count} links are on their way.",
  },
  withoutAddress: {
    one: "{count} person has no address and still needs a code.",
    other: "{count} people have no address and still need a code.",
  },
};

export type MailTexts = typeof mail;
