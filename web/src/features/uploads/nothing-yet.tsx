import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { CopyCommand } from "../../ui/copy-command";
import { EmptyState } from "../../ui/empty-state";
import { IconFileImport } from "../../ui/icons";
import { CsvSample } from "./csv-sample";

const IMPORT_COMMAND = "boussole import orders.csv --recipe orders --dry-run";

/** Nothing was imported yet: says what can be, and shows what a file may look like. */
export function NothingYet({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconFileImport} title={t`Nothing imported yet`}>
      <p>
        <Trans>
          Bring in the past of your customers: orders, reviews, answers to surveys. CSV, Excel (.xlsx), JSON Lines and
          Parquet files are read as they are, also when they are packed with gzip or Zstandard.
        </Trans>
      </p>
      {children ?? (
        <p>
          <Trans>A contributor or an owner of the project can import.</Trans>
        </p>
      )}
      <CsvSample />
      <p>
        <Trans>At the command line, where files of any size lie already:</Trans>
      </p>
      <CopyCommand command={IMPORT_COMMAND} />
    </EmptyState>
  );
}
