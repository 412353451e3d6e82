const ID_LENGTH_MAX = 100;

/** What the address of a new import, and of one that may be repeated, holds. */
export interface UploadSearch {
  /** The id of the upload with the files. */
  upload?: string | undefined;
}

/** Reads it from the address; what cannot be understood is left out. */
export function parseUploadSearch(raw: Record<string, unknown>): UploadSearch {
  const upload = typeof raw.upload === "string" ? raw.upload.trim() : "";
  return { upload: /^[\w-]+$/.test(upload) && upload.length <= ID_LENGTH_MAX ? upload : undefined };
}

/** Reads the number of an import from the address; `undefined` when it is none. */
export function parseImportId(text: string): number | undefined {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return id > 0 ? id : undefined;
}
