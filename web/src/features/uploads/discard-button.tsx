import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { problemOf } from "../../api/failure";
import { ProblemBox } from "./problem-box";
import { useDiscardUpload } from "./use-changes";

/** Gives up a new import: its files are deleted at once, not only after a day. */
export function DiscardButton({ upload }: { upload: string }) {
  const navigate = useNavigate();
  const discard = useDiscardUpload(upload);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={discard.isPending}
        onClick={() => discard.mutate(undefined, { onSuccess: () => void navigate({ to: "/imports" }) })}
      >
        <Trans>Discard the files</Trans>
      </Button>
      {discard.error ? <ProblemBox problem={problemOf(discard.error)} /> : null}
    </>
  );
}
