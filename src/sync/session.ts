/**
 * The client's session: one socket for all conversations, kept alive, identified, and resumed after
 * every interruption. It knows no browser: socket, clock, randomness and store are passed in.
 */
import { backoffMs } from "./backoff.ts";
import { decodeServerFrame, encodeFrame } from "#wire/codec.ts";
import { closeCodes } from "#wire/codes.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import { protocolVersion, type SignedOutReason, type Welcome } from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import { receiveFrame } from "./session_frames.ts";
import { OutboxSender } from "./outbox_sender.ts";
import type {
  Position,
  SessionEvent,
  SessionPorts,
  SessionSocket,
  SessionState,
} from "./session_ports.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Timeouts for opening a socket, for the answer to a ping, and for the answer to a message. */
const connectMs = 10_000;
const answerMs = 10_000;
const patienceMs = 30_000;
/** After the machine was asleep, the connection is usually dead; do not wait for it long. */
const wakeAnswerMs = 4_000;
/**
 * A connection that lasted this long counts as good, so the next reconnect starts with a short
 * delay.
 */
const steadyMs = 5_000;

export class Session {
  readonly subscriptions = new Subscriptions();
  readonly sender: OutboxSender;
  #state: SessionState = { kind: "idle" };
  #socket: SessionSocket | undefined;
  #attempt = 0;
  #isAnswered = false;
  #heartbeatMs: number = limits.heartbeatMs;
  #cancelTimer = () => {};

  readonly #listeners = new Set<(event: SessionEvent) => void>();

  constructor(readonly ports: SessionPorts) {
    const notify = (event: SessionEvent) => this.notify(event);
    this.sender = new OutboxSender(ports, notify, (frame) => this.sendIfLive(frame));
  }

  subscribe(listener: (event: SessionEvent) => void): void {
    this.#listeners.add(listener);
  }

