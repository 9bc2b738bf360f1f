import { App, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../../api/clock';
import { newIdempotencyKey, useCommand } from '../../api/commands';
import { useMe } from '../../api/session';
import type { Action, Floor, FloorReception, Input, Receipt, Seller } from '../../api/types';
import { Panel, SkeletonRows } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';

const CommandPanel = lazy(async () => ({
  default: (await import('../../ui/command/CommandPanel')).CommandPanel,
}));

const minute = 60_000;

/** The queue front first, then whoever stands outside it. */
export function inOrder(staff: Seller[]): Seller[] {
  const place = (seller: Seller) => seller.place ?? staff.length + 1;
  return [...staff].sort((a, b) => place(a) - place(b));
}

function Since({ at }: { at: string | undefined }) {
  const { t } = useTranslation();
  const now = useNow((instant) => Math.floor(instant / minute) * minute);
  if (!at) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / minute));
  return <span className="number">{t('board.since', { number: minutes })}</span>;
}

function ReceptionLink({ reception }: { reception: FloorReception }) {
  if (!reception.id) return <span className="number">{reception.number}</span>;
  return (
    <Link className="number" to={`/cases/${encodeURIComponent(reception.id)}`}>
      {reception.number}
    </Link>
  );
}

/** The choices of the pack for where someone is, without the one that holds. */
function availabilityChoices(action: Action | undefined, seller: Seller) {
  const input = action?.inputs.find((one: Input) => one.name === 'to');
  return (input?.choices ?? []).filter((choice) => String(choice.value) !== seller.availability);
}

function SellerCard({
  seller,
  isNext,
  isMe,
  action,
  onSet,
}: {
  seller: Seller;
  isNext: boolean;
  isMe: boolean;
  action: Action | undefined;
  onSet: (to: string) => void;
}) {
  const { t } = useTranslation();
  const isBusy = Boolean(seller.reception);
  const isHere = seller.availability === 'on_duty';
  const state = isBusy ? 'busy' : isHere ? 'free' : 'away';
  const choices = availabilityChoices(action, seller);
  return (
    <li className={`seller seller-${state}${isNext ? ' seller-next' : ''}`}>
      <div className="seller-head">
        <span className="seller-place number">{seller.place ?? '–'}</span>
        <strong>{seller.name}</strong>
        {isMe && <span className="chip">{t('board.mine')}</span>}
      </div>
      <p className="seller-state">
        {seller.reception ? (
          <>
            {t('board.receiving', { number: '' })} <ReceptionLink reception={seller.reception} />{' '}
            <Since at={seller.reception.since} />
          </>
        ) : isHere ? (
          t('board.free')
        ) : (
          seller.says
        )}
        {seller.place === undefined && ` · ${t('board.out_of_queue')}`}
      </p>
      {seller.make_ups > 0 && (
        <p className="seller-credit">{t('board.make_ups', { number: seller.make_ups })}</p>
      )}
      {seller.missed_turns > 0 && (
        <p className="seller-credit">{t('board.missed', { number: seller.missed_turns })}</p>
      )}
      {action?.allowed && !isBusy && choices.length > 0 && (
        <select
          className="seller-set no-print"
          aria-label={`${seller.name} ${seller.says}`}
          value={seller.availability}
          onChange={(event) => onSet(event.target.value)}
        >
          <option value={seller.availability}>{seller.says}</option>
          {choices.map((choice) => (
            <option key={String(choice.value)} value={String(choice.value)}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}

function LastMove({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  if (!floor.last) return null;
  const { number, receiver, kind, is_counted, skips } = floor.last;
  return (
    <div className="floor-last">
      <p>
        {t('board.last_is', {
          number,
          name: receiver,
          kind,
          counted: t(is_counted ? 'board.counted' : 'board.not_counted'),
        })}
      </p>
      {skips.map((skip) => (
        <p key={skip.name} className="soft">
          {t('board.skipped', skip)}
          {skip.missed_turns > 0 && t('board.owed', { number: skip.missed_turns })}
        </p>
      ))}
    </div>
  );
}

/** One touch for a first visit; everything else has the form. */
function Arrival({ floor, action }: { floor: Floor; action: Action }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { message } = App.useApp();
  const send = useCommand();
  const handleReceipt = (receipt: Receipt) => {
    const opened = receipt.facts.find((fact) => fact.fact === 'reception_opened');
    const receiver = floor.staff.find((seller) => seller.key === opened?.received_by);
    void message.info(receiver ? t('board.given', { name: receiver.name }) : t('board.waits'));
    setIsOpen(false);
  };
  return (
    <div className="floor-arrival no-print">
      <div className="row-wrap">
        <Button
          type="primary"
          size="large"
          loading={send.isPending}
          onClick={() =>
            send.mutate(
              {
                pack: action.pack,
                command: action.command,
                on: floor.id,
                with: { came_before: false },
                idempotencyKey: newIdempotencyKey(),
              },
              { onSuccess: handleReceipt },
            )
          }
        >
          {t('board.first_visit')}
        </Button>
        <Button size="large" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'board.cancel' : 'board.other_visit')}
        </Button>
      </div>
      {send.error && <RefusalNotice error={send.error} />}
      {isOpen && (
        <Panel title={action.title}>
          <Suspense fallback={<SkeletonRows rows={4} />}>
            <CommandPanel
              action={action}
              on={floor.id}
              given={{ came_before: true }}
              onDone={handleReceipt}
              onCancel={() => setIsOpen(false)}
            />
          </Suspense>
        </Panel>
      )}
    </div>
  );
}

/** 轮接台. The queue as it stands, who is with a client, who is next and why. */
export function FloorBoard({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const send = useCommand();
  const [isBig, setIsBig] = useState(false);
  const staff = inOrder(floor.staff);
  const next = staff.find((seller) => seller.key === floor.standby);
  const find = (command: string) => floor.actions.find((action) => action.command === command);
  const arrival = find('arrival.record');
  const availability = find('availability.set');
  // Whoever stands on the floor says where he himself is; a manager says it of everyone.
  const maySet = (seller: Seller) =>
    seller.key === me?.person.key || staff.every((one) => one.key !== me?.person.key);
  const set = (salesperson: string, to: string) =>
    send.mutate({
      pack: availability?.pack ?? '',
      command: 'availability.set',
      on: floor.id,
      with: { salesperson, to },
      idempotencyKey: newIdempotencyKey(),
    });
  return (
    <section className={isBig ? 'floor floor-big' : 'floor'} aria-label={floor.title}>
      <div className="floor-head">
        <h2>{floor.title}</h2>
        <Button size="small" className="no-print" onClick={() => setIsBig(!isBig)}>
          {t(isBig ? 'board.normal' : 'board.big_screen')}
        </Button>
      </div>
      <div className="floor-next" aria-live="polite">
        <span className="soft">{t('board.next')}</span>
        <strong>{next?.name ?? t('board.nobody')}</strong>
        {floor.waiting.length > 0 && (
          <span className="chip chip-warn">
            {t('board.waiting_count', { number: floor.waiting.length })}
          </span>
        )}
      </div>
      {!isBig && arrival?.allowed && <Arrival floor={floor} action={arrival} />}
      {send.error && <RefusalNotice error={send.error} />}
      <ol className="sellers">
        {staff.map((seller) => (
          <SellerCard
            key={seller.key}
            seller={seller}
            isNext={seller.key === floor.standby}
            isMe={seller.key === me?.person.key}
            action={isBig || !maySet(seller) ? undefined : availability}
            onSet={(to) => set(seller.key, to)}
          />
        ))}
      </ol>
      <LastMove floor={floor} />
    </section>
  );
}
