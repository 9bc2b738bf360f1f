import { FileExcelOutlined } from '@ant-design/icons';
import { Button, Progress, Select } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadFile } from '../../api/attachments';
import type { Attachment, ImportTable } from '../../api/types';
import { RefusalNotice } from '../../ui/RefusalNotice';

const accepted = '.xlsx,.csv';

type FileStepProps = {
  name: string | undefined;
  table: ImportTable | undefined;
  onFile: (file: Attachment | undefined) => void;
  onSheet: (sheet: string) => void;
};

/** A file that is dropped beside its place must not replace the page. */
function useKeepPage() {
  useEffect(() => {
    const keep = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    document.addEventListener('dragover', keep);
    document.addEventListener('drop', keep);
    return () => {
      document.removeEventListener('dragover', keep);
      document.removeEventListener('drop', keep);
    };
  }, []);
}

/** Takes a workbook or CSV by button or drop; says what was found in it. */
export function FileStep({ name, table, onFile, onSheet }: FileStepProps) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const [isOver, setOver] = useState(false);
  useKeepPage();
  const send = async (chosen: File | undefined) => {
    if (!chosen) return;
    setError(undefined);
    setShare(0);
    onFile(undefined);
    try {
      onFile(await uploadFile(chosen, { onProgress: setShare }));
    } catch (fault) {
      setError(fault);
    } finally {
      setShare(undefined);
    }
  };
  const handleDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <div className="import-field">
      <span id="import-file-label">{t('import.file')}</span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the button */}
      <div
        className={isOver ? 'import-drop import-drop-over' : 'import-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={handleDrop}
      >
        <input
          ref={picker}
          type="file"
          accept={accepted}
          hidden
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button
          icon={<FileExcelOutlined />}
          aria-describedby="import-file-label"
          onClick={() => picker.current?.click()}
        >
          {t(name ? 'import.another' : 'attachment.choose')}
        </Button>
        {share !== undefined ? (
          <Progress percent={Math.round(share * 100)} size="small" className="import-sending" />
        ) : (
          <span className="soft import-name">{name ?? t('import.drop')}</span>
        )}
      </div>
      {Boolean(error) && <RefusalNotice error={error} focus />}
      {table && name && (
        <p className="row-wrap import-found">
          {table.sheets.length > 1 && (
            <Select
              value={table.sheet}
              aria-label={t('import.sheet')}
              onChange={onSheet}
              options={table.sheets.map((name) => ({ value: name, label: name }))}
            />
          )}
          <span>{t('import.found', { rows: table.rows, columns: table.columns.length })}</span>
          {table.header_line > 1 && (
            <span className="chip">{t('import.header_line', { line: table.header_line })}</span>
          )}
          {table.encoding && table.encoding !== 'UTF-8' && (
            <span className="chip">{t('import.encoding', { name: table.encoding })}</span>
          )}
        </p>
      )}
    </div>
  );
}
