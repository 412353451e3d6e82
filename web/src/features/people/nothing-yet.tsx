import { Trans, useLingui } from "@lingui/react/macro";
import { CopyCommand } from "../../ui/copy-command";
import { EmptyState } from "../../ui/empty-state";
import { IconUsers } from "../../ui/icons";
import { DEMO_COMMAND, IMPORT_COMMAND } from "./commands";

/** Nobody is known yet: says what will be here, and how to begin. */
export function NothingYet() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconUsers} title={t`Nobody here yet`}>
      <p>
        <Trans>
          Visitors, prospects and customers appear here as soon as Boussole receives their events: visits, orders,
          deliveries, reviews. Each has a page with the whole history.
        </Trans>
      </p>
      <p>
        <Trans>Import a file of orders:</Trans>
      </p>
      <CopyCommand command={IMPORT_COMMAND} />
      <p>
        <Trans>Or look around first, with the data of an example company:</Trans>
      </p>
      <CopyCommand command={DEMO_COMMAND} />
    </EmptyState>
  );
}
