import { useCallback, useEffect, useRef, useState } from "react";
import { ApiFailure } from "../../api/failure";
import { sendFile } from "../../api/send-file";
import { createUpload } from "../../api/uploads";
import { useKeepUpload } from "./use-changes";

/** The server takes no larger file. */
const FILE_BYTES_MAX = 2 * 1024 ** 3;

/** A file on its way to the server. */
export interface SendingFile {
  key: number;
  name: string;
  n_bytes: number;
  n_sent: number;
  /** Why it did not arrive. */
  error?: unknown;
}

/** Files that are sent one after the other: together they would only slow each other down. */
export interface Sending {
  files: readonly SendingFile[];
  /** Sends files too. */
  add(files: readonly File[]): void;
  /** Stops sending a file, or forgets that it failed. */
  cancel(key: number): void;
}

/** Sends files into an upload; without one, the first file makes it, and `onCreated` learns its id. */
export function useSending(upload: string | undefined, onCreated: (id: string) => void): Sending {
  const keepUpload = useKeepUpload();
  const [files, setFiles] = useState<SendingFile[]>([]);
  const lastKey = useRef(0);
  const queue = useRef(Promise.resolve());
  const controllers = useRef(new Map<number, AbortController>());
  const target = useRef(upload);
  useEffect(() => {
    target.current = upload;
  }, [upload]);
  useEffect(() => {
    const running = controllers.current;
    // Who leaves the page stops sending.
    return () => running.forEach((controller) => void controller.abort());
  }, []);

  const change = useCallback((key: number, part: Partial<SendingFile>) => {
    setFiles((present) => present.map((file) => (file.key === key ? { ...file, ...part } : file)));
  }, []);
  const forget = useCallback((key: number) => {
    controllers.current.delete(key);
    setFiles((present) => present.filter((file) => file.key !== key));
  }, []);

  async function send(key: number, file: File, signal: AbortSignal): Promise<void> {
    try {
      if (file.size > FILE_BYTES_MAX) {
        throw new ApiFailure(413, { code: "too_large", message: "a file has at most 2 GiB" });
      }
      signal.throwIfAborted();
      if (target.current === undefined) {
        const created = await createUpload();
        await keepUpload(created);
        target.current = created.id;
        onCreated(created.id);
      }
      await keepUpload(
        await sendFile(target.current, file, { signal, onProgress: (n_sent) => change(key, { n_sent }) }),
      );
      forget(key);
    } catch (error) {
      if (!signal.aborted) {
        change(key, { error });
      }
    }
  }

  function add(added: readonly File[]): void {
    for (const file of added) {
      const key = ++lastKey.current;
      const controller = new AbortController();
      controllers.current.set(key, controller);
      setFiles((present) => [...present, { key, name: file.name, n_bytes: file.size, n_sent: 0 }]);
      queue.current = queue.current.then(() => send(key, file, controller.signal));
    }
  }
  function cancel(key: number): void {
    controllers.current.get(key)?.abort();
    forget(key);
  }
  return { files, add, cancel };
}
