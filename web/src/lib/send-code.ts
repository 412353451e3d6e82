/** The ways to send events that the interface shows. */
export const SENDERS = ["curl", "node", "python", "browser"] as const;

/** One of them. */
export type Sender = (typeof SENDERS)[number];

/** Returns the command that sends one event, on one line. */
export function curlCommand(origin: string, key: string): string {
  return `curl ${origin}/v1/track -u ${key}: -d '{"userId": "42", "event": "Order Completed"}'`;
}

/** Returns the code that sends events to `origin` with the write key `key`. */
export function sendCode(sender: Sender, origin: string, key: string): string {
  return CODES[sender](origin, key);
}

// Names and properties are those of the e-commerce specification that the clients share.
const CODES: Record<Sender, (origin: string, key: string) => string> = {
  curl: (origin, key) => `curl ${origin}/v1/track -u ${key}: -d '{
  "userId": "42",
  "event": "Order Completed",
  "messageId": "order-1001",
  "properties": {"order_id": "1001", "revenue": 59.90, "currency": "EUR"}
}'`,
  node: (origin, key) => `// npm install @segment/analytics-node
import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({
  writeKey: "${key}",
  host: "${origin}",
});
analytics.track({
  userId: "42",
  event: "Order Completed",
  properties: { order_id: "1001", revenue: 59.9, currency: "EUR" },
});
await analytics.closeAndFlush();`,
  python: (origin, key) => `# pip install segment-analytics-python
import segment.analytics as analytics

analytics.write_key = "${key}"
analytics.host = "${origin}"
analytics.track(
    "42",
    "Order Completed",
    {"order_id": "1001", "revenue": 59.9, "currency": "EUR"},
)
analytics.flush()`,
  browser: (origin, key) => `// npm install @segment/analytics-next
import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load({
  writeKey: "${key}",
  cdnURL: "${origin}",
});
analytics.page();
analytics.identify("42", { plan: "pro" });`,
};
