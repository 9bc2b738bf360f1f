import { serverNow } from '../../api/clock';
import { useMe } from '../../api/session';
import { inZoneOf } from '../../ui/time';

/** Whether whoever looks keeps the regulations, and what day it is for the company. */
export function useKeeper() {
  const me = useMe().data;
  return {
    isKeeper: me?.roles.some((one) => one.role === 'regulation_keeper') ?? false,
    today: inZoneOf(me?.clock.now ?? '', serverNow()).slice(0, 10),
  };
}
