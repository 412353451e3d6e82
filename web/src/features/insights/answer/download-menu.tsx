import { Trans } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { fileName, saveFile } from "../../../lib/save-file";
import { sheetCsv } from "./csv";
import { ExportButton } from "./export-button";
import type { Sheet } from "./sheet";
import type { Teller } from "./teller";

interface DownloadMenuProps {
  /** The numbers, or what fetches them. */
  sheet: Sheet | (() => Promise<Sheet>);
  name: string;
  teller: Teller;
}

/** The numbers as a file. */
export default function DownloadMenu({ sheet, name, teller }: DownloadMenuProps) {
  const saving = useMutation({
    mutationFn: async (type: "csv" | "xlsx") => {
      const numbers = typeof sheet === "function" ? await sheet() : sheet;
      saveFile(fileName(name, type), await contentOf(numbers, type, teller));
    },
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ExportButton loading={saving.isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saving.mutate("xlsx")}>
          <Trans>Excel (.xlsx)</Trans>
        </Menu.Item>
        <Menu.Item onClick={() => saving.mutate("csv")}>
          <Trans>Text (.csv)</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function contentOf(sheet: Sheet, type: "csv" | "xlsx", teller: Teller): Promise<Blob> {
  if (type === "csv") {
    return new Blob([sheetCsv(sheet, teller.formats.tag)], { type: "text/csv;charset=utf-8" });
  }
  // The library is fetched when the first such file is wanted.
  const { sheetXlsx } = await import("./xlsx");
  return sheetXlsx(sheet);
}
