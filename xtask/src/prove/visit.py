# Signs in with the link given first, looks at the start page as a browser does, and asks the question of each of its numbers.
# Prints as JSON what the page says first, how many numbers it has and how many differ from their question, and the times.
import http.client, json, sys, time, urllib.parse

link, query = urllib.parse.urlsplit(sys.argv[1]), sys.argv[2]
connection = http.client.HTTPConnection(link.hostname, link.port, timeout=300)
headers = {"X-Boussole": "1", "Content-Type": "application/json", "Host": link.netloc}

def call(method, path, body=None):
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    text = response.read()
    if response.status >= 300:
        sys.exit(f"{method} {path}: {response.status} {text.decode()}")
    return response, text

token = urllib.parse.parse_qs(link.query)["token"][0]
opened, _ = call("POST", "/api/v1/session/link", {"token": token})
headers["Cookie"] = opened.getheader("Set-Cookie").split(";")[0]

def timed(path):
    start = time.monotonic()
    page = json.loads(call("GET", path)[1])
    return page, round(1000 * (time.monotonic() - start))

def ask(question):
    return json.loads(call("POST", "/api/v1/insights/query", question)[1])

def last(name, answer):
    """What the answer to a question says of its last bucket."""
    if answer["kind"] == "trend":
        return answer["series"][-1]["values"][-1]
    if not answer["groups"]:
        return None
    value = answer["groups"][0]["values"][-1]
    return value["parts"].get("end", 0) if name == "active_customers" else value["value"]

def same(one, other):
    return abs(float(one) - float(other)) < 1e-9 * max(1.0, abs(float(other)))

page, figures_ms = timed("/api/v1/today" + query)
_, again_ms = timed("/api/v1/today" + query)
said, findings_ms = timed("/api/v1/today/findings" + query)
n_numbers, differing, shown = 0, [], {}
for figure in page["figures"]:
    if figure["value"] is None:
        continue
    shown[figure["name"]] = figure["value"]["value"]
    pairs = [(figure["value"]["value"], last(figure["name"], ask(figure["question"])))]
    if figure["audience"]:
        pairs.append((figure["value"]["value"], ask(figure["audience"])["count"]))
    for here, there in pairs:
        n_numbers += 1
        if there is None or not same(here, there):
            differing.append([figure["name"], here, there])
for finding in said["findings"]:
    for question, number in (("question", "value"), ("others_question", "others")):
        if finding[question]:
            n_numbers += 1
            there = last(finding["look"], ask(finding[question]))
            if there is None or not same(finding[number]["value"], there):
                differing.append([finding["look"], finding[number]["value"], there])
sentences = [" ".join([finding["look"]] + [str(named["value"]) for named in finding["group"]]) for finding in said["findings"]]
print(json.dumps({
    "sentences": sentences, "n_looks": said["n_looks"], "shown": shown, "n_numbers": n_numbers, "differing": differing,
    "figures_ms": figures_ms, "again_ms": again_ms, "findings_ms": findings_ms,
}))
