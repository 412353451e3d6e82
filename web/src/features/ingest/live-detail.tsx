import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { LiveEvent } from "../../api/live-events";
import { useFormats } from "../../lib/formats";
import { OUTCOME_MEANINGS } from "../../lib/outcomes";
import { oneLine } from "../../lib/text";
import { Fact, FactBox } from "../../ui/facts";

const TEXT_LENGTH_MAX = 400;

const IDENTIFIER_NAMES: Record<string, MessageDescriptor> = {
  user_id: msg`Customer number`,
  email: msg`E-mail`,
  phone: msg`Phone`,
  anonymous_id: msg`Browser or device`,
};

/** All that is known of what arrived. Data stays text: no markup, no links. */
export function LiveDetail({ id, event }: { id: string; event: LiveEvent }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  return (
    <FactBox id={id} indent={36}>
      <p>{i18n._(OUTCOME_MEANINGS[event.outcome])}</p>
      <dl>
        <Entry name={<Trans>Received</Trans>} value={formats.dateTimeSecond(event.received_ms)} />
        <Entry name={<Trans>Event</Trans>} value={event.event} />
        <Entry name={<Trans>Type of message</Trans>} value={event.type} />
        <Entry name={<Trans>Message id</Trans>} value={event.message_id} />
        <Entry name={<Trans>Source</Trans>} value={`${event.source.name} (${event.source.id})`} />
        {event.identifiers.map(({ kind, value }) => {
          const name = IDENTIFIER_NAMES[kind];
          return <Entry key={`${kind} ${value}`} name={name ? i18n._(name) : kind} value={value} />;
        })}
        <Entry name={<Trans>Person</Trans>} value={event.person} />
        <Entry name={<Trans>Cause</Trans>} value={event.code} />
        <Entry name={<Trans>Field</Trans>} value={event.field} />
        <Entry name={<Trans>In the server’s words</Trans>} value={event.message} lang="en" />
        <Entry name={<Trans>Advice</Trans>} value={event.hint} lang="en" />
      </dl>
    </FactBox>
  );
}

interface EntryProps {
  name: ReactNode;
  value: string | null;
  /** The language, where it is not the reader's. */
  lang?: string;
}

function Entry({ name, value, lang }: EntryProps) {
  const text = oneLine(value ?? "", TEXT_LENGTH_MAX);
  return text ? <Fact name={name} value={text} lang={lang} /> : null;
}
