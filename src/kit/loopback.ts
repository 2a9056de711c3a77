/** Whether a host, as a parsed URL or `HOST` has it, is this machine for itself and nobody else. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
