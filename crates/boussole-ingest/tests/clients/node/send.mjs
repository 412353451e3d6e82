// Sends events with the unmodified client, and says what became of them:
// node send.mjs <host> <write key> <mode> <count> <start in milliseconds>
import { Analytics } from "@segment/analytics-node";

const [host, writeKey, mode, count, startMs] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushAt: 250, flushInterval: 100, maxRetries: 100 });
let nErrors = 0;
analytics.on("error", (error) => {
  nErrors += 1;
  console.error(error.reason ?? error);
});
const at = (ms) => new Date(Number(startMs) + ms);

if (mode === "many") {
  for (let i = 0; i < Number(count); i += 1) {
    const properties = { order_id: `o-${i}`, revenue: i / 100, nested: { list: [1, "deux", null, true] } };
    const who = { userId: `u-${i % 500}`, anonymousId: `a-${i % 500}` };
    analytics.track({ ...who, event: "Order Seen", properties, timestamp: at(i), messageId: `node-${i}` });
  }
} else {
  const userId = "u-1";
  const anonymousId = "a-1";
  const context = { ip: "192.0.2.1", locale: "fr-FR", page: { url: "https://example.org/x" }, campaign: { name: "mai" } };
  analytics.page({ anonymousId, name: "Home", category: "Shop", properties: { url: "https://example.org/" }, timestamp: at(0), messageId: "g-1" });
  analytics.identify({ userId, anonymousId, traits: { email: "Marie@Example.org", plan: "pro", n: 0.1 }, timestamp: at(1), messageId: "g-2" });
  analytics.track({ userId, event: "Order Seen", properties: { price: 19.9, ids: [1, 2], "é": "ü", none: null }, context, timestamp: at(2), messageId: "g-3" });
  analytics.group({ userId, groupId: "g1", traits: { name: "Acme" }, timestamp: at(3), messageId: "g-4" });
  analytics.screen({ userId, name: "Cart", timestamp: at(4), messageId: "g-5" });
  analytics.alias({ userId, previousId: "a-0", timestamp: at(5), messageId: "g-6" });
}
await analytics.closeAndFlush({ timeout: 500_000 });
console.log(JSON.stringify({ nErrors }));
