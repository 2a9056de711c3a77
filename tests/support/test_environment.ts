/**
 * The variables that configure Team Chat, and the folder from which run.sh was called. An operator's
 * settings must not change what tests find.
 */
const settings =
  /^(TEAM_CHAT_ENV|CALLER_DIR|HOST|(WEB|REALTIME)_PORT|WS_URL|(PUBLIC|DATABASE|DATABASE_LISTEN|NATS)_URL|NATS_SUBJECT|DATABASE_POOLER|MOVE_DATABASE_TO|INSTANCE_DIR|REGISTRATION.*|CORS_ORIGINS|TRUST_PROXY|REALTIME_WORKERS|SECRET_KEY|METRICS_TOKEN|LOG_.*)$/;

/** The environment for a process that runs tests: this one's, without a real instance's settings. */
export function testEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)));
}
