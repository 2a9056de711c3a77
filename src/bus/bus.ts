/**
 * Carries short texts between the processes of one installation. A text may be lost, doubled or
 * late: whoever needs certainty reads the log. Knows no chat.
 */
export interface Bus {
  publish(topic: string, text: string): void;
  /** Not called for what the same process publishes. Returns the end of the subscription. */
  subscribe(topic: string, listener: (text: string) => void): () => void;
  close(): void;
}
