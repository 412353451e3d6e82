import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Import, importQuery, importsQuery, stopImport, undoImport } from "../../api/imports";
import {
  discardUpload,
  removeFile,
  startDryRun,
  startImport,
  stopDryRun,
  type Template,
  type Upload,
  uploadKey,
} from "../../api/uploads";

/** Keeps the answer of a change as what is known of the import; an older answer on its way must not replace it. */
function useKeepImport() {
  const queryClient = useQueryClient();
  return async (imported: Import) => {
    const { queryKey } = importQuery(imported.id);
    await queryClient.cancelQueries({ queryKey, exact: true });
    queryClient.setQueryData(queryKey, imported);
    void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
  };
}

/** Keeps the answer of a change as what is known of the upload; an older answer on its way must not replace it. */
export function useKeepUpload() {
  const queryClient = useQueryClient();
  return async (upload: Upload) => {
    const queryKey = uploadKey(upload.id);
    await queryClient.cancelQueries({ queryKey, exact: true });
    queryClient.setQueryData(queryKey, upload);
  };
}

/** Stops an import. */
export function useStopImport(id: number) {
  return useMutation({ mutationFn: () => stopImport(id), onSuccess: useKeepImport() });
}

/** Takes back what an import added. */
export function useUndoImport(id: number) {
  return useMutation({ mutationFn: () => undoImport(id), onSuccess: useKeepImport() });
}

/** Begins an import. */
export function useStartImport(upload: string) {
  return useMutation({ mutationFn: (template: Template) => startImport(upload, template), onSuccess: useKeepImport() });
}

/** Discards an upload with its files. */
export function useDiscardUpload(upload: string) {
  return useMutation({ mutationFn: () => discardUpload(upload) });
}

/** Takes a file out of an upload. */
export function useRemoveFile(upload: string) {
  return useMutation({ mutationFn: (name: string) => removeFile(upload, name), onSuccess: useKeepUpload() });
}

/** Begins a dry run. */
export function useStartDryRun(upload: string) {
  return useMutation({ mutationFn: (template: Template) => startDryRun(upload, template), onSuccess: useKeepUpload() });
}

/** Stops the dry run. */
export function useStopDryRun(upload: string) {
  return useMutation({ mutationFn: () => stopDryRun(upload), onSuccess: useKeepUpload() });
}