  notify(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  get state(): SessionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.kind === "idle") this.#connect();
    void this.sender.restore();
  }

  stop(): void {
    this.#drop();
    this.#become({ kind: "idle" });
  }

  /** What the browser reports about its network. */
  setOnline(online: boolean): void {
    if (this.#isOver()) return;
    if (!online) {
      this.#drop();
      this.#become({ kind: "offline" });
    } else if (this.#state.kind === "offline") {
      this.#attempt = 0;
      this.#connect();
    }
  }

  /** The reader is back: stop waiting, and check that the connection is alive. */
  wake(): void {
    if (this.#state.kind === "waiting") this.#connect();
    else if (this.#state.kind === "live") this.#ping(wakeAnswerMs);
  }

  /** The server has ended this session; do not reconnect. */
  signOut(reason: SignedOutReason): void {
    this.#drop();
    this.#become({ kind: "signed_out", reason });
  }

  /** Follows a conversation, from `position` if the client already has its page. */
  open(conversationId: string, position?: Position): void {
    this.subscriptions.set(conversationId, position);
    this.resume(conversationId);
  }

  leave(conversationId: string): void {
    if (this.subscriptions.delete(conversationId)) {
      this.sendIfLive({ messageType: "Leave", payload: {}, meta: { conversationId } });
    }
  }

  /** Asks for everything after the position, unless that request is already on its way. */
  resume(conversationId: string): void {
    if (this.#state.kind !== "live") return;
    const frame = this.subscriptions.ask(conversationId);
    if (frame) this.sendIfLive(frame);
  }

  /** Sends a frame that is not worth sending later. @returns false if the session is not live */
  sendIfLive(frame: ClientFrame): boolean {
    if (this.#state.kind !== "live") return false;
    this.#socket?.send(encodeFrame(frame));
    return true;
  }

  /** The server has identified us: resume all open conversations. */
  welcomed(welcome: Welcome["payload"]): void {
    this.#heartbeatMs = welcome.heartbeatMs;
    this.#become({ kind: "live", sinceMs: this.ports.clock.now() });
    this.notify({ kind: "welcome", welcome });
    for (const conversationId of this.subscriptions.toReload(welcome.epoch)) {
      this.reload(conversationId);
    }
    for (const conversationId of this.subscriptions.ids()) this.resume(conversationId);
    this.sender.flush();
    this.#scheduleBeat();
  }

  /**
   * The server cannot resume from the position, so the page is fetched anew: at once, or with a
   * delay if that has just happened. Two servers that disagree would otherwise be asked endlessly.
   */
  cannotResume(conversationId: string): void {
    if (!this.subscriptions.isUntried(conversationId)) return this.reload(conversationId);
    this.notify({ kind: "stale", conversationId });
    this.reloadFailed(conversationId);
  }

  reload(conversationId: string): void {
    this.subscriptions.markReloading(conversationId);
    this.notify({ kind: "reload", conversationId });
  }

  /** The page is missing or unusable. Asks for it again, after a delay or once we are live. */
  reloadFailed(conversationId: string): void {
    const failures = this.subscriptions.reloadFailed(conversationId);
    this.ports.clock.after(
      backoffMs(failures, () => this.ports.random()),
      () => {
        const missing = this.subscriptions.isMissing(conversationId, failures);
        if (missing && !this.#isOver()) this.reload(conversationId);
      },
    );
  }

  #isOver(): boolean {
    return this.#state.kind === "signed_out" || this.#state.kind === "idle";
  }

  #connect(): void {
    this.#become({ kind: "connecting", attempt: this.#attempt });
    const current = () => this.#socket === socket;
    const socket: SessionSocket = this.ports.connect({
      opened: () => {
        if (current()) this.#identify();
      },
      received: (text) => {
        if (!current()) return;
        this.#isAnswered = true;
        const frame = decodeServerFrame(text);
        if (frame) receiveFrame(this, frame);
      },
      closed: (code) => {
        if (current()) this.#closed(code);
      },
    });
    this.#socket = socket;
    this.#setTimer(connectMs, () => this.#lost());
  }

  #identify(): void {
    const timestamp = new Date(this.ports.clock.now()).toISOString();
    this.#socket?.send(
      encodeFrame({
        messageType: "IdMessage",
        senderId: this.ports.userId,
        convId: "",
        timestamp,
        protocol: protocolVersion,
      }),
    );
    this.#setTimer(limits.identifyMs, () => this.#lost());
  }

  #closed(code: number): void {
    if (code === closeCodes.signedOut) this.signOut("signed_out");
    else this.#lost();
  }

  /** The connection has failed. Waits, then reconnects. */
  #lost(): void {
    const { clock } = this.ports;
    if (this.#state.kind === "live" && clock.now() - this.#state.sinceMs >= steadyMs) {
      this.#attempt = 0;
    }
    this.#drop();
    this.#attempt += 1;
    const delayMs = backoffMs(this.#attempt, () => this.ports.random());
    this.#become({ kind: "waiting", delayMs, attempt: this.#attempt });
    this.#setTimer(delayMs, () => this.#connect());
  }

  #drop(): void {
    this.#cancelTimer();
    this.sender.pause();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.subscriptions.forgetAsked();
  }

  #scheduleBeat(delayMs = this.#heartbeatMs): void {
    this.#setTimer(delayMs, () => this.#ping());
  }

  /** Sends a sign of life, and expects one in time. */
  #ping(patientMs = answerMs): void {
    for (const conversationId of this.subscriptions.behind()) this.resume(conversationId);
    this.sendIfLive({ messageType: "Ping", payload: {}, meta: {} });
    this.#isAnswered = false;
    this.#setTimer(patientMs, () => {
      const unanswered = this.sender.outbox.sendingSince(this.ports.clock.now() - patienceMs);
      if (!this.#isAnswered || unanswered) this.#lost();
      else this.#scheduleBeat(this.#heartbeatMs - patientMs);
    });
  }

  /** There is one timer, for what happens next if the server says nothing. */
  #setTimer(delayMs: number, callback: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.ports.clock.after(delayMs, callback);
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.notify({ kind: "state", state });
  }
}
