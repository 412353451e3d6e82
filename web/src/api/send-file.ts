import { ApiFailure, UNREACHABLE } from "./failure";
import type { Upload } from "./uploads";

/** How a file is followed on its way to the server. */
interface Sending {
  signal: AbortSignal;
  /** Is told again and again how many bytes are sent. */
  onProgress(n_bytes: number): void;
}

/**
 * Sends a file into an upload, as it is.
 *
 * `fetch` does not say how far it is, so this alone goes another way. Fails with an [`ApiFailure`], or with an
 * `AbortError` when the signal says so.
 */
export function sendFile(id: string, file: File, { signal, onProgress }: Sending): Promise<Upload> {
  const address = `/api/v1/uploads/${encodeURIComponent(id)}/files/${encodeURIComponent(file.name)}`;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const unreachable = () => reject(new ApiFailure(0, { code: UNREACHABLE, message: "the server cannot be reached" }));
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => {
      const body = readJson(request.responseText);
      if (request.status === 200) {
        resolve(body as Upload);
      } else {
        reject(new ApiFailure(request.status, body));
      }
    });
    request.addEventListener("error", unreachable);
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.open("PUT", address);
    request.setRequestHeader("X-Boussole", "1");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}

/** A proxy in between may answer with a page of its own: then nothing is known but the status. */
function readJson(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}
