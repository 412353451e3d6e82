import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import "@mantine/core/styles/Tabs.layer.css";
import { getRouteApi } from "@tanstack/react-router";
import type { Source } from "../../api/sources";
import { SENDERS, type Sender, sendCode } from "../../lib/send-code";
import { CodeBlock } from "../../ui/code-block";
import { IconChevronRight } from "../../ui/icons";
import { parseSourcesSearch, type SourcesSearch } from "./search";
import classes from "./source-card.module.css";

const route = getRouteApi("/member/settings/sources");

const SENDER_NAMES: Record<Sender, MessageDescriptor> = {
  curl: msg`curl`,
  node: msg`Node`,
  python: msg`Python`,
  browser: msg`Browser`,
};

/** The code that sends events to this server with the key of a source, in several languages. */
export function HowToSend({ source }: { source: Source }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const opened = search.send === source.id;
  function change(part: SourcesSearch) {
    void navigate({ search: parseSourcesSearch({ ...search, ...part }), replace: true, resetScroll: false });
  }
  return (
    <details
      className={classes.fold}
      open={opened}
      onToggle={({ currentTarget }) => {
        // Only what the reader did: opening another one closes this one without asking.
        if (currentTarget.open !== opened) {
          change({ send: currentTarget.open ? source.id : undefined });
        }
      }}
    >
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <h3>
          <Trans>How to send</Trans>
        </h3>
      </summary>
      {opened ? (
        <Senders source={source} sender={search.with ?? SENDERS[0]} onChange={(sender) => change({ with: sender })} />
      ) : null}
    </details>
  );
}

interface SendersProps {
  source: Source;
  sender: Sender;
  onChange(sender: Sender | undefined): void;
}

function Senders({ source, sender, onChange }: SendersProps) {
  const { i18n, t } = useLingui();
  const origin = window.location.origin;
  return (
    <Tabs
      className={classes.folded}
      value={sender}
      onChange={(value) => onChange(SENDERS.find((each) => each === value))}
      keepMounted={false}
    >
      <Tabs.List aria-label={t`How to send`}>
        {SENDERS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {i18n._(SENDER_NAMES[each])}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {SENDERS.map((each) => (
        <Tabs.Panel key={each} value={each} className={classes.code}>
          <p className={classes.quiet}>
            <Trans>Segment’s clients work as they are: only their address and key change.</Trans>
          </p>
          <CodeBlock copyable code={sendCode(each, origin, source.write_key)} label={i18n._(SENDER_NAMES[each])} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
