import { Button, CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { IconChevronRight, IconPlus } from "../../../ui/icons";
import { useFault } from "../faults";
import classes from "./builder.module.css";

interface SectionProps {
  title: ReactNode;
  /** What stands beside the title. */
  side?: ReactNode;
  children: ReactNode;
}

/** A part of the builder under its title. */
export function Section({ title, side, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>
        {title}
        {side}
      </h2>
      {children}
    </section>
  );
}

/** What is rarely needed, behind a word that opens it. */
export function Fold({ title, opened, children }: { title: ReactNode; opened: boolean; children: ReactNode }) {
  return (
    <details className={classes.fold} open={opened}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        {title}
      </summary>
      <div className={classes.more}>{children}</div>
    </details>
  );
}

/** Adds an entry to a list. */
export function AddButton({ onClick, children }: { onClick(): void; children: ReactNode }) {
  return (
    <Button
      className={classes.add}
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

/** Takes an entry out of a list. */
export function RemoveButton({ label, onClick }: { label: string; onClick(): void }) {
  return <CloseButton size={30} iconSize={14} onClick={onClick} aria-label={label} />;
}

/** What is at fault in a field that has no place of its own for it. */
export function FaultLine({ field }: { field: string }) {
  const fault = useFault(field);
  return fault ? (
    <p className={classes.fault} role="alert">
      {fault}
    </p>
  ) : null;
}

/** Entries with their places: the place is the key, since an entry has nothing else that stays. */
export function numbered<Item>(items: readonly Item[]): { item: Item; at: number }[] {
  return items.map((item, at) => ({ item, at }));
}

/** Returns a list with one entry changed. */
export function replaced<Item>(items: readonly Item[], at: number, item: Item): Item[] {
  return items.map((each, index) => (index === at ? item : each));
}

/** Returns a list without one entry. */
export function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, index) => index !== at);
}

/** Returns a list with one entry moved to another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = without(items, from);
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)];
}
