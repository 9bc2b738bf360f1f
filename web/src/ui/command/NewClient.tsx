import { UserAddOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBeginnings } from '../../api/commands';
import { CommandPanel } from './CommandPanel';

type NewClientProps = { typed: string; onOpen: () => void };

/** What was typed, put where it belongs: digits are a telephone, anything else a name. */
function givenOf(typed: string) {
  if (typed === '') return {};
  return /^[\d\s+-]{5,}$/.test(typed) ? { phone: typed } : { name: typed };
}

/** Under the list of clients: register the one who is not there yet, without leaving the form. */
export function NewClient({ typed, onOpen }: NewClientProps) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const beginnings = useBeginnings();
  const action = beginnings.data?.find((one) => one.command === 'client.register' && one.allowed);
  if (!action) return null;
  const handleOpen = () => {
    onOpen();
    const dialog = modal.info({
      title: action.title,
      icon: null,
      footer: null,
      closable: true,
      width: 560,
      content: (
        <CommandPanel
          action={action}
          given={givenOf(typed)}
          onCancel={() => dialog.destroy()}
          onDone={(receipt) => {
            dialog.destroy();
            message.success(t('client.registered', { number: receipt.number }));
          }}
        />
      ),
    });
  };
  return (
    <Button
      type="text"
      block
      icon={<UserAddOutlined />}
      className="new-client"
      onMouseDown={(event) => event.preventDefault()}
      onClick={handleOpen}
    >
      {typed ? t('client.register_named', { typed }) : action.title}
    </Button>
  );
}
