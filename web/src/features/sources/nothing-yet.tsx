import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { EmptyState } from "../../ui/empty-state";
import { IconPlugConnected, IconPlus } from "../../ui/icons";

/** No source yet: says what one is, and makes the first. */
export function NothingYet({ onCreate }: { onCreate: (() => void) | undefined }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconPlugConnected} title={t`No source yet`}>
      <p>
        <Trans>
          A source is where events come from: your web site, a server, an app. Each has a key of its own, so that you
          see what it sends and can disable it alone.
        </Trans>
      </p>
      {onCreate ? (
        <Button leftSection={<IconPlus size={16} />} onClick={onCreate}>
          <Trans>Create a source</Trans>
        </Button>
      ) : (
        <p>
          <Trans>An owner of the project can create one.</Trans>
        </p>
      )}
    </EmptyState>
  );
}
