"""Sends events with the unmodified client, and says what became of them:
python send.py <host> <write key> <mode> <count> <start in milliseconds>
"""

import json
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from segment.analytics.client import Client

host, write_key, mode, count, start_ms = sys.argv[1:6]
errors = []
client = Client(
    write_key,
    host=host,
    gzip=True,
    on_error=lambda error, items: errors.append(str(error)),
    max_queue_size=100_000,
    upload_size=250,
    upload_interval=0.1,
    max_retries=100,
)


def at(ms):
    return datetime.fromtimestamp(int(start_ms) / 1000, timezone.utc) + timedelta(milliseconds=ms)


if mode == "many":
    for i in range(int(count)):
        properties = {"order_id": f"o-{i}", "revenue": i / 100, "nested": {"list": [1, "deux", None, True]}}
        client.track(f"u-{i % 500}", "Order Seen", properties, timestamp=at(i), anonymous_id=f"a-{i % 500}", message_id=f"python-{i}")
else:
    user, anonymous = "u-1", "a-1"
    context = {"ip": "192.0.2.1", "locale": "fr-FR", "page": {"url": "https://example.org/x"}, "campaign": {"name": "mai"}}
    client.page(anonymous_id=anonymous, name="Home", category="Shop", properties={"url": "https://example.org/"}, timestamp=at(0), message_id="g-1")
    client.identify(user, {"email": "Marie@Example.org", "plan": "pro", "n": Decimal("0.1")}, timestamp=at(1), anonymous_id=anonymous, message_id="g-2")
    client.track(user, "Order Seen", {"price": 19.9, "ids": [1, 2], "é": "ü", "none": None}, context, timestamp=at(2), message_id="g-3")
    client.group(user, "g1", {"name": "Acme"}, timestamp=at(3), message_id="g-4")
    client.screen(user, name="Cart", timestamp=at(4), message_id="g-5")
    client.alias("a-0", user, timestamp=at(5), message_id="g-6")
client.flush()
client.join()
print(json.dumps({"nErrors": len(errors), "errors": errors[:3]}))
