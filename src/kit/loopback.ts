/** Whether a host, as in a parsed URL or `HOST`, can be reached from this machine only. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
