// @vitest-environment jsdom
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { messages } from "../../locales/en.po";
import { EventDetail } from "./event-detail";
import { EventRow } from "./event-row";

const event = {
  time: "2018-08-15T14:30:33.000Z",
  local_time: '2018-08-15T11:30:33"><script>alert(0)</script>',
  seq: 1,
  event: "<img src=x onerror=alert(1)>",
  source: "<b>web</b>",
  session: null,
  properties: { '"><script>alert(2)</script>': "<svg onload=alert(3)>", link: "javascript:alert(4)" },
};

test("data of an event never becomes markup or a link", () => {
  i18n.loadAndActivate({ locale: "en", messages });
  const markup = renderToStaticMarkup(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={new QueryClient()}>
          <ol>
            <EventRow event={event} />
          </ol>
          <EventDetail id="detail" event={event} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  );
  const page = new DOMParser().parseFromString(markup, "text/html");
  expect(page.querySelectorAll("script, img, b, a, [onload], [onerror]").length).toBe(0);
  expect(page.body.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(page.body.textContent).toContain("javascript:alert(4)");
});
