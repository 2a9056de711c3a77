/**
 * Carries short texts between the processes of an installation. A text may be lost, duplicated or
 * late; code that needs certainty reads the log. The bus knows nothing about chat.
 */
export interface Bus {
  publish(topic: string, text: string): void;
  /**
   * Not called for what the same process publishes. Returns a function that ends the subscription.
   */
  subscribe(topic: string, listener: (text: string) => void): () => void;
  close(): void;
}
