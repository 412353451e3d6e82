import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Drawer } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFailure } from "../../api/failure";
import { countedPeopleQuery } from "../../api/insights";
import { useFormats } from "../../lib/formats";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import { PeopleList } from "../../ui/people-list";
import type { Who } from "./answer/sheet";
import classes from "./people-panel.module.css";
import page from "./question-page.module.css";

interface PeoplePanelProps {
  who: Who;
  /** The answer was computed again, because its lists were kept no more. */
  renewed: boolean;
  /** The list of this number is kept no more. */
  onGone(): void;
  onClose(): void;
}

/** Exactly the people who were counted in a number. */
export default function PeoplePanel({ who, renewed, onGone, onClose }: PeoplePanelProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    countedPeopleQuery(who.request),
  );
  const gone = isFailure(error, 410);
  useEffect(() => {
    if (gone) {
      onGone();
    }
  }, [gone, onGone]);
  const count = data?.pages[0]?.count;
  const people = data?.pages.flatMap((each) => each.people);
  const shown = formats.number(people?.length ?? 0);
  const total = formats.number(count ?? 0);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      title={t`The people concerned`}
      closeButtonProps={{ "aria-label": t`Close` }}
      classNames={{ body: classes.body ?? "", title: classes.title ?? "" }}
    >
      <p className={classes.label}>
        <bdi>{who.label}</bdi>
      </p>
      {renewed ? (
        <p className={page.notice} role="status">
          <Trans>
            The answer was too old to list its people, so it was computed again: its numbers may have changed.
          </Trans>
        </p>
      ) : null}
      {count === undefined ? null : (
        <p className={classes.count} role="status">
          <Plural value={count} one="# person" other="# people" />
        </p>
      )}
      {!people && !error ? <ListSkeleton /> : null}
      {!people && error && !gone ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {people ? <PeopleList people={people} /> : null}
      {people && hasNextPage ? (
        <div className={classes.foot}>
          <span>
            <Trans>
              {shown} of {total}
            </Trans>
          </span>
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </Drawer>
  );
}
