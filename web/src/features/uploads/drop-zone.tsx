import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { IconUpload } from "../../ui/icons";
import classes from "./drop-zone.module.css";

interface DropZoneProps {
  onFiles(files: readonly File[]): void;
  /** Takes less room: files are there already. */
  isSmall: boolean;
}

/** Where files are dropped; a button does the same for those who do not drag. */
export function DropZone({ onFiles, isSmall }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has no key of its own; the button within does the same
    <div
      className={classes.zone}
      data-over={isOver || undefined}
      data-small={isSmall || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Button
        variant={isSmall ? "default" : "filled"}
        size={isSmall ? "xs" : "sm"}
        leftSection={<IconUpload size={16} />}
        onClick={() => input.current?.click()}
      >
        {isSmall ? <Trans>Add files</Trans> : <Trans>Choose files</Trans>}
      </Button>
      <p>
        {isSmall ? (
          <Trans>or drop them here</Trans>
        ) : (
          <Trans>or drop them here: CSV, Excel (.xlsx), JSON Lines, Parquet, packed or not, up to 2 GB each</Trans>
        )}
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen again after it was repaired.
          currentTarget.value = "";
        }}
      />
    </div>
  );
}
