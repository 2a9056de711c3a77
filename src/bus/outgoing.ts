import type { Socket } from "bun";

/** Lines beyond this are dropped, each as a whole. */
const waitingBytesMax = 1024 * 1024;

type Writable = Pick<Socket, "write">;

/** Writes lines to a socket, which takes only as much at once as its buffer has room for. */
export class Outgoing {
  readonly #waiting: Uint8Array[] = [];
  #bytes = 0;

  write(socket: Writable, line: string): void {
    const bytes = Buffer.from(line);
    if (this.#bytes + bytes.length > waitingBytesMax) return;
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (this.#waiting.length === 1) this.drain(socket);
  }

  /** To be called when the socket has room again. */
  drain(socket: Writable): void {
    for (;;) {
      const [first] = this.#waiting;
      if (!first) return;
      const written = Math.max(0, socket.write(first));
      this.#bytes -= written;
      if (written < first.length) {
        this.#waiting[0] = first.subarray(written);
        return;
      }
      this.#waiting.shift();
    }
  }
}
