import { Trans } from "@lingui/react/macro";
import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import { IconDownload } from "../../../ui/icons";

/** Opens the kinds of files; it stands there before they do. */
export function ExportButton(props: ButtonProps & ComponentPropsWithRef<"button">) {
  return (
    <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />} {...props}>
      <Trans>Export</Trans>
    </Button>
  );
}
