import { expect, test } from "vitest";
import { formatAgo, knownZone, localTime, wallClock } from "./dates";
import { makeFormats } from "./formats";

const paris = makeFormats("fr-FR", "Europe/Paris", "EUR");
const london = makeFormats("en-GB", "Europe/London", "GBP");

test.each([
  [paris.date(Date.parse("2026-11-22T12:00Z")), "22 nov. 2026"],
  [paris.date(Date.parse("2026-03-01T12:00Z")), "1er mars 2026"],
  // The day is that of the project, not of UTC.
  [paris.date(Date.parse("2026-02-28T23:30Z")), "1er mars 2026"],
  [london.date(Date.parse("2026-02-28T23:30Z")), "28 Feb 2026"],
  [london.date(Date.parse("2026-03-01T12:00Z")), "1 Mar 2026"],
  [paris.dayHeading("2018-08-15"), "mercredi 15 août 2018"],
  [paris.dayHeading("2018-08-01"), "mercredi 1er août 2018"],
  [london.dayHeading("2018-08-15"), "Wednesday, 15 August 2018"],
  [paris.plainDay("2018-12-01"), "1er déc. 2018"],
  // An hour is that of the wall where it happened, whatever the zone of the project.
  [paris.clock("2018-08-15T11:30:33-03:00"), "11:30"],
  [london.clock("2018-08-15T00:05:00+02:00"), "00:05"],
  [paris.clock("soon"), "soon"],
  [paris.date(Number.NaN), "—"],
  [paris.number(1234567.5), "1\u202f234\u202f567,5"],
  [paris.bytes(999), "999\u202fo"],
  [paris.bytes(1_234), "1,2\u202fko"],
  [paris.bytes(12_345_678), "12\u202fMo"],
  [london.bytes(2_200_000_000_000), "2,200 GB"],
  [london.bytes(0), "0 byte"],
  [paris.country("BR"), "Brésil"],
  [london.country("br"), "Brazil"],
  [london.country("Atlantis"), "Atlantis"],
])("%s", (written, expected) => {
  expect(written).toBe(expected);
});

test("a zone that the browser does not know is read as UTC", () => {
  expect([knownZone("America/Sao_Paulo"), knownZone("Mars/Olympus")]).toEqual(["America/Sao_Paulo", "UTC"]);
});

test("a local time that is not one has no wall clock", () => {
  expect([wallClock("2018-13-45T99:99:99Z"), wallClock("yesterday"), wallClock("")]).toEqual([null, null, null]);
});

test("an instant has a local time in every zone", () => {
  const time_ms = Date.parse("2018-08-15T22:30:33Z");
  expect([localTime(time_ms, "Europe/Paris"), localTime(time_ms, "America/Sao_Paulo")]).toEqual([
    "2018-08-16T00:30:33",
    "2018-08-15T19:30:33",
  ]);
  expect(localTime(Number.NaN, "UTC")).toBe("");
});

const NOW = Date.parse("2026-11-22T12:00Z");

test.each([
  [0, "now", "maintenant"],
  // The clock of the server may be ahead of the browser's.
  [-5_000, "now", "maintenant"],
  [59_999, "59 seconds ago", "il y a 59 secondes"],
  [60_000, "1 minute ago", "il y a 1 minute"],
  [3 * 60_000 + 1, "3 minutes ago", "il y a 3 minutes"],
  [3_599_999, "59 minutes ago", "il y a 59 minutes"],
  [25 * 3_600_000, "1 day ago", "il y a 1 jour"],
  [30 * 24 * 3_600_000, null, null],
  [Number.NaN, null, null],
])("%i ms ago", (age_ms, english, french) => {
  expect([formatAgo(NOW - age_ms, NOW, "en-GB"), formatAgo(NOW - age_ms, NOW, "fr-FR")]).toEqual([english, french]);
});

test("what is long ago is told by its day, and a second is written", () => {
  expect(paris.ago(Date.parse("2026-03-01T12:00Z"), NOW)).toBe("1er mars 2026");
  expect([paris.second(NOW), london.second(NOW)]).toEqual(["13:00:00", "12:00:00"]);
});
