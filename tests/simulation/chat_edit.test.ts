import { describe, expect, test } from "bun:test";
import { chatMessageFrame } from "#wire/events/chat_message.ts";
import type { MessageView, RemovedBy } from "#wire/views.ts";
import { pageWorld } from "./page_world.ts";
import type { SimulatedPage } from "./simulated_page.ts";

describe("a half-written edit", () => {
  const half = async () => {
    const { clock, page } = pageWorld();
    const ann = page();
    await clock.advance(1_000);
    ann.act.send("first words");
    await clock.advance(1_000);
    const message = ann.state.current!.timeline.messages[0]!;
    ann.act.startEdit(message.id);
    ann.act.saveDraft(message.id, "better words");
    let seq = 1;
    /** The server reports what happened to the message. */
    const becomes = (change: Partial<MessageView>) => {
      const { id: messageId, senderId, sentAt: timestamp } = message;
      seq += 1;
      const meta = { conversationId: "g", messageId, senderId, timestamp, seq };
      const messageType = change.removed ? "MessageRemoved" : "MessageEdited";
      const payload = { message: { ...message, ...change } };
      ann.app.handle({ kind: "event", frame: { messageType, payload, meta } });
    };
    return { clock, ann, message, becomes };
  };
  const removed = (by: RemovedBy) => ({
    content: "",
    removed: { at: "", by, byStaff: by !== "author" },
  });

  test("is open again, and can be saved, after returning to its group", async () => {
    const { clock, ann, message } = await half();
    ann.app.updateCurrent((current) => ({
      ...current,
      editing: { messageId: message.id, busy: true },
    }));
    void ann.app.show("other");
    await clock.advance(1_000);
    expect(ann.state.current?.editing).toBeUndefined();
    void ann.app.show("g");
    await clock.advance(1_000);
    expect(ann.state.current?.editing).toEqual({ messageId: message.id, busy: false });
    expect(ann.act.draft(message.id)).toBe("better words");
  });

  test("leaves messages below it unread until it is closed", async () => {
    const { clock, ann, message } = await half();
    const { current } = ann.state;
    expect([current?.atBottom, current?.readSeq]).toEqual([true, 1]);
    const next = { ...message, id: "m2", senderId: "bob", clientId: undefined, seq: 2 };
    ann.app.handle({ kind: "event", frame: chatMessageFrame(next) });
    await clock.advance(10_000);
    expect(ann.state.current?.readSeq).toBe(1);
    ann.app.updateCurrent((open) => ({ ...open, editing: undefined }));
    ann.act.atBottom(true);
    await clock.advance(10_000);
    expect(ann.state.current?.readSeq).toBe(2);
  });

  test("is forgotten once it is stored", async () => {
    const { ann, message, becomes } = await half();
    ann.act.saveEdit("better words");
    expect(ann.state.current?.editing?.busy).toBe(true);
    becomes({ content: "better words" });
    expect(ann.state.current?.editing).toBeUndefined();
    expect(ann.act.draft(message.id)).toBe("");
    expect(ann.act.draft("g")).toBe("");
  });

  test("continues in the field for new messages, below its text, when its message is removed", async () => {
    for (const by of ["author", "moderator", "staff"] as const) {
      const { ann, message, becomes } = await half();
      ann.act.saveDraft("g", "something else");
      becomes(removed(by));
      expect(ann.state.current?.editing).toBeUndefined();
      expect(ann.act.draft(message.id)).toBe("");
      expect(ann.act.draft("g")).toBe("something else\nbetter words");
      expect(ann.state.current?.returned?.text).toBe("better words");
    }
  });

  test("continues as a draft of its group when the reader loses access", async () => {
    const ends = [
      (ann: SimulatedPage) => ann.app.handle({ kind: "closed", conversationId: "g" }),
      (ann: SimulatedPage) =>
        ann.app.handle({
          kind: "event",
          frame: {
            messageType: "ConversationDeleted",
            payload: {},
            meta: { conversationId: "g", seq: 2, timestamp: "" },
          },
        }),
    ];
    for (const end of ends) {
      const { ann } = await half();
      end(ann);
      expect(ann.state.current?.phase).toBe("closed");
      expect(ann.act.draft("g")).toBe("better words");
    }
  });

  test("continues as a new message even if the removal shows only on a page fetched anew", async () => {
    const { clock, ann, message } = await half();
    ann.changed.set(message.id, removed("staff"));
    void ann.app.reload("g");
    await clock.advance(1_000);
    expect(ann.state.current?.timeline.messages[0]?.removed).toBeDefined();
    expect(ann.act.draft("g")).toBe("better words");
  });

  test("is left for a while to the tab that has it open, and then continues here", async () => {
    const { clock, ann, message, becomes } = await half();
    ann.app.updateCurrent((current) => ({ ...current, editing: undefined }));
    becomes(removed("staff"));
    expect(ann.act.draft(message.id)).toBe("better words");
    await clock.advance(3_000);
    expect(ann.act.draft(message.id)).toBe("");
    expect(ann.act.draft("g")).toBe("better words");
  });

  test("is forgotten in the end if it was closed and its author has deleted the message", async () => {
    const { clock, ann, message, becomes } = await half();
    ann.app.updateCurrent((current) => ({ ...current, editing: undefined }));
    becomes(removed("author"));
    await clock.advance(3_000);
    expect(ann.act.draft(message.id)).toBe("");
    expect(ann.act.draft("g")).toBe("");
  });

  test("stays open when its message was edited elsewhere, and says so", async () => {
    const { ann, message, becomes } = await half();
    becomes({ content: "quite other words" });
    expect(ann.state.current?.editing).toMatchObject({ messageId: message.id, changed: true });
    expect(ann.act.draft(message.id)).toBe("better words");
  });

  test("with empty text asks whether to delete the message", async () => {
    const { ann, message } = await half();
    ann.act.saveEdit(" \n ");
    expect(ann.state.dialog).toEqual({ kind: "delete", messageId: message.id, busy: false });
    expect(ann.state.current?.editing?.messageId).toBe(message.id);
  });

  test("is saved without half a surrogate pair", async () => {
    const { ann } = await half();
    ann.act.saveEdit("better \uD83D words");
    expect(ann.state.current?.editing?.sent).toBe("better \uFFFD words");
  });
});
