import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Drawer } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFailure } from "../../api/failure";
import { countedPeopleQuery } from "../../api/insights";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import { PeopleList } from "../../ui/people-list";
import classes from "./journey-page.module.css";
import type { Counted } from "./step-card";

interface CountedPeopleProps {
  counted: Counted;
  /** The list of this number is kept no more: the facts have to be asked for again. */
  onGone(): void;
  onClose(): void;
}

/** Exactly the people who were counted in a number of the map. */
export default function CountedPeople({ counted, onGone, onClose }: CountedPeopleProps) {
  const { t } = useLingui();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    countedPeopleQuery(counted.request),
  );
  const gone = isFailure(error, 410);
  useEffect(() => {
    if (gone) {
      onGone();
      onClose();
    }
  }, [gone, onGone, onClose]);
  const people = data?.pages.flatMap((page) => page.people);
  const count = data?.pages[0]?.count;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      title={counted.label}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      {count === undefined ? null : (
        <p className={classes.words} role="status">
          <Plural value={count} one="# person" other="# people" />
        </p>
      )}
      {!people && !error ? <ListSkeleton /> : null}
      {!people && error && !gone ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {people ? <PeopleList people={people} /> : null}
      {people && hasNextPage ? (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </Drawer>
  );
}
