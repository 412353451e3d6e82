import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type MailSetup, messagesQuery } from "../../api/mail";
import { useFormats } from "../../lib/formats";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import classes from "./mail-page.module.css";
import { MessageRow } from "./message-row";
import { STATE_NAMES } from "./message-state";
import { STATES } from "./search";

const route = getRouteApi("/member/settings/mail");

/** The messages, newest first, of one state or all. */
export function MessageList({ counts }: { counts: MailSetup["counts"] }) {
  const { t } = useLingui();
  const { state } = route.useSearch();
  const list = useInfiniteQuery(messagesQuery(state));
  const messages = list.data?.pages.flatMap((page) => page.messages);
  return (
    <section className={classes.part}>
      <h2>
        <Trans>Messages</Trans>
      </h2>
      <States counts={counts} />
      {!messages && list.error ? <FailureState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {!messages && !list.error ? <ListSkeleton /> : null}
      {messages?.length === 0 ? (
        <p className={classes.quiet}>
          {state ? <Trans>No message is in this state.</Trans> : <Trans>No message was sent yet.</Trans>}
        </p>
      ) : null}
      {messages && messages.length > 0 ? (
        <ol className={classes.list} aria-label={t`Messages`}>
          {messages.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </ol>
      ) : null}
      {list.hasNextPage ? (
        <div>
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Load more</Trans>
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** Chooses a state; those without any message are not offered. */
function States({ counts }: { counts: MailSetup["counts"] }) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const { state } = route.useSearch();
  const offered = STATES.filter((each) => counts[each] > 0 || each === state);
  if (offered.length === 0) {
    return null;
  }
  return (
    <nav className={classes.states} aria-label={t`State of the messages`}>
      <Link to="/settings/mail" search={{}} aria-current={state ? undefined : "true"} activeProps={{}}>
        <Trans context="messages">All</Trans>
      </Link>
      {offered.map((each) => (
        <Link
          key={each}
          to="/settings/mail"
          search={{ state: each }}
          aria-current={each === state ? "true" : undefined}
          activeProps={{}}
        >
          {i18n._(STATE_NAMES[each])} {formats.number(counts[each])}
        </Link>
      ))}
    </nav>
  );
}
