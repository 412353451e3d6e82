import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Drawer } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFailure } from "../api/failure";
import { countedPeopleQuery, type PeopleRequest } from "../api/insights";
import classes from "./counted-people.module.css";
import { FailureState } from "./failure-state";
import { ListSkeleton } from "./list-skeleton";
import { PeopleList } from "./people-list";

/** A number whose people are listed. */
export interface Counted {
  label: string;
  request: PeopleRequest;
}

interface CountedPeopleProps {
  counted: Counted;
  /** The list of this number is kept no more: the facts have to be asked for again. */
  onGone(): void;
  onClose(): void;
}

/** Exactly the people who were counted in a number. */
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
        <p className={classes.count} role="status">
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
