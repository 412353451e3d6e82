import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { problemOf } from "../../api/failure";
import { type Template, writeTemplate } from "../../api/uploads";
import { IconDownload } from "../../ui/icons";
import { ProblemBox } from "./problem-box";

const FILE_NAME = "template.toml";

/** Saves the template with its corrections as a file, for the command line and for the next time. */
export function TemplateDownload({ upload, template }: { upload: string; template: Template }) {
  const write = useMutation({ mutationFn: () => writeTemplate(upload, template), onSuccess: save });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} />}
        loading={write.isPending}
        onClick={() => write.mutate()}
      >
        <Trans>Download as a template (TOML)</Trans>
      </Button>
      {write.error ? <ProblemBox problem={problemOf(write.error)} /> : null}
    </>
  );
}

/** Hands a text to the browser as a file. */
function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(address);
}
