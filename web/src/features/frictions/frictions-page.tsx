import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Friction, type FrictionDecided, type FrictionList, frictionsQuery } from "../../api/frictions";
import { journeyQuery } from "../../api/journeys";
import { useFormats } from "../../lib/formats";
import { partName } from "../../lib/journey/names";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconCircleCheck } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { UndoNotice } from "../../ui/undo-notice";
import { FrictionCard } from "./friction-card";
import classes from "./frictions.module.css";
import { useDecide, useMayDecide } from "./use-decide";

/** What customers suffer from, that from which most can be recovered first, with one key for each decision. */
export function FrictionsPage() {
  const { t } = useLingui();
  const { data: list, error, refetch } = useQuery(frictionsQuery);
  const decide = useDecide();
  const [before, setBefore] = useState<FrictionDecided>();
  usePageTitle(t`Frictions`);
  function say(friction: Friction, said: FrictionDecided["said"]) {
    const last = friction.decided;
    const undo = { id: friction.id, said: last ? { decision: last.decision, effort: last.effort } : undefined };
    decide.mutate({ id: friction.id, said }, { onSuccess: () => setBefore(undo) });
  }
  return (
    <div className={classes.page}>
      <header>
        <h1>
          <Trans>Frictions</Trans>
        </h1>
        <Looked list={list} />
      </header>
      {!list && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!list && !error ? <ListSkeleton /> : null}
      {decide.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={decide.error} />
        </p>
      ) : null}
      {list ? <Sections list={list} isPending={decide.isPending} onDecide={say} /> : null}
      {before ? (
        <UndoNotice
          onUndo={() => decide.mutate(before, { onSuccess: () => setBefore(undefined) })}
          onDismiss={() => setBefore(undefined)}
        >
          <Trans>The decision is saved.</Trans>
        </UndoNotice>
      ) : null}
    </div>
  );
}

function Looked({ list }: { list: FrictionList | undefined }) {
  const formats = useFormats();
  if (!list || list.frictions.length === 0) {
    return null;
  }
  const [n, from, to] = [formats.number(list.n_looks), formats.date(list.from_ms), formats.date(list.to_ms)];
  const left = formats.number(list.n_left_out);
  return (
    <p className={classes.quiet}>
      <Trans>
        Where something goes wrong more often than with similar customers: {n} groups were compared, from {from} to {to}
        . With so many comparisons, chance alone says anything in fewer than one search out of twenty.
      </Trans>{" "}
      <Trans>The same customer may meet several frictions: these amounts cannot be added up.</Trans>
      {list.n_left_out > 0 ? (
        <>
          {" "}
          <Trans>{left} events were too many to be read.</Trans>
        </>
      ) : null}
    </p>
  );
}

interface SectionsProps {
  list: FrictionList;
  isPending: boolean;
  onDecide(friction: Friction, said: FrictionDecided["said"]): void;
}

function Sections({ list, isPending, onDecide }: SectionsProps) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { data: journey } = useQuery(journeyQuery);
  const mayDecide = useMayDecide();
  const n_checked = formats.number(list.n_looks);
  const steps = journey?.definition.stages.flatMap((stage) => stage.steps) ?? [];
  const stepName = (id: string) => partName(steps.find((step) => step.id === id) ?? { id, name: null }, i18n);
  if (list.frictions.length === 0) {
    return (
      <EmptyState icon={IconCircleCheck} title={<Trans>No friction found for this period</Trans>}>
        <p>
          <Trans>That is an answer: {n_checked} step × segment pairs were checked.</Trans>
        </p>
        <p>
          <Trans>
            Payments, promises, waits, returns, calls for help, opinions and checkouts are looked at as soon as they are
            there.
          </Trans>
        </p>
      </EmptyState>
    );
  }
  const closed = list.frictions.filter(({ decided }) => decided?.decision === "close");
  const open = list.frictions.filter((friction) => !closed.includes(friction));
  const cards = (frictions: Friction[]) =>
    frictions.map((friction) => (
      <FrictionCard
        key={friction.id}
        friction={friction}
        stepName={stepName(friction.step)}
        mayDecide={mayDecide}
        isPending={isPending}
        onDecide={(said) => onDecide(friction, said)}
      />
    ));
  return (
    <>
      <section className={classes.cards} aria-labelledby="open">
        <h2 id="open">
          <Trans>To decide and under way</Trans>
        </h2>
        {cards(open)}
      </section>
      {closed.length > 0 ? (
        <section className={classes.cards} aria-labelledby="closed">
          <h2 id="closed">
            <Trans>Closed</Trans>
          </h2>
          {cards(closed)}
        </section>
      ) : null}
    </>
  );
}
