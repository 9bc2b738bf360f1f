import { FileExcelOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

type SheetActionsProps = { excel: string };

/** What is on this page as an Excel file, and on paper. `excel`: where the file comes from. */
export function SheetActions({ excel }: SheetActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button icon={<FileExcelOutlined />} href={excel} download>
        {t('forms.excel')}
      </Button>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('forms.print_page')}
      </Button>
    </>
  );
}
