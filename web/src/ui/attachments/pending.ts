import { createContext, useContext, useEffect, useId, useMemo, useState } from 'react';

type Report = (id: string, isPending: boolean) => void;

/** Controls tell the form that holds them while files are on their way: it waits for them. */
export const PendingUploads = createContext<Report>(() => {});
/** The record that a form acts on: what stands in it already is served from there. */
export const RecordOfForm = createContext<string | undefined>(undefined);

export function usePendingUploads(): { isPending: boolean; report: Report } {
  const [ids, setIds] = useState<string[]>([]);
  const report = useMemo<Report>(
    () => (id, isPending) =>
      setIds((old) => (isPending ? [...new Set([...old, id])] : old.filter((one) => one !== id))),
    [],
  );
  return { isPending: ids.length > 0, report };
}

export function useReportPending(isPending: boolean) {
  const id = useId();
  const report = useContext(PendingUploads);
  useEffect(() => {
    report(id, isPending);
    return () => report(id, false);
  }, [report, id, isPending]);
}
